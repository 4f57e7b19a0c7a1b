"""Dates, names and serial numbers as RIS prints them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bibconv.formats.ris_tables import PERIODICAL
from bibconv.record import OTHERS, Date, Name
from bibconv.values import dates
from bibconv.values.identifiers import normal_isbn
from bibconv.values.names import inverted, person
from bibconv.variables import ItemType, TextVar


class Dated(NamedTuple):
    """A date, and what RIS allows to stand behind it and is no part of it (`Epub`)."""

    date: Date
    rest: str = ""


@lru_cache(1 << 12)
def read_date(text: str, year: int = 0) -> Dated:
    """Return the date of RIS (`2019/05/17/Spring`) or of what programs write instead.

    ISO dates, `17 May 2019` and, where `year` is known, EndNote's `May 17` are understood too; what
    is not becomes a literal.
    """
    if "/" in text and (slashed := _slashed(text)):
        return slashed
    if iso := dates.from_iso(text):
        return Dated(iso)
    return Dated(_worded(text, year) or Date(literal=text))


def printed_date(date: Date) -> str:
    """Return a single date as RIS prints it, `2019/05/17/` or `2019///Summer`; else nothing."""
    if not date.start or date.end is not None or date.circa or not 0 < date.start[0] <= 9999:
        return ""
    if date.literal or (date.season and len(date.start) > 1):
        return ""
    year, *rest = date.start
    parts = [f"{part:02d}" for part in rest] + ["", ""]
    season = _SEASONS[date.season] if date.season < len(_SEASONS) else ""
    return f"{year:04d}/{parts[0]}/{parts[1]}/{season}"


def read_names(text: str) -> list[Name]:
    """Return the name or names of a line: `Family, Given, Suffix`, or literal without a comma.

    Several names in one line, which RIS does not allow, are told by semicolons.
    """
    if ";" in text:
        parts = [part for part in (part.strip() for part in text.split(";")) if part]
        if len(parts) > 1 and all("," in part for part in parts):
            return [_name(part) for part in parts]
    return [_name(text)]


def printed_name(name: Name) -> str:
    """Return a name as a line of RIS; `read_names` tells whether it says all of it."""
    if name == OTHERS:
        # EndNote's way to say that the list is not complete.
        return "et al."
    if name.literal:
        return name.literal
    family = name.family
    if name.non_dropping_particle:
        # "d'Alembert" and "van den Berg"
        glue = "" if name.non_dropping_particle[-1] in "'’" else " "
        family = name.non_dropping_particle + glue + family
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return ", ".join((family, given, *([name.suffix] if name.suffix else [])))


def is_plain_name(name: Name) -> bool:
    """Tell whether a name is `Family, Given` in a line, and read from it as it is."""
    if name.literal or name.suffix or name.dropping_particle or name.non_dropping_particle:
        return False
    plain = _PLAIN_NAME.fullmatch(f"{name.family}, {name.given}")
    return plain is not None and plain[2] == name.given


def extra_name(text: str) -> Name:
    """Return a name of Zotero's field Extra: `Family || Given`, or a literal."""
    parts = [part.strip() for part in text.split("||")]
    if len(parts) == 1 or len(parts) > 3:
        return Name(literal=text)
    return person(*parts)


def printed_extra_name(name: Name) -> str:
    """Return a name for Zotero's field Extra."""
    if name.literal:
        return name.literal
    family, _, rest = printed_name(name).partition(", ")
    parts = [family, *rest.split(", ")]
    return " || ".join(parts).strip()


def serial_number(text: str, type_: ItemType) -> TextVar:
    """Return the variable that an SN belongs to, by its shape, else by the type."""
    first = _FIRST_NUMBER.match(text)
    if first and _ISSN.fullmatch(first[0]):
        return "ISSN"
    if len(normal_isbn(text)) in (10, 13) and normal_isbn(text)[:9].isdigit():
        return "ISBN"
    if type_ in ("patent", "report"):
        return "number"
    return "ISSN" if type_ in PERIODICAL else "ISBN"


_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")
# "2019/05/17/Epub", "2014//", "2014///Spring", "1948/07//", "2015/october"
_SLASHED = re.compile(r"\s*(\d{1,4})\s*/\s*([^/]{0,20})(?:/\s*(\d{0,2})\s*(?:/(.*))?)?", re.DOTALL)
# "17", "May", "2019": what a date in words is made of
_WORDS = re.compile(r"\w+")
# "1234-567X" at the beginning of "1234-567X (online)"
_FIRST_NUMBER = re.compile(r"[\dXx-]{1,17}")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
# "Kim, J. A.", "Müller, Klaus-Robert": most names
_PLAIN_NAME = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*), ?([^\W_]\.?(?:[\w.' -]*[\w.'-])?)")
# What programs write for "and others".
_OTHERS = frozenset({"et al", "others", "and others"})


def _slashed(text: str) -> Dated | None:
    match = _SLASHED.fullmatch(text)
    if not match or not match[1].isascii():
        return None
    year, month_text = int(match[1]), match[2].strip()
    rest = (match[4] or "").strip().rstrip("/")
    month, day = dates.month_number(month_text), int(match[3] or 0)
    season = dates.season_number(month_text or rest)
    if month_text.strip("0") and not month and not season:
        return None
    parts = dates.checked(year, month, day)
    if len(parts) != 1 + bool(month) + bool(day):
        return None
    if season and len(parts) == 1:
        return Dated(Date(parts, season=season), rest if month_text else "")
    return Dated(Date(parts), rest)


def _worded(text: str, year: int) -> Date | None:
    """Return the date in words like `17 May 2019`, `May 2019`, `Summer 2019` or `May 17`."""
    month = season = day = 0
    found_year = 0
    for word in _WORDS.findall(text):
        number = int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else 0
        if number > 31 and not found_year and len(word) == 4:
            found_year = number
        elif 1 <= number <= 31 and not day:
            day = number
        elif not month and not season and not number:
            month, season = dates.month_number(word), dates.season_number(word)
            if not month and not season:
                return None
        else:
            return None
    if found_year and year and found_year != year:
        year = found_year
    year = found_year or year
    if not year or (day and not month) or not (month or season or found_year):
        return None
    parts = dates.checked(year, month, day)
    if len(parts) != 1 + bool(month) + bool(day):
        return None
    return Date(parts, season=season)


# The names of a few bibliographies, in some 3 MB.
@lru_cache(1 << 13)
def _name(text: str) -> Name:
    if plain := _PLAIN_NAME.fullmatch(text):
        return Name(plain[1], plain[2])
    text = text.strip()
    if text.rstrip(".,").lower() in _OTHERS:
        return OTHERS
    bare = text.removesuffix(",").strip()
    if bare != text and "," not in bare and " " in bare:
        # EndNote marks an institution by a comma at its end.
        return Name(literal=bare)
    return inverted(text)
