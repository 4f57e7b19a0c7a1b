"""CSL items, as JSON and YAML hold them, to records: the vocabulary is the record's own.

What differs between the formats is a `Dialect`; shapes that one of them has and the others do not
are understood in all, because people paste from one into another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, cast

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import ReadOptions, found
from bibconv.formats import csl_provenance
from bibconv.formats.trees import (
    DEPTH,
    Item,
    Leaf,
    Object,
    from_pairs,
    is_empty,
    is_number,
    offset,
    typed,
)
from bibconv.record import Date, Evidence, Json, Name, Origin, Record
from bibconv.source import Source, Span
from bibconv.values import dates
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS, ItemType

# The parts of a name, in CSL's words and in the record's.
NAME_PARTS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "dropping-particle": "dropping_particle",
    "non-dropping-particle": "non_dropping_particle",
    "literal": "literal",
}

# Spellings that CSL 1.0.2 has replaced; mapped, so that every writer has one name to look for.
_DEPRECATED = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}

_PLAIN_VARS = TEXT_VARS - _DEPRECATED.keys()

# Crossref answers a request for CSL-JSON with types of its own; "video" is Zotero's.
_TYPE_ALIASES: dict[str, ItemType] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "posted-content": "article",
    "dissertation": "thesis",
    "reference-entry": "entry",
    "journal": "periodical",
    "video": "motion_picture",
}

# Exporters of Crossref's data put lists where CSL has text.
_JOINED = {"ISBN": " ", "ISSN": " ", "keyword": ", "}


def as_it_is(text: str, variable: str) -> str:
    """Return a text that is rich text already."""
    return text


class Dialect(NamedTuple):
    """A format of CSL items: its name, and what its texts mean as rich text, by variable."""

    format: str
    rich: Callable[[str, str], str] = as_it_is


def records(
    items: Iterable[Item], source: Source, report: Report, options: ReadOptions, dialect: Dialect
) -> Iterator[Record]:
    """Yield the records of decoded items; an item without any value is none."""
    for item in items:
        # Findings wait until the record has a key for them.
        notes = _Notes(source, item, dialect)
        record = _record(item, notes)
        if not record:
            notes.say("warning", "empty-item", "", "an item without any value was left out")
        elif not record.id:
            record.id = options.keys.make(record)
        for finding in notes.findings:
            report.add(finding._replace(key=record.id if record else ""))
        if record:
            if not record.origin:
                origin = (dialect.format, source.name, item.span, item.line, item.raw)
                record.origin = _new(Origin, origin)
            yield record


class _Notes:
    """The item that is read, and where findings about it go."""

    def __init__(self, source: Source, item: Item, dialect: Dialect) -> None:
        self.source = source
        self.item = item
        self.dialect = dialect
        self.findings: list[Diagnostic] = []

    def say(self, severity: Severity, code: str, part: str, message: str, hint: str = "") -> None:
        """Note a finding about the member at a path in the item."""
        at = offset(self.item.value, part)
        if at >= 0:
            finding = found(self.source, severity, code, message, Span(at, at + 1), hint=hint)
        else:
            path = f"{self.item.path}/{part}" if part else self.item.path
            finding = Diagnostic(
                severity,
                code,
                message,
                source=self.source.name,
                line=self.item.line,
                path=path,
                hint=hint,
            )
        self.findings.append(finding)


def _record(item: Item, notes: _Notes) -> Record | None:
    value = dict(item.value)
    record = Record("", "document", {}, {}, {}, {}, None, {})
    record.id = _id(value, record, notes)
    again = value.pop(None, ())
    record.type = _type(value, record, notes)
    if "custom" in value:
        _custom(value, record, notes)
    is_rich, texts = notes.dialect.rich is as_it_is, record.texts
    for name, content in value.items():
        # Most of an item: a variable of CSL's own with a text, which needs no more than a look.
        if is_rich and name in _PLAIN_VARS and _is_sound(content) and name not in texts:
            texts[name] = content
        elif is_rich and name in NAME_VARS and (people := _persons(content)):
            record.names[name] = people
        elif name in DATE_VARS and (day := _day(content)):
            record.dates[name] = day
        else:
            _take(str(name), content, record, notes)
    for name, content in again:
        notes.say("warning", "repeated-field", name, f"'{name}' stands here twice; both are kept")
        _keep(record, name, content, notes)
    for text in item.unreadable:
        _keep(record, "unreadable", text, notes)
    has_value = any((record.texts, record.names, record.dates, record.extra, record.id))
    return record if has_value else None


def _id(value: Object, record: Record, notes: _Notes) -> str:
    content = value.pop("id", None)
    if isinstance(content, str):
        return _sound(content, "id", notes)
    if is_number(content):
        return str(content)
    _keep(record, "id", content, notes, "an id is text or a number")
    return ""


def _type(value: Object, record: Record, notes: _Notes) -> ItemType:
    content = value.pop("type", None)
    for known in (content, str(content).lower()):
        if isinstance(known, str) and known in ITEM_TYPES:
            return known
    if content is None or content == "":
        record.evidence["type"] = Evidence(None, "no-type", 0.0)
        return "document"
    if known := _TYPE_ALIASES.get(str(content)):
        record.evidence["type"] = Evidence(None, "type-alias")
        _keep(record, "type", content, notes)
        return known
    record.evidence["type"] = Evidence(None, "unknown-type", 0.0)
    shown = content if isinstance(content, str) else type(content).__name__
    _keep(record, "type", content, notes, f"unknown type '{shown}', taken for a document")
    return "document"


def _take(name: str, content: Any, record: Record, notes: _Notes) -> None:
    """Put the value of a property where it belongs."""
    if is_empty(content):
        return
    variable = _DEPRECATED.get(name, name)
    if variable in TEXT_VARS:
        text = notes.dialect.rich(_text(content, variable, notes), variable)
        if not text:
            _keep(record, name, content, notes, f"'{name}' is text, this is something else")
        elif record.texts.setdefault(variable, text) != text:
            # Both spellings, old and new, with different values.
            _keep(record, name, content, notes)
    elif variable in NAME_VARS:
        if names := list(_names(name, content, record, notes)):
            record.names[variable] = names
    elif variable in DATE_VARS:
        if date := _date(name, content, record, notes):
            record.dates[variable] = date
    else:
        _keep(record, name, content, notes)


def _text(content: Any, variable: str, notes: _Notes) -> str:
    """Return a text or number as text, an empty string for anything else."""
    if isinstance(content, str):
        return _sound(content, variable, notes)
    if is_number(content):
        return str(content)
    if isinstance(content, list) and (len(content) == 1 or variable in _JOINED):
        parts = [_text(part, variable, notes) for part in content if not isinstance(part, list)]
        return _JOINED.get(variable, "").join(parts) if all(parts) else ""
    return ""


def _names(variable: str, content: Any, record: Record, notes: _Notes) -> Iterator[Name]:
    """Yield the names of a name variable; a list is expected, one name alone is tolerated."""
    place = 0
    for number, entry in enumerate(content if isinstance(content, list) else [content]):
        where = f"{variable}/{number}"
        if isinstance(entry, str) and entry:
            yield Name(literal=notes.dialect.rich(_sound(entry, where, notes), variable))
            place += 1
        elif isinstance(entry, dict):
            parts: dict[str, str] = {}
            kept: dict[str, Any] = {}
            for part, value in entry.items():
                if (
                    part is not None
                    and (text := notes.dialect.rich(_text(value, where, notes), variable))
                    and part in NAME_PARTS
                ):
                    parts[NAME_PARTS[part]] = text
                elif part == "name" and text and not {"family", "literal"} & entry.keys():
                    # Crossref's `name` of an organisation.
                    parts["literal"] = text
                elif part is None:
                    kept |= {f"{again}": value for again, value in value}
                elif not is_empty(value):
                    kept[part] = value
            # What belongs to a name is found again by the place of that name in the record.
            for part, value in kept.items():
                _keep(record, f"{variable}/{place if parts else number}/{part}", value, notes)
            if parts:
                yield Name(**parts)
                place += 1
        elif entry not in (None, "", []):
            _keep(record, where, entry, notes, "a name is an object or text")


def _persons(content: Any) -> list[Name]:
    """Return the names of persons with a family and a given name each, none if one has more."""
    people: list[Name] = []
    for entry in content if type(content) is list else ():
        if type(entry) is not dict or len(entry) != 2:
            return []
        family, given = entry.get("family"), entry.get("given")
        if not (_is_sound(family) and _is_sound(given)):
            return []
        people.append(_new(Name, (family, given, "", "", "", "")))
    return people


_new = tuple.__new__


def _date(variable: str, content: Any, record: Record, notes: _Notes) -> Date | None:
    """Return the date of CSL's object, of a text, or of a bare list of date parts."""
    if isinstance(content, str) or is_number(content):
        text = _sound(str(content), variable, notes)
        return dates.from_iso(text) or Date(literal=text)
    if isinstance(content, list):
        content = _listed_date(content)
    if isinstance(content, dict) and "date-parts" not in content and "year" in content:
        content = _named_parts([content])
    if not isinstance(content, dict):
        _keep(record, variable, content, notes, f"'{variable}' is no date")
        return None
    if day := _day(content):
        return day
    content = dict(content)
    date = _date_parts(content, variable, record, notes)
    if raw := _text(content.pop("raw", None), variable, notes):
        date = _from_raw(raw, date, variable, record, notes)
    if literal := _text(content.pop("literal", None), variable, notes):
        if date.literal:
            _keep(record, f"{variable}/literal", literal, notes)
        else:
            date = date._replace(literal=literal)
    if season := content.pop("season", None):
        number = _season(season)
        date = date._replace(season=number)
        if not number:
            _keep(record, f"{variable}/season", season, notes, "a season is a number, 1 to 4")
    circa = content.pop("circa", None)
    if circa and str(circa).lower() not in ("false", "0", "no"):
        date = date._replace(circa=True)
    for part, value in content.items():
        if part is not None:
            _keep(record, f"{variable}/{part}", value, notes)
        for again, second in value if part is None else ():
            _keep(record, f"{variable}/{again}", second, notes, f"'{again}' stands here twice")
    return date if date != Date() else None


