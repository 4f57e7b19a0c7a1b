"""CSL-JSON 1.0.2, read and written: the record's own vocabulary, so only shapes need care."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, TextIO, cast

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import csl_provenance, json_items
from bibconv.formats.writers import Keys, in_words, report_between
from bibconv.record import Date, Evidence, Json, Name, Origin, Record, Verbatim
from bibconv.source import Source
from bibconv.values import dates
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS, ItemType

# Spellings that CSL 1.0.2 has replaced; mapped, so that every writer has one name to look for.
_DEPRECATED = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}

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

_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "dropping-particle": "dropping_particle",
    "non-dropping-particle": "non_dropping_particle",
    "literal": "literal",
}
# Hints to a citation processor that `Name` does not hold; kept in `extra`, written back in place.
_NAME_FLAGS = ("comma-suffix", "static-ordering", "parse-names")

# What people look for first comes first; everything else follows in alphabetical order.
_FIRST = (
    "title", "author", "editor", "translator", "container-title", "collection-title",
    "publisher", "publisher-place", "edition", "volume", "issue", "number", "page", "issued",
    "DOI", "ISBN", "ISSN", "URL", "accessed", "language",
)  # fmt: skip
_IN_ORDER = dict.fromkeys((*_FIRST, *sorted(TEXT_VARS | NAME_VARS | DATE_VARS)))
_ORDER: dict[str, int] = {variable: place for place, variable in enumerate(_IN_ORDER)}

# Lists of items that Zotero's and pandoc's users find inside an object.
_WRAPPERS = ("items", "references")

# Deeper than anything but an attack; 4 levels are in use.
_DEPTH = 32


def sniff(head: str) -> bool:
    """Tell whether a text is JSON with a CSL type, or with CSL's date parts, in it."""
    start = head.lstrip("\ufeff \t\r\n")[:1]
    if start not in ("[", "{") or any(mark in head for mark in _OTHER_JSON):
        return False
    types = (match[1] for match in _TYPE.finditer(head))
    return '"date-parts"' in head or any(found in ITEM_TYPES for found in types)


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of a CSL-JSON text, one for each object."""
    for item in json_items.items(source, report, _WRAPPERS):
        # Findings wait until the record has a key for them.
        notes = _Notes([], source.name, item.line, item.path)
        record = _record(item, notes)
        if not record:
            notes.say("warning", "empty-item", "", "an item without any value was left out")
        elif not record.id:
            record.id = options.keys.make(record)
        for finding in notes.findings:
            report.add(replace(finding, key=record.id if record else ""))
        if record:
            if not record.origin:
                record.origin = Origin("csl-json", source.name, item.span, item.line, item.raw)
            yield record


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as one JSON list, a line for each property."""
    keys = Keys()
    verbatim: list[Verbatim] = []
    between = "["
    for item in items:
        if isinstance(item, Verbatim):
            verbatim.append(item)
            continue
        key = keys.of(item, report)
        lines = [f'    "{name}": {text}' for name, text in _properties(item, key, report, options)]
        stream.write(f"{between}\n  {{\n{_COMMA.join(lines)}\n  }}")
        between = ","
    stream.write("\n]\n" if between == "," else "[]\n")
    if verbatim:
        report_between(verbatim, "csl-json", report)


_COMMA = ",\n"
# Members by which other JSON formats are known: schema.org and CodeMeta, Crossref, OpenAlex.
_OTHER_JSON = ('"@context"', '"message-type"', "openalex.org")
# '"type": "article-journal"'
_TYPE = re.compile(r'"type"\s*:\s*"([\w-]{1,40})"')


@dataclass(frozen=True, slots=True)
class _Notes:
    """Where findings about one item go."""

    findings: list[Diagnostic]
    source: str
    line: int
    path: str

    def say(self, severity: Severity, code: str, part: str, message: str, hint: str = "") -> None:
        path = f"{self.path}/{part}" if part else self.path
        self.findings.append(
            Diagnostic(
                severity, code, message, source=self.source, line=self.line, path=path, hint=hint
            )
        )


