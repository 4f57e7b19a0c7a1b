"""Dates: month names of many languages, printed, ISO 8601 and EDTF forms, ranges and seasons."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bibconv.record import Date

# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish and Danish, Russian
# and Ukrainian (nominative and genitive), Bulgarian; abbreviations are found by their first letters
# where those tell.
_MONTHS = (
    "january januar jänner janvier enero gennaio janeiro januari stycznia styczeń январь "
    "января січень січня януари",
    "february februar feber février febrero febbraio fevereiro februari lutego luty февраль "
    "февраля лютий лютого февруари",
    "march märz maerz mars marzo março maart marca marzec mars март марта березень березня",
    "april avril abril aprile kwietnia kwiecień апрель апреля квітень квітня април",
    "may mai mayo maggio maio mei maja maj май мая травень травня",
    "june juni juin junio giugno junho czerwca czerwiec июнь июня червень червня юни",
    "july juli juillet julio luglio julho lipca lipiec июль июля липень липня юли",
    "august août agosto augustus augusti sierpnia sierpień август августа серпень серпня",
    "september septembre septiembre settembre setembro września wrzesień сентябрь сентября "
    "вересень вересня септември",
    "october oktober octobre octubre ottobre outubro października październik октябрь октября "
    "жовтень жовтня октомври",
    "november novembre noviembre novembro listopada listopad ноябрь ноября листопад листопада "
    "ноември",
    "december dezember décembre diciembre dicembre dezembro december grudnia grudzień декабрь "
    "декабря грудень грудня декември",
)
_SEASONS = {
    "spring": 1, "frühjahr": 1, "frühling": 1, "printemps": 1, "primavera": 1, "lente": 1,
    "summer": 2, "sommer": 2, "été": 2, "verano": 2, "estate": 2, "verão": 2, "zomer": 2,
    "autumn": 3, "fall": 3, "herbst": 3, "automne": 3, "otoño": 3, "autunno": 3, "outono": 3,
    "herfst": 3,
    "весна": 1, "лето": 2, "осень": 3, "зима": 4, "봄": 1, "여름": 2, "가을": 3, "겨울": 4,
    "春": 1, "夏": 2, "秋": 3, "冬": 4,
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


class Printed(NamedTuple):
    """A date as people print it, and whether that is all that the text says."""

    date: Date
    whole: bool


def printed_date(text: str) -> Printed | None:
    """Return the date that a text prints in any common order and language, None for none.

    `21 gennaio 1960`, `2014, Mar.-Apr.`, `May 30 - June 2, 1999`, `5. Mai 1999`, `2003/04`,
    `12.10.2021`, `[1947?]`, `2016a`, `Winter 2003/04`. Of "n.d." the text itself is the date. Where
    numbers could be read in two ways (`03/04/2019`) only the year is taken.
    """
    if len(text) == 4 and text.isascii() and text.isdigit():  # the most of all, quickly
        return Printed(Date((int(text),)), whole=True) if text[0] in "12" else None
    if _NO_DATE.fullmatch(undated := text.strip(" ,;:()[]")):
        return Printed(Date(literal=undated), whole=True)
    text = _ERA.sub(_western, text).strip(" ,.;:()[]（）［］")
    if numeric := _NUMERIC.fullmatch(text):
        return _numeric(numeric)
    found, whole = _classed(text)
    if (known := _from_sides(found)) is None:
        years = [number for kind, number in found if kind == "Y"]
        if not years:
            return None
        # "1213 March 2009" is the 12th to 13th
        known, whole = Date((next((y for y in years if y >= 1400), years[0]),)), False
    if _CIRCA.search(text):
        known = known._replace(circa=True)
    return Printed(known, whole)


# "n.d.", "n. d.", "o. J.", "s.d.", "s. a.", "s.f.", "б.г.", "no date", "undated"
_NO_DATE = re.compile(
    r"(?:n\.?\s?d|o\.\s?J|s\.\s?[adf]|б\.\s?г)\.?(?:-?[a-z])?|no date|undated|sem data|sin fecha",
    re.IGNORECASE,
)
# "平成28年", "令和元年", "民國98年": the years before the first of an era
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERAS |= {"民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(元|\d{{1,3}})\s?年?")


def _western(match: re.Match[str]) -> str:
    return f"{_ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


# "2019-05-03", "2019/5/3", "03.05.2019", "3/5/2019"; the year stands first or last
_NUMERIC = re.compile(
    r"(?:(?P<year>[12]\d{3})(?P<mark>[-./])(?P<second>\d{1,2})(?:(?P=mark)(?P<third>\d{1,2}))?"
    r"|(?P<first>\d{1,2})(?P<sign>[-./])\s?(?P<middle>\d{1,2})(?P=sign)\s?(?P<last>[12]\d{3}))"
)
# "c. 1900", "ca 1900", "circa 1900", "um 1900", "[1947?]"; "c1999" is a copyright
_CIRCA = re.compile(r"(?:^|\W)(?:ca?\.?\s|circa\s|um\s)\d|\d\?", re.IGNORECASE)
_WORDS = re.compile(r"\d+|[^\W\d_]+|[-\u2010-\u2015\u2212/]+")
# What stands in dates and says nothing: articles, ordinals, weekdays (by their beginnings in
# English), "year" and "day" in other scripts.
_SILENT = frozenset(
    "de of the le el den der am del di la st nd rd th er ª º o г года год лет c ca circa um "
    "copyright on year an ano año monday tuesday wednesday thursday friday saturday sunday mon tue "
    "wed thu thurs fri sat sun 년 일 年 日 号 호 г гг р рік року година 年度".split()
)
_TO = frozenset("to bis until à al a".split())
# "1 999", "20 03": a year that recognition has cut.
_CUT_YEAR = re.compile(r"(?<!\d)(?:1\s?[4-9]\s?\d\s?\d|2\s?0\s?\d\s?\d)(?!\d)")


def _numeric(match: re.Match[str]) -> Printed:
    if match["year"]:
        year, second, third = int(match["year"]), int(match["second"]), int(match["third"] or 0)
        if third:
            return _checked_whole(year, second, third)
        # "2003/04" and "2003-04" are two years, "2003-12" may be a month: then neither is said.
        if second == (year + 1) % 100 and (match["mark"] == "/" or second > 12):
            return Printed(Date((year,), (year + 1,)), whole=True)
        if second > 12 and match["mark"] != "." and second > year % 100:
            return Printed(Date((year,), (year - year % 100 + second,)), whole=True)
        if (second == (year + 1) % 100 and match["mark"] != ".") or match["mark"] == "/":
            return Printed(Date((year,)), whole=False)
        return _checked_whole(year, second, 0)
    first, middle, year = int(match["first"]), int(match["middle"]), int(match["last"])
    # The day is first where full stops part them (German, Russian, …); "/" may mean either.
    if match["sign"] == "." or first > 12 or first == middle:
        return _checked_whole(year, middle, first)
    if middle > 12:
        return _checked_whole(year, first, middle)
    return Printed(Date((year,)), whole=False)


def _checked_whole(year: int, month: int, day: int) -> Printed:
    parts = checked(year, month, day)
    return Printed(Date(parts), whole=len(parts) == 1 + bool(month) + bool(day))


def _classed(text: str) -> tuple[list[tuple[str, int]], bool]:
    """Return (class, number) of a text's parts, and whether each has a class.

    Y year, M month, S season, D a number of one or two digits, - what parts the ends of a range.
    """
    if not re.search(r"\d{4}", text):
        text = _CUT_YEAR.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    found: list[tuple[str, int]] = []
    whole = True
    for word in _WORDS.findall(text):
        folded = word.casefold()
        if not word[0].isalnum():
            found.append(("-", 0))
        elif word.isdecimal():
            number = int(word) if len(word) <= 4 else 0
            if len(word) == 4 and 1000 <= number <= 2100:
                found.append(("Y", number))
            elif len(word) <= 2:
                found.append(("D", number))
            else:
                whole = False
        elif folded in ("월", "月", "月号", "月號", "월호") and found and found[-1][0] == "D":
            found[-1] = ("M", found[-1][1])
        elif month := month_number(word):
            found.append(("M", month))
        elif season := season_number(word):
            found.append(("S", season))
        elif folded in _TO:
            found.append(("-", 0))
        elif folded not in _SILENT and not (len(word) == 1 and found and found[-1][0] == "Y"):
            whole = False
    # "2009, 2009": said twice is said once.
    found = [one for at, one in enumerate(found) if one[0] != "Y" or one not in found[:at]]
    while found and found[-1][0] == "-":
        found.pop()
    while found and found[0][0] == "-":
        found.pop(0)
    return found, whole


def _from_sides(found: list[tuple[str, int]]) -> Date | None:
    """Return the date of parts, one side or two with a dash between; None where they make none.

    What one side lacks it has of the other: "May 3-5, 1999", "30 June - 2 July 1999".
    """
    kinds = "".join(kind for kind, _ in found)
    cut = kinds.find("-")
    first = found if cut < 0 else found[:cut]
    last = [] if cut < 0 else found[cut + 1 :]
    start, end = dict(first), dict(last)
    if len(start) < len(first) or len(end) < len(last) or "-" in kinds[cut + 1 :] * (cut >= 0):
        return None
    if not last:
        return _one_date(start)
    if kinds[cut - 1] == "Y" and kinds[cut + 1 :] == "D":  # "Winter 2003/04", "1984–86"
        year = start["Y"] - start["Y"] % 100 + end["D"]
        season = start.get("S", 0)
        if start["Y"] < year and "M" not in start:
            return Date((start["Y"],), (year,), season)
        return None
    if "Y" in start and "Y" not in end:
        end["Y"] = start["Y"]
    start.setdefault("Y", end.get("Y", 0))
    if "D" in start and "M" not in start and "M" in end:
        start["M"] = end["M"]
    if "D" in end and "M" not in end and "M" in start:
        end["M"] = start["M"]
    ends = _one_date(start), _one_date(end)
    if not ends[0] or not ends[1] or ends[1].start <= ends[0].start or ends[1].season:
        return None
    return Date(ends[0].start, ends[1].start, ends[0].season)


def _one_date(parts: dict[str, int]) -> Date | None:
    year, month, day = parts.get("Y", 0), parts.get("M", 0), parts.get("D", 0)
    if not year or (day and not month) or (month and "S" in parts):
        return None
    known = checked(year, month, day)
    if len(known) != 1 + bool(month) + bool(day):
        return None
    return Date(known, season=parts.get("S", 0))


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