def _day(content: Any) -> Date | None:
    """Return the date of `{"date-parts": [[2019, 5, 17]]}`, None for anything less simple."""
    if type(content) is not dict or len(content) != 1:
        return None
    ends = content.get("date-parts")
    if type(ends) is list and len(ends) == 1 and type(ends[0]) is list:
        parts = tuple(ends[0])
        return _whole(parts) if {*map(type, parts)} == {int} else None
    return None


# The dates of a bibliography are few.
@lru_cache(1 << 12)
def _whole(parts: tuple[int, ...]) -> Date | None:
    """Return the date that numbers name, each of them."""
    if len(parts) > 3 or not all(parts) or not _YEAR.fullmatch(str(parts[0])):
        return None
    return Date(parts) if dates.checked(*parts) == parts else None


def _listed_date(content: list[Any]) -> Object:
    """Return a list of dates or date parts as an object of CSL.

    `[2019, 5]`, `[[2019], [2020]]`, `["2019-05", "2019-06"]`, and pandoc's list of maps with a
    year, month and day each.
    """
    if content and all(isinstance(end, dict) and "year" in end for end in content):
        return _named_parts(content)
    if all(isinstance(end, str) and "-" in end[1:] for end in content):
        return {"raw": "/".join(content)}
    return {"date-parts": content}