def _record(item: json_items.Item, notes: _Notes) -> Record | None:
    value = dict(item.value)
    record = Record()
    record.id = _id(value, record, notes)
    again = value.pop(None, ())
    record.type = _type(value, record, notes)
    _custom(value, record, notes)
    for name, content in value.items():
        _take(name, content, record, notes)
    for name, content in again:
        notes.say("warning", "repeated-field", name, f"'{name}' stands here twice; both are kept")
        _keep(record, name, content, notes)
    for text in item.unreadable:
        _keep(record, "unreadable", text, notes)
    has_value = any((record.texts, record.names, record.dates, record.extra, record.id))
    return record if has_value else None


def _id(value: json_items.Object, record: Record, notes: _Notes) -> str:
    content = value.pop("id", None)
    if isinstance(content, str):
        return _sound(content, "id", notes)
    if json_items.is_number(content):
        return str(content)
    _keep(record, "id", content, notes, "an id is text or a number")
    return ""


def _type(value: json_items.Object, record: Record, notes: _Notes) -> ItemType:
    content = value.pop("type", None)
    for known in (content, str(content).lower()):
        if known in ITEM_TYPES:
            return cast(ItemType, known)
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
    if content is None or content == "" or content == [] or content == {}:
        return
    variable = _DEPRECATED.get(name, name)
    if variable in TEXT_VARS:
        text = _text(content, variable, notes)
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
    if json_items.is_number(content):
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
            yield Name(literal=_sound(entry, where, notes))
            place += 1
        elif isinstance(entry, dict):
            parts: dict[str, str] = {}
            kept: dict[str, Any] = {}
            for part, value in entry.items():
                if (
                    part is not None
                    and (text := _text(value, where, notes))
                    and part in _NAME_PARTS
                ):
                    parts[_NAME_PARTS[part]] = text
                elif part == "name" and text and not {"family", "literal"} & entry.keys():
                    # Crossref's `name` of an organisation.
                    parts["literal"] = text
                elif part is None:
                    kept |= {f"{again}": value for again, value in value}
                elif value not in (None, "", [], {}):
                    kept[part] = value
            # What belongs to a name is found again by the place of that name in the record.
            for part, value in kept.items():
                _keep(record, f"{variable}/{place if parts else number}/{part}", value, notes)
            if parts:
                yield Name(**parts)
                place += 1
        elif entry not in (None, "", []):
            _keep(record, where, entry, notes, "a name is an object or text")


def _date(variable: str, content: Any, record: Record, notes: _Notes) -> Date | None:
    """Return the date of CSL's object, of a text, or of a bare list of date parts."""
    if isinstance(content, str) or json_items.is_number(content):
        text = _sound(str(content), variable, notes)
        return dates.from_iso(text) or Date(literal=text)
    if isinstance(content, list):
        content = {"date-parts": content}
    if not isinstance(content, dict):
        _keep(record, variable, content, notes, f"'{variable}' is no date")
        return None
    content = dict(content)
    date = _date_parts(content, variable, record, notes)
    if raw := _text(content.pop("raw", None), variable, notes):
        date = _from_raw(raw, date, variable, record, notes)
    if literal := _text(content.pop("literal", None), variable, notes):
        if date.literal:
            _keep(record, f"{variable}/literal", literal, notes)
        else:
            date = replace(date, literal=literal)
    if season := content.pop("season", None):
        number = _season(season)
        date = replace(date, season=number)
        if not number:
            _keep(record, f"{variable}/season", season, notes, "a season is a number, 1 to 4")
    circa = content.pop("circa", None)
    if circa and str(circa).lower() not in ("false", "0", "no"):
        date = replace(date, circa=True)
    for part, value in content.items():
        if part is not None:
            _keep(record, f"{variable}/{part}", value, notes)
        for again, second in value if part is None else ():
            _keep(record, f"{variable}/{again}", second, notes, f"'{again}' stands here twice")
    return date if date != Date() else None


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


