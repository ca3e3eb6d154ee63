"""How a page looks in its window: held against axe, and no wider than the window is.

Half of what axe does is to work out what colour is behind each word. On the second width it does
so only where something looks different, or is shown at last.
"""

from collections.abc import Collection, Iterable

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from accounts.models import Person
from tests.journeys.signing_in import enter

WIDTHS = (320, 1280)
FAULTS = """async ({again}) => {
    const colours = ["color", "backgroundColor", "backgroundImage", "opacity"];
    const seen = [...colours, "fontSize", "fontWeight"];
    for (const element of document.querySelectorAll("body, body *")) {
        const style = getComputedStyle(element);
        const now = [element.checkVisibility(), ...seen.map((name) => style[name])].join();
        element.toggleAttribute("data-looks-new", !again || element.looked !== now);
        element.looked = now;
    }
    const selector = "[data-looks-new], [data-looks-new] *";
    axe.configure({rules: [{id: "color-contrast", selector}]});
    const options = {resultTypes: ["violations"], preload: {assets: ["media"]}};
    const {violations} = await axe.run(options);
    const tooWide = document.documentElement.scrollWidth > innerWidth;
    const found = violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => node.target)}`);
    return tooWide ? [...found, "too wide"] : found;
}"""


def faults(page: Page) -> list[str]:
    """Return what is wrong with a page in its window as it is.

    Style sheets are not loaded once more for axe: only a rule that it leaves off would read them.
    """
    _bring_axe(page)
    return page.evaluate(FAULTS, {"again": False})


def faults_at_each_width(page: Page) -> list[str]:
    """Return what is wrong on a narrow and on a wide screen, without loading the page twice."""
    _bring_axe(page)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        again = width != WIDTHS[0]
        found += [f"{fault} at {width}" for fault in page.evaluate(FAULTS, {"again": again})]
    return found


def faults_by_path(
    page: Page,
    visits: Iterable[tuple[Person | None, Iterable[str]]],
    *,
    url: str,
    gone: Collection[str] = (),
) -> dict[str, list[str]]:
    """Return what is wrong with the pages that people visit; nobody is None.

    Each page must be there, except those that are ``gone``.
    """
    found = {}
    for person, paths in visits:
        page.context.clear_cookies()
        if person:
            enter(page, person, url)
        for path in paths:
            answer = page.goto(path)
            bad = faults_at_each_width(page)
            if answer.ok == (path in gone):
                bad.append(f"status {answer.status}")
            if bad:
                found[path] = bad
    return found


def _bring_axe(page: Page) -> None:
    """Load axe into this page, and from now on into each that its window opens."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_init_script(AXE_SCRIPT)
