"""Whether a page speaks English to who reads English."""

import re

DUTCH = re.compile(r"\b(uw|een|het|niet|nog|tot en met|wijzig|wachtwoord|bewaar)\b")
MEANT_TO_BE = re.compile(r'<(?!html)(\w+)[^>]*\slang="nl".*?</\1>', re.DOTALL)
TYPED = re.compile(r"<textarea.*?</textarea>", re.DOTALL)


def dutch_in(html: str) -> list[str]:
    """Return the Dutch words that a page shows, save where it says that it is Dutch."""
    shown = re.sub(r"<[^>]+>", " ", TYPED.sub("", MEANT_TO_BE.sub("", html)))
    return DUTCH.findall(shown)
