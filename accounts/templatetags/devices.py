from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that occurs counts: Edge also calls itself Chrome, Chrome also Safari.
BROWSERS = {
    "Edg": "Edge",
    "Firefox": "Firefox",
    "OPR": "Opera",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """Say in words with which browser on which device somebody signed in."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if not browser or not system:
        return browser or system or _("Unknown device")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