def _custom(value: json_items.Object, record: Record, notes: _Notes) -> None:
    """Take back what `write` put under `custom`, and keep what others have there."""
    custom = value.pop("custom", None)
    if not isinstance(custom, dict):
        _keep(record, "custom", custom, notes)
        return
    custom = dict(custom)
    own = custom.pop("bibconv", None)
    if isinstance(own, dict):
        own = dict(own)
        extra = own.pop("extra", {})
        if isinstance(extra, dict) and all(isinstance(values, list) for values in extra.values()):
            for name, values in extra.items():
                if name is not None:
                    kept = [
                        _plain(entry, f"custom/bibconv/extra/{name}", notes) for entry in values
                    ]
                    record.extra[_sound(name, "custom", notes)] = kept
        else:
            own["extra"] = extra
        if origin := csl_provenance.origin(own.get("origin")):
            record.origin = origin
            del own["origin"]
        if (evidence := csl_provenance.evidence(own.get("evidence"))) is not None:
            record.evidence |= evidence
            del own["evidence"]
    if own:
        custom["bibconv"] = own
    _keep(record, "custom", custom, notes)


def _keep(record: Record, name: str, content: Any, notes: _Notes, problem: str = "") -> None:
    """Keep a value that has no place in the record; say so where it should have had one."""
    if content is None or content == "" or content == [] or content == {}:
        return
    if problem:
        notes.say("warning", "kept-aside", name, f"{problem}; kept as it is")
    key = f"csl-json:{_sound(name, name, notes)}"
    record.extra.setdefault(key, []).append(_plain(content, name, notes))


def _plain(value: Any, path: str, notes: _Notes, depth: int = 0) -> Json:
    """Return a decoded value as plain JSON: finite numbers, sound text, a bounded depth."""
    if isinstance(value, str):
        return _sound(value, path, notes)
    if value is None or isinstance(value, bool | int):
        return cast(Json, value)
    if depth > _DEPTH:
        message = f"nested deeper than {_DEPTH} levels; what is deeper was left out"
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
    if json_items.is_number(value) and number - number == 0:
        return number
    notes.say("warning", "not-a-number", path, f"{value} is no JSON number; kept as text")
    return str(value)


# Half of a UTF-16 pair, which an escape such as "\ud800" can smuggle into a text.
_SURROGATE = re.compile("[\ud800-\udfff]")


def _sound(text: str, path: str, notes: _Notes) -> str:
    if text.isascii() or not _SURROGATE.search(text):
        return text
    notes.say("warning", "bad-character", path, "half a character was replaced by U+FFFD")
    return _SURROGATE.sub("\ufffd", text)


def _properties(
    record: Record, key: str, report: Report, options: WriteOptions
) -> Iterator[tuple[str, str]]:
    """Yield the names of properties and their values as JSON."""
    yield "id", _dumps(key)
    yield "type", f'"{record.type}"'
    extra = dict(record.extra)
    flags = _name_flags(record, extra) if extra else {}
    values: dict[str, Any] = {}
    values.update(record.texts.items())
    values.update(record.names.items())
    values.update(record.dates.items())
    for variable in sorted(values.keys() & _ORDER, key=_ORDER.__getitem__):
        content = values[variable]
        if not content:
            continue
        if isinstance(content, str):
            yield variable, _dumps(content)
        elif isinstance(content, Date):
            if written := _date_text(content):
                yield variable, written
            else:
                report.lose(variable, "csl-json", key)
        elif flags:
            yield (
                variable,
                _dumps(
                    [
                        _written_name(name) | flags.get((variable, number), {})
                        for number, name in enumerate(content)
                    ]
                ),
            )
        else:
            yield variable, f"[{', '.join(map(_name_text, content))}]"
    categories = extra.get("csl-json:categories")
    if categories and len(categories) == 1 and _is_texts(categories[0]):
        yield "categories", _dumps(categories[0])
        del extra["csl-json:categories"]
    asked = extra or options.provenance
    if asked and (custom := _written_custom(record, extra, key, report, options)):
        yield "custom", _dumps(custom)


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _name_flags(record: Record, extra: dict[str, list[Json]]) -> dict[tuple[str, int], Any]:
    """Take the processor's hints that belong to names out of `extra`, by variable and place."""
    flags: dict[tuple[str, int], dict[str, Json]] = {}
    for key in list(extra):
        variable, _, rest = key.removeprefix("csl-json:").partition("/")
        number, _, flag = rest.partition("/")
        if variable not in NAME_VARS or flag not in _NAME_FLAGS or not _PLACE.fullmatch(number):
            continue
        values = extra[key]
        in_place = int(number) < len(record.names.get(variable, ()))
        if in_place and len(values) == 1 and isinstance(values[0], bool | int | float | str):
            flags.setdefault((variable, int(number)), {})[flag] = values[0]
            del extra[key]
    return flags


