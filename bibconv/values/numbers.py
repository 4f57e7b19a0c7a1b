"""Numbers that stay the text they were: page ranges and the dashes in them."""

from __future__ import annotations

import re

# Hyphen-minus, hyphen, non-breaking hyphen, figure, en and em dash, minus, and "--" of BibTeX.
DASH = r"(?:--?|[\u2010-\u2015\u2212])"

# "141-145", "e12–e18", "S105–S110", "1:1–1:20", "xii–xv", "2.2-1--2.2-6" is left to `None`
_RANGE = re.compile(rf"(?P<first>[\w:.]{{1,12}})\s*{DASH}+\s*(?P<last>[\w:.]{{1,12}})")


def page_range(text: str) -> tuple[str, str] | None:
    """Return the first and last page of a range as printed, None where it is not one range."""
    match = _RANGE.fullmatch(text.strip())
    return (match["first"], match["last"]) if match else None
