"""Records to CSL items: properties in order, as JSON values, for every format of such items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, cast

from bibconv.diagnostics import Report
from bibconv.formats import csl_provenance
from bibconv.formats.csl_items import NAME_PARTS
from bibconv.formats.writers import in_words
from bibconv.record import Date, Json, Name, Record
from bibconv.values import dates
from bibconv.variables import DATE_VARS, NAME_VARS, TEXT_VARS

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


def properties(
    record: Record, key: str, report: Report, target: str, *, provenance: bool
) -> Iterator[tuple[str, Json]]:
    """Yield the properties of a record with a key, as the format `target` is to have them.

    What has no property is under `custom.bibconv`, with `provenance` origin and evidence as well.
    """
    for variable, content in _contents(record, key, report, target, provenance):
        if isinstance(content, Date):
            yield variable, _written_date(content)
        elif variable in NAME_VARS:
            names = (name if isinstance(name, dict) else _written_name(name) for name in content)
            yield variable, [*names]
        else:
            yield variable, content


def property_lines(
    record: Record, key: str, report: Report, target: str, *, provenance: bool
) -> str:
    """Return the properties as JSON, a line for each, indented by four blanks."""
    lines: list[str] = []
    for variable, content in _contents(record, key, report, target, provenance):
        if isinstance(content, str):
            text = encode_basestring(content)
        elif isinstance(content, Date):
            text = _date_text(content)
        elif isinstance(content, list) and variable in NAME_VARS:
            text = f"[{', '.join([_name_text(name) for name in content])}]"
        else:
            text = _encode(content)
        lines.append(f'    "{variable}": {text}')
    return _speakable(",\n".join(lines))


def dumps(value: Json) -> str:
    """Return a value as JSON in one line, with half of a UTF-16 pair spelled as an escape."""
    return _speakable(_encode(value))


def _speakable(text: str) -> str:
    # A stream in UTF-8 refuses half a character; JSON can spell one.
    return text if text.isascii() else _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


# `json.dumps` with these options would make an encoder for every value.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


# Half of a UTF-16 pair.
_SURROGATE = re.compile("[\ud800-\udfff]")


def _contents(
    record: Record, key: str, report: Report, target: str, provenance: bool
) -> Iterator[tuple[str, Any]]:
    """Yield each property with what it holds in the record; names with flags are JSON already."""
    yield "id", key
    yield "type", record.type
    extra = dict(record.extra)
    flags = _name_flags(record, extra) if extra else {}
    values: dict[Any, Any] = {**record.texts, **record.names, **record.dates}
    for variable in _in_order(tuple(values)):
        content = values[variable]
        if not content:
            continue
        if isinstance(content, Date) and not _says_anything(content):
            report.lose(variable, target, key)
        elif flags and isinstance(content, list):
            flagged = (flags.get((variable, place), {}) for place in range(len(content)))
            names = zip(content, flagged, strict=True)
            yield variable, [_written_name(name) | flag for name, flag in names]
        else:
            yield variable, content
    categories = extra.get("csl-json:categories")
    if categories and len(categories) == 1 and _is_texts(categories[0]):
        yield "categories", categories[0]
        del extra["csl-json:categories"]
    asked = extra or provenance
    if asked and (custom := _written_custom(record, extra, key, report, target, provenance)):
        yield "custom", custom


# Few sets of variables make up a bibliography.
@lru_cache(1 << 12)
def _in_order(variables: tuple[str, ...]) -> list[str]:
    """Return the variables that CSL has, in the order in which they are written."""
    return sorted(filter(_ORDER.__contains__, variables), key=_ORDER.__getitem__)


def _says_anything(date: Date) -> bool:
    return bool(date.start or date.season or date.circa or date.literal)


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
        part: text for part, attribute in NAME_PARTS.items() if (text := getattr(name, attribute))
    }


# Neither suffix nor particle nor literal.
_NO_MORE = Name()[2:]


def _name_text(name: Name | dict[str, Json]) -> str:
    if isinstance(name, dict):
        return _encode(name)
    family, given = name[:2]
    if not (given and family and name[2:] == _NO_MORE):
        return _encode(_written_name(name))
    return f'{{"family": {encode_basestring(family)}, "given": {encode_basestring(given)}}}'


# The dates of a bibliography are few.
@lru_cache(1 << 12)
def _date_text(date: Date) -> str:
    return _encode(_written_date(date))


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
    key: str,
    report: Report,
    target: str,
    provenance: bool,
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
            dumps(extra[name])
        except (ValueError, TypeError, RecursionError):
            report.lose(in_words(name), target, key)
        else:
            held[name] = cast(Json, extra[name])
    if held:
        own["extra"] = held
    if provenance:
        own |= csl_provenance.written(record)
    if own:
        before = custom.get("bibconv")
        custom["bibconv"] = {**before, **own} if isinstance(before, dict) else own
    return custom
