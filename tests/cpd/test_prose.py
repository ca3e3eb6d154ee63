"""What a provider types is shown with its marks, and with nothing that can do harm."""

import pytest

from cpd.prose import as_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Een **vet** woord", "<p>Een <strong>vet</strong> woord</p>", id="bold"),
        pytest.param("Eén\ntwee", "<p>Eén<br>\ntwee</p>", id="lines"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", id="list"),
        pytest.param("1. a", "<ol>\n<li>a</li>\n</ol>", id="numbers"),
        pytest.param("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>", id="script"),
        pytest.param(
            "[klik](javascript:x)", "<p>[klik](javascript:x)</p>", id="a link stays as typed"
        ),
        pytest.param("![x](y)", "<p>![x](y)</p>", id="a picture too"),
        pytest.param("# Kop", "<p># Kop</p>", id="a heading too"),
    ],
)
def test_only_some_marks_mean_something(text, html):
    assert as_html(text).strip() == html
