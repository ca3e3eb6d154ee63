"""How a page looks in its window: held against axe, and no wider than the window is."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (320, 1280)
FAULTS = """async () => {
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
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(FAULTS)


def faults_at_each_width(page: Page) -> list[str]:
    """Return what is wrong on a narrow and on a wide screen, without loading the page twice."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{fault} at {width}" for fault in page.evaluate(FAULTS)]
    return found
