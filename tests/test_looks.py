"""What is wrong with a page is seen on each width, although half of the work is done once."""

import pytest

from tests.looks import faults_at_each_width

PAGE = """<!doctype html><html lang="en"><title>A page</title><style>{style}</style>
<main><h1>A page</h1><p class="one">One</p><div><p class="two">Two</p></div></main>"""
FAINT = "color: #ddd; background: #fff"


@pytest.fixture(scope="module")
def window(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("", []),
        (f".one {{{FAINT}}}", ["color-contrast: .one at 320"]),
        (f"@media (min-width: 60em) {{.one {{{FAINT}}}}}", ["color-contrast: .one at 1280"]),
        (
            "h1, p {color: #fff} div, main {background: #333}"
            "@media (min-width: 60em) {div {background: #eee}}",
            ["color-contrast: .two at 1280"],
        ),
        (
            f".one {{{FAINT}}} @media (max-width: 60em) {{.one {{display: none}}}}",
            ["color-contrast: .one at 1280"],
        ),
        (".one {width: 600px}", ["too wide at 320"]),
    ],
    ids=["nothing", "faint", "faint when wide", "another ground when wide", "hidden", "too wide"],
)
def test_each_width_is_held_against_axe(window, style, found):
    window.set_content(PAGE.format(style=style))

    assert faults_at_each_width(window) == found
