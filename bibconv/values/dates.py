"""Dates: month names of many languages, ISO 8601 and EDTF forms, ranges and seasons."""

from __future__ import annotations

import re
from datetime import date

from bibconv.record import Date

# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish and Danish, Russian
# (nominative and genitive); abbreviations are found by their first letters where those tell.
_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro januari stycznia styczeń январь января",
    "february februar feber février febrero febbraio fevereiro februari lutego luty февраль "
    "февраля",
    "march märz maerz mars marzo março maart marca marzec mars март марта",
    "april avril abril aprile kwietnia kwiecień апрель апреля",
    "may mai mayo maggio maio mei maja maj май мая",
    "june juni juin junio giugno junho czerwca czerwiec июнь июня",
    "july juli juillet julio luglio julho lipca lipiec июль июля",
    "august août agosto augustus augusti sierpnia sierpień август августа",
    "september septembre septiembre settembre setembro września wrzesień сентябрь сентября",
    "october oktober octobre octubre ottobre outubro października październik октябрь октября",
    "november novembre noviembre novembro listopada listopad ноябрь ноября",
    "december dezember décembre diciembre dicembre dezembro december grudnia grudzień декабрь "
    "декабря",
)
_SEASONS = {
    "spring": 1, "frühjahr": 1, "frühling": 1, "printemps": 1, "primavera": 1, "lente": 1,
    "summer": 2, "sommer": 2, "été": 2, "verano": 2, "estate": 2, "verão": 2, "zomer": 2,
    "autumn": 3, "fall": 3, "herbst": 3, "automne": 3, "otoño": 3, "autunno": 3, "outono": 3,
    "herfst": 3,
    "winter": 4, "hiver": 4, "invierno": 4, "inverno": 4,
}  # fmt: skip


def _month_table() -> dict[str, int]:
    """Map every month name, and each of its beginnings of 3 letters or more that fits one month."""
    table: dict[str, int] = {}
    shared: set[str] = set()
    for number, names in enumerate(_MONTHS, 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                short = name[:length]
                if table.setdefault(short, number) != number:
                    shared.add(short)
    for short in shared:
        # "mar" is March in most languages and "mai" May in all; "jui" alone tells nothing.
        if short not in _WHOLE:
            del table[short]
    return table | {"sept": 9, "mrz": 3, "dic": 12, "ago": 8, "gen": 1, "ene": 1, "set": 9}


_WHOLE = {name for names in _MONTHS for name in names.split()} | {"mar"}
_MONTH_NUMBERS = _month_table()

# "2020", "2020-03", "2020-03-01", "-0044"; EDTF adds "~" and "?" behind.
_ISO = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%])?")


def month_number(text: str) -> int:
    """Return the number of a month name or abbreviation (`Okt.`, `juin`, `7`), 0 for none."""
    word = text.strip().rstrip(".").casefold()
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 2 and 1 <= int(word) <= 12 else 0
    return _MONTH_NUMBERS.get(word, 0)


def season_number(text: str) -> int:
    """Return 1 (spring) to 4 (winter) for a season's name, 0 for none."""
    return _SEASONS.get(text.strip().rstrip(".").casefold(), 0)


def checked(year: int, month: int = 0, day: int = 0) -> tuple[int, ...]:
    """Return (year[, month[, day]]) as far as it names a real date; a zero means unknown."""
    if not 1 <= month <= 12:
        return (year,)
    try:
        # `date` knows the years 1 to 9999; the calendar is the same every 400 years.
        date(2000 + year % 400, month, day)
    except ValueError:
        return (year, month)
    return (year, month, day)


def from_iso(text: str) -> Date | None:
    """Return the date of an ISO 8601 or simple EDTF text, None for anything else.

    Ranges are `2019/2020`, `2019-05/2019-06`, `2019/`, `2019/..`; `2019~` is circa; months 21 to 24
    are EDTF's seasons.
    """
    ends = text.strip().split("/")
    if len(ends) > 2:
        return None
    found: list[tuple[int, ...]] = []
    circa, season = False, 0
    for end in ends:
        match = _ISO.fullmatch(end.strip())
        if not match:
            if len(found) == 1 and end.strip() in ("", ".."):
                found.append(())
                continue
            return None
        month, day = int(match["month"] or 0), int(match["day"] or 0)
        if 21 <= month <= 24:
            if found:
                # A record has one season, that of the start.
                return None
            season, month = month - 20, 0
        parts = checked(int(match["year"]), month, day)
        if len(parts) != 1 + bool(month) + bool(day):
            return None
        circa = circa or bool(match["mark"])
        found.append(parts)
    return Date(found[0], found[1] if len(found) > 1 else None, season, circa)


def to_iso(value: Date) -> str:
    """Return a date as ISO 8601 or EDTF text, for years of four digits the inverse of `from_iso`.

    A literal comes out as it is.
    """
    if not value.start:
        return value.literal
    mark = "~" if value.circa else ""
    start = _iso(value.start, value.season) + mark
    if value.end is None:
        return start
    return f"{start}/{_iso(value.end, 0) if value.end else '..'}"


def _iso(parts: tuple[int, ...], season: int) -> str:
    year = f"{parts[0]:04d}" if parts[0] >= 0 else f"-{-parts[0]:04d}"
    if season and len(parts) == 1:
        return f"{year}-{season + 20}"
    return "-".join((year, *(f"{part:02d}" for part in parts[1:])))
