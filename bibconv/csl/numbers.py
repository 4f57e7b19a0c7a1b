"""Numbers and page ranges as styles print them: ordinals, roman numerals, shortened last pages.

Source: CSL 1.0.2, "Number", "Page Ranges" and the appendix "Page Range Formats".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bibconv.csl.marks import EDGE, bare

TermText = Callable[[str], str]

# CSL 1.0.2, `is-numeric`: "2nd", "D2", "2b", "L2d", and several of them: "2, 3", "1-4", "2 & 4"
# and lower-case roman numerals among them: "x, 617"; "1st," is what a misread edition leaves
_NUMBER = r"(?:[^\W\d_]{0,12}\d{1,18}[^\W\d_]{0,12}|(?<![^\W\d_])[ivxlcdm]{1,9}(?![^\W\d_]))"
_NUMERIC = re.compile(rf"{_NUMBER}(?:\s?[-–,;&]\s?{_NUMBER}){{0,40}},?")
# "141-145", "e12--e18", "S105–S110"; "46:1-46:22" is left alone, as citeproc-js does
# and "xxv-xxviii"
_PAGE = r"(?:[A-Za-z]{0,6}\d{1,12}|[ivxlc]{1,9}(?![A-Za-z\d]))"
_RANGE = re.compile(rf"(?P<first>{_PAGE})\s?[-‐‑‒–—]{{1,2}}\s?(?P<last>{_PAGE})")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def is_numeric(text: str) -> bool:
    """Tell whether CSL calls a text numeric."""
    return _NUMERIC.fullmatch(text.strip()) is not None


def padded(text: str) -> str:
    """Return a number so that it sorts by its value."""
    return re.sub(r"\d{1,18}", lambda match: match[0].zfill(18), bare(text))


def number_text(text: str, form: str, term: TermText, delimiter: str = "–") -> str:
    """Return a number in a form of cs:number; other text as it is. `term` gives the ordinals."""
    plain = text.rstrip(EDGE).strip()
    if not is_numeric(plain):
        # "US20100394879P 20101020 ; US20100394013P": a list is parted as lists are
        return re.sub(r"\s+(?=[;,])", "", text).replace("\\-", "-")
    if not (plain.isascii() and plain.isdigit()):
        return re.sub(r"\s?[-–]\s?", delimiter, plain) + EDGE
    number = int(plain)
    match form:
        case "ordinal":
            return ordinal(number, term)
        case "long-ordinal" if 1 <= number <= 10:
            return term(f"long-ordinal-{number:02}") or ordinal(number, term)
        case "long-ordinal":
            return ordinal(number, term)
        case "roman" if 0 < number < 4000:
            return _roman(number)
        case _:
            return plain + EDGE


def ordinal(number: int, term: TermText) -> str:
    """Return a number with its ordinal ending: 2nd, 11th, 3.

    CSL 1.0.2, "Ordinal Suffixes": `ordinal-10` to `-99` match the last two digits, `ordinal-00` to
    `-09` the last one, `ordinal` anything.
    """
    ending = ""
    if number >= 10:
        ending = term(f"ordinal-{number % 100:02}") if number % 100 >= 10 else ""
    ending = ending or term(f"ordinal-{number % 10:02}") or term("ordinal")
    return f"{number}{ending}"


def page_text(text: str, delimiter: str, shortening: str, first_only: bool) -> str:
    """Return pages with the style's dash and last pages, or only the first page."""
    plain = text.rstrip(EDGE)
    if first_only:
        match = _RANGE.match(plain.strip())
        return (match["first"] if match else re.split(r"[-–,&]", plain)[0].strip()) + EDGE
    parts = re.split(r"(\s?[,;&]\s?)", plain)
    return "".join(_page_range(part, delimiter, shortening) for part in parts) + EDGE


def _page_range(part: str, delimiter: str, shortening: str) -> str:
    match = _RANGE.fullmatch(part.strip())
    if not match:
        # "327\\-30" is one page number with a hyphen: citeproc-js's way to say so
        return part.replace("--", "–").replace("\\-", "-")
    first, last = match["first"], match["last"]
    if not (first[-1].isdigit() and last[-1].isdigit()):
        return f"{first}{delimiter}{last}"
    return f"{first}{delimiter}{_last_page(first, last, shortening)}"


def _last_page(first: str, last: str, shortening: str) -> str:
    head, number = _split(first)
    last_head, last_number = _split(last)
    if not shortening or (last_head and last_head != head):
        return last
    if len(last_number) < len(number):
        # "321-28" is printed short: each format begins with the full number.
        last_number = number[: len(number) - len(last_number)] + last_number
    if len(last_number) > len(number):
        return last_head + last_number
    match shortening:
        case "minimal":
            return last_number[_common(number, last_number, 1) :]
        case "minimal-two":
            return last_number[_common(number, last_number, 2) :]
        case "chicago" | "chicago-15" | "chicago-16":
            return _chicago(number, last_number, shortening)
        case _:
            return last_head + last_number


def _chicago(number: str, last: str, edition: str) -> str:
    value = int(number)
    if value < 100 or value % 100 == 0:
        return last
    if value % 100 < 10:
        return last[_common(number, last, 1) :]
    common = _common(number, last, 2)
    if edition != "chicago-16" and len(number) == 4 and len(last) - common >= 3:
        # CMOS 15, 9.64: "if three digits change in a four-digit number, use all four".
        return last
    return last[common:]


def _common(first: str, last: str, keep: int) -> int:
    at = 0
    while at < len(last) - keep and first[at] == last[at]:
        at += 1
    return at


def _split(page: str) -> tuple[str, str]:
    digits = page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return page[: len(page) - len(digits)], digits


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