def _named_parts(ends: list[Object]) -> Object:
    """Return maps of a year, month and day as date parts; their other members stay beside them."""
    parts: list[list[Any]] = []
    others: list[tuple[Any, Any]] = []
    for end in ends:
        given = [end.get(name) for name in _PARTS]
        season = _season(end["season"]) if "season" in end and is_empty(given[1]) else 0
        if season:
            # EDTF's seasons are months from 21 on, which tell of which end a season is.
            given[1] = season + 20
        elif isinstance(given[1], str) and (month := dates.month_number(given[1])):
            given[1] = month
        while given and is_empty(given[-1]):
            given.pop()
        parts.append(given)
        for name, value in end.items():
            if name is None:
                others += value
            elif name not in _PARTS and not (name == "season" and season):
                others.append((name, value))
    return from_pairs([("date-parts", parts), *others])


_PARTS = ("year", "month", "day")


def _from_raw(raw: str, date: Date, variable: str, record: Record, notes: _Notes) -> Date:
    typed = dates.from_iso(raw)
    if date == Date():
        return typed or Date(literal=raw)
    if typed != date:
        _keep(record, f"{variable}/raw", raw, notes)
    return date


def _date_parts(content: dict[Any, Any], variable: str, record: Record, notes: _Notes) -> Date:
    parts = content.pop("date-parts", None)
    if parts is None:
        return Date()
    if isinstance(parts, list) and parts and not isinstance(parts[0], list):
        # [2020, 5] instead of [[2020, 5]]
        parts = [parts]
    ends = [_one_end(end) for end in parts] if isinstance(parts, list) else [None]
    if not ends or None in ends or len(ends) > 2 or (len(ends) == 2 and not ends[0]):
        _keep(record, f"{variable}/date-parts", parts, notes, f"'{variable}' is no date")
        return Date()
    start, *rest = (_readable(end) for end in cast(list[tuple[int, ...]], ends))
    season = 0
    if ends[0] and len(ends[0]) == 2 and 21 <= ends[0][1] <= 24:
        # EDTF's seasons, written where the month belongs.
        season = ends[0][1] - 20
    if [start, *rest] != ends and not (season and rest == ends[1:]):
        problem = f"'{variable}' has a part that no date has, and was read without it"
        _keep(record, f"{variable}/date-parts", parts, notes, problem)
    return Date(start, rest[0] if rest else None, season)


