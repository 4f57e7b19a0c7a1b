"""Ranges of pages: first and last, and the dashes that people put between them."""

from __future__ import annotations

import re

# Hyphen-minus, hyphen, non-breaking hyphen, figure, en and em dash, minus, "--" of BibTeX, and what
# East Asian lists have for them: a hyphen of full width, "〜", "～".
DASH = r"(?:--?|[\u2010-\u2015\u2212\uff0d\u301c\uff5e])"

# "141-145", "e12–e18", "S105–S110", "1:1–1:20", "xii–xv", "2.2-1--2.2-6" is left to `None`
_RANGE = re.compile(rf"(?P<first>[\w:.]{{1,12}})\s*{DASH}{{1,3}}\s*(?P<last>[\w:.]{{1,12}})")


def page_range(text: str) -> tuple[str, str] | None:
    """Return the first and last page of a range as printed, None where it is not one range."""
    match = _RANGE.fullmatch(text.strip())
    return (match["first"], match["last"]) if match else None


def plain_dashes(text: str) -> str:
    """Return a number with every dash in it a hyphen: `12–15, 20 -- 22` is `12-15, 20-22`.

    Digits of full width become ASCII's.
    """
    return _DASHES.sub("-", text.translate(_NARROW))


def plain_pages(text: str) -> str:
    """Return pages with every dash in them a hyphen, those too that another sign stands for.

    `317?328`, `507_511` and `239Ð45` (a Macintosh's dash read as Latin-1) have lost it to an
    encoding.
    """
    return _LOST_DASH.sub("-", plain_dashes(text))


_LOST_DASH = re.compile(r"(?<=\d)\s?(?:\?|_|\ufffd|Ð|â€[“\x93\x94”]|[\x96\x97])\s?(?=[A-Za-z]?\d)")

_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


# " – ", "--", "−"
_DASHES = re.compile(rf"\s{{0,9}}{DASH}{{1,3}}\s{{0,9}}")
