"""Dates, names, keywords and serial numbers as RIS and other tagged formats print them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bibconv.formats.type_groups import CONFERENCE, PERIODICAL
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.values import dates
from bibconv.values.identifiers import DOI, normal_doi, normal_isbn
from bibconv.values.name_kinds import kind
from bibconv.values.names import SUFFIXES, inverted
from bibconv.variables import ItemType, TextVar


class Dated(NamedTuple):
    """A date, and what RIS allows to stand behind it and is no part of it (`Epub`)."""

    date: Date
    rest: str = ""


@lru_cache(1 << 12)
def read_date(text: str, year: int = 0) -> Dated:
    """Return the date of RIS (`2019/05/17/Spring`) or of what programs write instead.

    ISO dates, `17 May 2019`, `2019 Mar-Apr`, `20190517` and, where `year` is known, EndNote's
    `May 17` are understood too; what is not becomes a literal, or `rest` where its year is.
    """
    if "/" in text and (slashed := _slashed(text)):
        return slashed
    if iso := dates.from_iso(text):
        return Dated(iso)
    if compact := _COMPACT.fullmatch(text):
        parts = dates.checked(*map(int, compact.groups()))
        return Dated(Date(parts) if len(parts) == 3 else Date(literal=text))
    if worded := _worded(text, year):
        return Dated(worded)
    return _printed(text, year)


# The dates of a bibliography are few.
@lru_cache(1 << 12)
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


def refines(fine: Date, coarse: Date) -> bool:
    """Tell whether a date says the same as another, or more."""
    if fine == coarse:
        return True
    return bool(coarse.start) and fine.start[: len(coarse.start)] == coarse.start


def month_and_day(date: Date) -> str:
    """Return what a date says beside its year: `Mar`, `Mar-Apr`, `May 17`, `May 17-19`, `Spring`.

    Nothing where the year is all, or where this form cannot say it; `read_date` tells.
    """
    start, end = date.start, date.end or ()
    if date.season and date.season < len(_SEASONS):
        return _SEASONS[date.season]
    if len(start) < 2 or not all(0 < one[1] < len(_MONTHS) for one in (start, end) if len(one) > 1):
        return ""
    words = [_MONTHS[start[1]], *map(str, start[2:])]
    if len(end) > 1 and end < start:
        return ""
    if len(end) > 1 and end[0] == start[0]:
        last = [_MONTHS[end[1]]] if end[1] != start[1] else []
        words.append("-")
        words += [*last, *map(str, end[2:])]
    return " ".join(words).replace(" - ", "-")


def read_names(text: str) -> list[Name]:
    """Return the name or names of a line: `Family, Given, Suffix`, or literal without a comma.

    Several names in one line, which RIS does not allow, are told by semicolons.
    """
    if ";" not in text:
        return [_name(text)]
    parts = [part for part in (part.strip() for part in text.split(";")) if part]
    if len(parts) > 1 and all("," in part for part in parts):
        return [_name(part) for part in parts]
    return [_name(text)]


def read_lines(lines: list[str]) -> list[Name]:
    """Return the names of several lines, as `read_names` reads each."""
    plain = _PLAIN_LINES.findall("\n".join(lines))
    if len(plain) == len(lines):
        return [_new(Name, (family, given, "", "", "", "")) for family, given in plain]
    return [name for line in lines for name in read_names(line)]


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


def abbreviated(name: Name, comma: str = ",") -> str:
    """Return a name with initials, as MEDLINE (`Smith JA Jr`) and Web of Science (`Smith, JA`) do.

    `comma` stands behind the family name.
    """
    if name.literal or not name.given:
        return printed_name(name).rstrip(", ")
    family = printed_name(name._replace(given="", dropping_particle="", suffix="")).rstrip(", ")
    parts = _GIVEN_PART.findall(name.given)
    initials = "".join(part if part.isupper() else part[0].upper() for part in parts)
    suffix = [name.suffix.rstrip(".")] if name.suffix else []
    return " ".join([f"{family}{comma}", initials or name.given, *suffix])


def serial_number(text: str, type_: ItemType) -> TextVar:
    """Return the variable that an SN belongs to, by its shape, else by the type."""
    first = _FIRST_NUMBER.match(text)
    if first and _ISSN.fullmatch(first[0]):
        return "ISSN"
    if len(normal_isbn(text)) in (10, 13) and normal_isbn(text)[:9].isdigit():
        return "ISBN"
    if type_ in ("patent", "report", "standard"):
        return "number"
    return "ISSN" if type_ in PERIODICAL else "ISBN"


def keywords(text: str, sign: str) -> list[str]:
    """Return the keywords of a list, without what stands between them."""
    words = (word.strip(" \t\u00a0,;") for word in text.split(sign))
    return [word for word in words if word]


def doi_in(text: str) -> str:
    """Return the DOI that a text is, or nothing."""
    doi = normal_doi(text)
    return doi if DOI.fullmatch(doi) else ""


def has_letters_of(short: str, full: str) -> bool:
    """Tell whether a full name has the letters of an abbreviated one in order, accents aside."""
    letters = iter(_letters(full))
    return all(letter in letters for letter in _letters(short))


def is_others(text: str) -> bool:
    """Tell whether a name says that the list goes on."""
    return text.strip().rstrip(".,").lower() in _OTHERS


def is_body(text: str) -> bool:
    """Tell whether a name without a comma is that of an institution by one of its words."""
    words = text.split()
    return len(words) == 1 or len(words) > _LONGEST_NAME or any(map(_is_of_body, words))


def stands_alone(record: Record) -> bool:
    """Tell whether an abbreviated title of the container would be the only one there is."""
    return record.type in PERIODICAL | CONFERENCE and "container-title" not in record.texts


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


# "Luis Fernando de la Cruz y Gómez"; longer ones are bodies.
_LONGEST_NAME = 7


def _is_of_body(word: str) -> bool:
    # "Ministry", "of", "&", "W3C"
    return kind(word, stopped=False) in "of" or not word[0].isalpha() or word[-1].isdigit()


_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")
# "John", "A" and "Jean", "Paul" of "Jean-Paul"; initials stay together: "JA"
_GIVEN_PART = re.compile(r"[^\W\d_]+")
_MONTHS = ("", *"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
# "20190517", as MEDLINE prints dates of its own
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
# "2019/05/17/Epub", "2014//", "2014///Spring", "1948/07//", "2015/october"
_SLASHED = re.compile(r"\s*(\d{1,4})\s*/\s*([^/]{0,20})(?:/\s*(\d{0,2})\s*(?:/(.*))?)?", re.DOTALL)
# "17", "May", "2019": what a date in words is made of
_WORDS = re.compile(r"\w+")
# "1234-567X" at the beginning of "1234-567X (online)"
_FIRST_NUMBER = re.compile(r"[\dXx-]{1,17}")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
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


def _printed(text: str, year: int) -> Dated:
    """Return a date in any form that people print, or a literal."""
    with_year = text if not year or _YEAR.search(text) else f"{text} {year}"
    printed = dates.printed_date(with_year)
    if printed and printed.whole:
        return Dated(printed.date)
    if printed and printed.date.start and any(char.isalpha() for char in text):
        # "2000 Spring-Summer" has a year.
        return Dated(Date(printed.date.start[:1]), text)
    return Dated(Date(literal=text))


# "2019"
_YEAR = re.compile(r"[12]\d{3}")


# "Kim, J. A.", "Müller, Klaus-Robert": most names, without a particle or a suffix.
_PLAIN_NAME = re.compile(r"([^\W\d_]++(?:-[^\W\d_]++)*+), ([^\s,]++(?: [^\s,]++)*+)")
# The same, alone in its line, without what parts several names in one, and with no mere suffix.
_SUFFIX = "|".join(map(re.escape, sorted(SUFFIXES)))
_PLAIN_LINES = re.compile(
    rf"^([^\W\d_]++(?:-[^\W\d_]++)*+), (?!(?i:{_SUFFIX})$)([^\s,;]++(?: [^\s,;]++)*+)$",
    re.MULTILINE,
)


_new = tuple.__new__


# The names of a few bibliographies, in some 3 MB.
@lru_cache(1 << 13)
def _name(text: str) -> Name:
    if (plain := _PLAIN_NAME.fullmatch(text)) and plain[2].lower() not in SUFFIXES:
        return _new(Name, (plain[1], plain[2], "", "", "", ""))
    text = text.strip()
    if is_others(text):
        return OTHERS
    bare = text.removesuffix(",").strip()
    if bare != text and "," not in bare and " " in bare:
        # EndNote marks an institution by a comma at its end.
        return Name(literal=bare)
    return inverted(text)
