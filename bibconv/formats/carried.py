"""What a format has no tag for, as lines `variable: value` in a tag that holds any text.

Zotero reads and writes its field Extra so: `event-place: Zürich`, `director: Berg || Anna`; Better
BibTeX reads and writes there what a .bib file has beside, `tex.titleaddon: Foo`.
"""

from __future__ import annotations

import re

from bibconv.formats.tagged_values import printed_name
from bibconv.record import Date, Name, Record
from bibconv.values import dates
from bibconv.values.names import person
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS, ItemType


def parts(text: str) -> tuple[str, str]:
    """Return variable and value of a carried line, two empty texts for any other."""
    match = _CARRIED.fullmatch(text)
    if match and (match[1] == "type" or match[1] in _VARIABLES):
        return match[1], match[2].strip()
    if field := _FIELD.fullmatch(text):
        return field[1], field[2].strip()
    return "", ""


def carried_field(key: str) -> str:
    """Return the name under which a key of `Record.extra` is carried, "" where it is not."""
    space, _, name = key.partition(":")
    if key == "bibtex:@type":
        return _TYPE
    found = f"tex.{name}"
    return found if space == "bibtex" and _FIELD.fullmatch(f"{found}: x") else ""


def carried_type(text: str) -> ItemType | None:
    """Return the type that a carried line names."""
    name, value = parts(text)
    return value if name == "type" and value in ITEM_TYPES else None


def take(text: str, record: Record) -> str:
    """Put a carried value into a record; return its variable, or nothing if there is one already.

    A line that repeats the record's type is taken too.
    """
    name, value = parts(text)
    if name in TEXT_VARS and name not in record.texts:
        record.texts[name] = value
    elif name in NAME_VARS:
        record.names.setdefault(name, []).append(read_name(value))
    elif name in DATE_VARS and name not in record.dates:
        record.dates[name] = read_date(value)
    elif name.startswith("tex."):
        field = "@type" if name == _TYPE else name.removeprefix("tex.")
        record.extra.setdefault(f"bibtex:{field}", []).append(value)
    elif name != "type" or value != record.type:
        return ""
    return name


def read_name(text: str) -> Name:
    """Return a name of Zotero's field Extra: `Family || Given`, or a literal."""
    found = [part.strip() for part in text.split("||")]
    if len(found) == 1 or len(found) > 3:
        return Name(literal=text)
    return person(*found)


def print_name(name: Name) -> str:
    """Return a name for Zotero's field Extra; `read_name` tells whether it says all of it."""
    if name.literal:
        return name.literal
    family, _, rest = printed_name(name).partition(", ")
    return " || ".join([family, *rest.split(", ")]).strip()


def read_date(text: str) -> Date:
    """Return a carried date."""
    return dates.from_iso(text) or Date(literal=text)


_VARIABLES = TEXT_VARS | NAME_VARS | DATE_VARS
# Better BibTeX's name for the entry type.
_TYPE = "tex.referencetype"
# "tex.titleaddon: Foo", "tex.bdsk-url-1: https://example.org"
_FIELD = re.compile(r"(tex\.[a-z][a-z0-9_+:-]{0,40}): *(\S.*)", re.DOTALL)
# "event-place: Zürich", "type: post"
_CARRIED = re.compile(r"([A-Za-z][A-Za-z_-]{1,40}): *(\S.*)", re.DOTALL)