def _readable(end: tuple[int, ...]) -> tuple[int, ...]:
    return dates.checked(*end) if end else ()


def _one_end(parts: Any) -> tuple[int, ...] | None:
    """Return (year[, month[, day]]), empty for an unknown or open end, None for no date.

    citeproc-js writes an open end as [0, 0, 0], Crossref an unknown date as [null].
    """
    if not isinstance(parts, list) or len(parts) > 3:
        return None
    numbers: list[int] = []
    for part in parts:
        text = str(part).strip() if part is not None else "0"
        if not _YEAR.fullmatch(text or "0"):
            return None
        numbers.append(int(text or "0"))
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    if numbers == [0] and (len(parts) == 3 or parts[0] in (None, "", 0)):
        return ()
    return tuple(numbers)


# "2020", "-44", "05"; nobody dates with more digits, and int() has a limit.
_YEAR = re.compile(r"[+-]?[0-9]{1,9}")


def _season(value: Any) -> int:
    text = str(value).strip()
    if text.isascii() and text.isdigit() and len(text) <= 2:
        number = int(text)
        return number if 1 <= number <= 4 else number - 20 if 21 <= number <= 24 else 0
    return dates.season_number(text)


def _custom(value: Object, record: Record, notes: _Notes) -> None:
    """Take back what `write` put under `custom`, and keep what others have there."""
    custom = value.pop("custom", None)
    if not isinstance(custom, dict):
        _keep(record, "custom", custom, notes)
        return
    # Numbers are wanted as such here, which YAML has as texts.
    custom = cast(dict[str, Any], _plain(custom, "custom", notes))
    own = custom.pop("bibconv", None)
    if isinstance(own, dict):
        own = dict(own)
        extra = own.pop("extra", {})
        if isinstance(extra, dict) and all(isinstance(values, list) for values in extra.values()):
            for name, values in extra.items():
                record.extra[name] = values
        else:
            own["extra"] = extra
        if origin := csl_provenance.origin(own.get("origin")):
            record.origin = origin
            del own["origin"]
        if (evidence := csl_provenance.evidence(own.get("evidence"))) is not None:
            record.evidence.update(evidence)
            del own["evidence"]
    if own:
        custom["bibconv"] = own
    _keep(record, "custom", custom, notes)


def _keep(record: Record, name: str, content: Any, notes: _Notes, problem: str = "") -> None:
    """Keep a value that has no place in the record; say so where it should have had one."""
    if is_empty(content):
        return
    if problem:
        notes.say("warning", "kept-aside", name, f"{problem}; kept as it is")
    key = f"csl-json:{_sound(name, name, notes)}"
    record.extra.setdefault(key, []).append(_plain(content, name, notes))


def _plain(value: Any, path: str, notes: _Notes, depth: int = 0) -> Json:
    """Return a decoded value as plain JSON: finite numbers, sound text, a bounded depth."""
    if isinstance(value, Leaf) and not isinstance(typed(value), str):
        return typed(value)
    if isinstance(value, str):
        return _sound(value, path, notes)
    if value is None or isinstance(value, bool | int):
        return cast(Json, value)
    if depth > DEPTH:
        message = f"nested deeper than {DEPTH} levels; what is deeper was left out"
        notes.say("error", "too-deep", path, message)
        return None
    if isinstance(value, list):
        return [_plain(part, path, notes, depth + 1) for part in value]
    if isinstance(value, dict):
        for name, _ in value.get(None, ()):
            message = f"'{name}' stands here twice; only the first was read"
            notes.say("warning", "repeated-field", path, message)
        return {
            _sound(name, path, notes): _plain(part, path, notes, depth + 1)
            for name, part in value.items()
            if name is not None
        }
    number = float(value)
    if is_number(value) and number - number == 0:
        return number
    notes.say("warning", "not-a-number", path, f"{value} is no JSON number; kept as text")
    return str(value)


# Half of a UTF-16 pair, which an escape such as "\ud800" can smuggle into a text.
_SURROGATE = re.compile("[\ud800-\udfff]")


def _is_sound(content: Any) -> bool:
    """Tell whether a value is a text, not of YAML, that says something and can be kept as it is."""
    if type(content) is not str or not content:
        return False
    return content.isascii() or not _SURROGATE.search(content)


def _sound(text: str, path: str, notes: _Notes) -> str:
    text = str(text)
    if text.isascii() or not _SURROGATE.search(text):
        return text
    notes.say("warning", "bad-character", path, "half a character was replaced by U+FFFD")
    return _SURROGATE.sub("\ufffd", text)