# "0", "12": the place of a name in its list
_PLACE = re.compile(r"0|[1-9][0-9]{0,5}")


def _written_name(name: Name) -> dict[str, Json]:
    return {
        part: text for part, attribute in _NAME_PARTS.items() if (text := getattr(name, attribute))
    }


# The names of a few bibliographies, in some 3 MB.
@lru_cache(1 << 13)
def _name_text(name: Name) -> str:
    return _dumps(_written_name(name))


@lru_cache(1 << 12)
def _date_text(date: Date) -> str:
    """Return a date as JSON, nothing for one that says nothing."""
    written = _written_date(date)
    return _dumps(written) if written else ""


def _written_date(date: Date) -> dict[str, Json]:
    written: dict[str, Json] = {}
    season = date.season
    if date.start and date.end == (0,):
        # As date parts this would be an open end.
        return {"raw": dates.to_iso(date)}
    if date.start:
        start, end = list(date.start), date.end
        if season and end is not None and len(start) == 1:
            # `season` does not say of which end; the months 21 to 24 of EDTF do.
            start, season = [*start, season + 20], 0
        ends = [start] if end is None else [start, list(end) or [0]]
        written["date-parts"] = cast(Json, ends)
    members: dict[str, Json] = {"season": season, "circa": date.circa, "literal": date.literal}
    return written | {name: value for name, value in members.items() if value}


def _written_custom(
    record: Record,
    extra: dict[str, list[Json]],
    where: str,
    report: Report,
    options: WriteOptions,
) -> dict[str, Json]:
    custom: dict[str, Json] = {}
    foreign = extra.get("csl-json:custom")
    if foreign and len(foreign) == 1 and isinstance(foreign[0], dict):
        custom = dict(foreign[0])
        del extra["csl-json:custom"]
    own: dict[str, Json] = {}
    held: dict[str, Json] = {}
    for name in sorted(extra):
        try:
            _dumps(extra[name])
        except (ValueError, TypeError, RecursionError):
            report.lose(in_words(name), "csl-json", where)
        else:
            held[name] = cast(Json, extra[name])
    if held:
        own["extra"] = held
    if options.provenance:
        own |= csl_provenance.written(record)
    if own:
        before = custom.get("bibconv")
        custom["bibconv"] = {**before, **own} if isinstance(before, dict) else own
    return custom


def _dumps(value: Json) -> str:
    text = encode_basestring(value) if isinstance(value, str) else _encode(value)
    # A stream in UTF-8 refuses half a character; JSON can spell one.
    return text if text.isascii() else _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


# `json.dumps` with these options would make an encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


FORMAT = Format(
    name="csl-json",
    title="CSL-JSON (Zotero, pandoc, citeproc)",
    suffixes=(".csl.json", ".json", ".csljson", ".jsonl"),
    sniff=sniff,
    read=read,
    write=write,
)
