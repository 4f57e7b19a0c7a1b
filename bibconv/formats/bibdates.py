"""BibTeX's dates: year, month and day as people fill them in, biblatex's EDTF, both ways."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bibconv.formats.bibfile import MONTHS
from bibconv.record import Date
from bibconv.values.dates import checked, from_iso, month_number, season_number, to_iso

_YEAR = re.compile(r"-?\d{1,6}")
# "1999/2000", "1999–2000", "1999-2000"
_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")
# "c. 1900", "ca 1900", "[1900]", "1900?", "1900~"
_CIRCA = re.compile(r"(?:ca?\.?\s*|\[)?(\d{4})\s*[\]?~]?")
# "2010-7-3", "2010/07/03", "2010.07"
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
# "2010-07-03T12:00:00Z", "2010-07-03 12:00"
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d[\d:.,]{0,16}(?:Z|[+-]\d\d:?\d\d)?")
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Written(NamedTuple):
    """The fields of a date: text for `year` and `date`, numbers for `month` and `day`."""

    year: str = ""
    month: int = 0
    day: str = ""
    date: str = ""


# The dates of a century with their days are 36,500; a bibliography has far fewer.
@lru_cache(1 << 12)
def read_date(text: str) -> Date | None:
    """Return the date of a `date`, `urldate` or `year` field, None where it tells none."""
    text = text.strip()
    if time := _TIME.fullmatch(text):
        text = time[1]
    if found := from_iso(text):
        return found
    if _YEAR.fullmatch(text):
        return Date((int(text),))
    if years := _YEARS.fullmatch(text):
        return Date((int(years[1]),), (int(years[2]),))
    if circa := _CIRCA.fullmatch(text):
        return Date((int(circa[1]),), circa=True)
    if loose := _LOOSE.fullmatch(text):
        parts = checked(*(int(part or 0) for part in loose.groups()))
        if len(parts) == len([part for part in loose.groups() if part]):
            return Date(parts)
    return _spelled(text)


@lru_cache(1 << 12)
def with_month(year: Date, month: str, day: str) -> Date | None:
    """Return a year's date with what `month` and `day` add, None where they are not understood."""
    if len(year.start) != 1 or year.end is not None or year.season:
        return None
    number = year.start[0]
    months: list[int] = []
    days: list[int] = []
    words = _WORD.findall(month)
    named = any(word.isalpha() for word in words)
    for word in words:
        if word.isalpha():
            if season := season_number(word):
                alone = len(words) == 1 and not day
                return Date((number,), season=season, circa=year.circa) if alone else None
            if word.lower() in ("st", "nd", "rd", "th"):
                continue
            if not (found := month_number(word)):
                return None
            months.append(found)
        elif named:
            days.append(int(word[:9]))
        else:
            months.append(int(word[:9]))
    if day:
        ends = re.split(r"\s*[–/-]\s*", day.strip().rstrip("."))
        if days or not all(end.isdigit() for end in ends):
            return None
        days = [int(end[:9]) for end in ends]
    if not months or len(months) > 2 or len(days) > 2 or (len(months) == 2 and len(days) == 1):
        return None
    firsts = (number, months[0], *days[:1])
    lasts = (number, months[-1], *days[-1:])
    for parts in (firsts, lasts):
        if checked(*parts) != parts:
            return None
    single = len(months) == 1 and len(days) < 2
    return Date(firsts, None if single else lasts, circa=year.circa)


def write_date(value: Date) -> Written:
    """Return a date as BibTeX's year, month and day, with `date` for what they cannot hold."""
    if not value.start:
        return Written(year=value.literal)
    month = value.start[1] if len(value.start) > 1 and 1 <= value.start[1] <= 12 else 0
    whole = value.end is None and not value.circa and not value.season
    if whole:
        day = str(value.start[2]) if month and len(value.start) > 2 else ""
        return Written(str(value.start[0]), month, day)
    return Written(str(value.start[0]), month, "", to_iso(value))


def month_macro(number: int) -> str:
    """Return BibTeX's macro for a month: `mar`."""
    return MONTHS[number - 1]


def _spelled(text: str) -> Date | None:
    """Return the date of "30 March 2020", "30-Mar-2020" or "March 30, 2020"."""
    words = _WORD.findall(text)
    years = [word for word in words if word.isdigit() and len(word) == 4]
    months = [word for word in words if month_number(word) and word.isalpha()]
    days = [word for word in words if word.isdigit() and len(word) <= 2]
    if len(years) != 1 or len(months) != 1 or len(days) > 1:
        return None
    if len(words) != len(years) + len(months) + len(days):
        return None
    parts = checked(int(years[0]), month_number(months[0]), int(days[0]) if days else 0)
    return Date(parts) if len(parts) == len(words) else None
