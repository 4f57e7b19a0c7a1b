"""Dates as styles print them, single and ranges, and as they sort.

Source: CSL 1.0.2, "Date", "Date-part", "Date Ranges".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bibconv.csl.casing import cased
from bibconv.csl.marks import decorated
from bibconv.csl.numbers import ordinal
from bibconv.record import Date

Attributes = Mapping[str, str]
TermText = Callable[..., str]

_PLACES = {"year": 0, "month": 1, "day": 2}


def date_text(
    date: Date,
    parts: Sequence[Attributes],
    delimiter: str,
    term: TermText,
    english: bool,
    suffix: str = "",
    ordinals_on_first_only: bool = False,
) -> str:
    """Return a date from the attributes of its cs:date-part elements, in their order.

    `suffix` is put behind the first year; `ordinals_on_first_only` is the locale's
    `limit-day-ordinals-to-day-1`. Empty where the date has none of the parts.
    """
    if not date.start:
        return date.literal
    write = _Writer(term, english, date.season, ordinals_on_first_only)
    shown = [part for part in parts if write.has(date.start, part)]
    if date.end is None:
        return _joined([write.part(date.start, part, suffix) for part in shown], delimiter, shown)
    if not date.end:
        start = _joined([write.part(date.start, part, suffix) for part in shown], delimiter, shown)
        return f"{start}–" if start else ""
    ending = [part for part in parts if write.has(date.end, part)]
    different = _different(date.start, date.end)
    if len(shown) != len(ending) or not different:
        start = _joined([write.part(date.start, part, suffix) for part in shown], delimiter, shown)
        end = _joined([write.part(date.end, part) for part in ending], delimiter, ending)
        return start if start == end or not end else f"{start}–{end}"
    # "The range delimiter comes between the greatest parts that differ": May 3–7, 2020.
    places = [at for at, part in enumerate(shown) if part["name"] in different]
    if not places:
        return _joined([write.part(date.start, part, suffix) for part in shown], delimiter, shown)
    low, high = places[0], places[-1] + 1
    # The greatest of the parts that differ has the dash.
    greatest = min(places, key=lambda at: _PLACES[shown[at]["name"]])
    dash = shown[greatest].get("range-delimiter", "–")
    first = [write.part(date.start, part, suffix) for part in shown[:high]]
    second = [write.part(date.end, part) for part in shown[low:]]
    start = _joined(first, delimiter, shown[:high])
    return f"{start}{dash}{_joined(second, delimiter, shown[low:])}"


def sort_date(date: Date, shown: set[str]) -> str:
    """Return a date as digits that sort, zeros for what is unknown or not `shown`."""
    if not date.start:
        return date.literal
    year, month, day = (*date.start, 0, 0)[:3]
    if date.season and not month:
        # Spring begins in March: a season sorts before its second month.
        month = date.season * 3
    month = month if "month" in shown else 0
    day = day if "day" in shown else 0
    # Years before 1 must sort before the others, as texts.
    text = f"{year + 100000:06}{month:02}{day:02}"
    if date.end and "year" in shown:
        text += f"-{date.end[0] + 100000:06}"
    return text


class _Writer:
    """Writes single parts of a date in a language."""

    def __init__(self, term: TermText, english: bool, season: int, first_only: bool) -> None:
        self._term, self._english, self._season = term, english, season
        self._first_only = first_only

    def has(self, date: tuple[int, ...], part: Attributes) -> bool:
        place = _PLACES[part["name"]]
        return len(date) > place or (place == 1 and bool(self._season))

    def part(self, date: tuple[int, ...], part: Attributes, suffix: str = "") -> str:
        """Return a part with its formatting and affixes."""
        match part["name"]:
            case "year":
                text = self._year(date[0], part.get("form", "long")) + suffix
            case "month":
                text = self._month(date, part.get("form", "long"))
            case _:
                text = self._day(date[2], part.get("form", "numeric"))
        if part.get("strip-periods") == "true":
            text = text.replace(".", "")
        if case := part.get("text-case"):
            text = cased(text, case, self._english)
        return f"{part.get('prefix', '')}{decorated(text, part)}{part.get('suffix', '')}"

    def _year(self, year: int, form: str) -> str:
        if form == "short" and year >= 1000:
            return f"{year % 100:02}"
        if year < 1:
            # CSL 1.0.2, "AD and BC": -2500 is 2500BC; there is no year 0, but for ISO 8601.
            return f"{-year or 1}{self._term('bc')}"
        return f"{year}{self._term('ad')}" if year < 1000 else str(year)

    def _month(self, date: tuple[int, ...], form: str) -> str:
        if len(date) < 2:
            return self._term(f"season-{self._season:02}")
        match form:
            case "numeric":
                return str(date[1])
            case "numeric-leading-zeros":
                return f"{date[1]:02}"
            case _:
                return self._term(f"month-{date[1]:02}", form)

    def _day(self, day: int, form: str) -> str:
        match form:
            case "numeric-leading-zeros":
                return f"{day:02}"
            case "ordinal" if day == 1 or not self._first_only:
                return ordinal(day, self._term)
            case _:
                return str(day)


def _joined(texts: Sequence[str], delimiter: str, parts: Sequence[Attributes]) -> str:
    text = delimiter.join(texts)
    # An affix between parts must not end a date that lacks the next part: "May " without a day.
    ending = parts[-1].get("suffix", "") if parts else ""
    if ending and not ending.strip(" ,"):
        text = text[: len(text) - len(ending)]
    return text


def _different(start: tuple[int, ...], end: tuple[int, ...]) -> set[str]:
    """Return the greatest part that differs and those below it."""
    if start[0] != end[0]:
        return {"year", "month", "day"}
    if start[1:2] != end[1:2]:
        return {"month", "day"}
    return {"day"} if start[2:] != end[2:] else set()
