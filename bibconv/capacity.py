"""What a format cannot hold: not declared by it but measured, by asking its writer."""

from __future__ import annotations

import io
from collections.abc import Iterable

from bibconv.diagnostics import Report
from bibconv.format import Format, WriteOptions
from bibconv.record import Date, Name, Record
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS, ItemType

# Types that differ in what formats hold of them. That no other type makes a difference is tested.
TYPES: tuple[ItemType, ...] = (
    "article-journal", "book", "chapter", "paper-conference", "thesis", "report", "patent",
    "legal_case", "map", "software", "webpage", "motion_picture", "bill", "document",
    "personal_communication", "interview", "article",
)  # fmt: skip


def without_place(format: Format, types: Iterable[ItemType] = TYPES) -> list[str]:
    """Return the variables that a format's writer reports as lost in every type of item."""
    if not format.write:
        return []
    left: list[str] = sorted(_VARIABLES)
    for type_ in types:
        report = Report()
        records = [_with(variable, type_) for variable in left]
        format.write(records, io.StringIO(), report, WriteOptions())
        # A year has no parts: what loses a part of it, loses it.
        lost = {what.removeprefix("part of the date ") for what, _ in report.losses}
        left = [variable for variable in left if variable in lost]
        if not left:
            break
    return left


def without_word(format: Format) -> list[str]:
    """Return the types of items for which a format's writer has no word of their own."""
    return [type_ for type_ in sorted(ITEM_TYPES) if format.write and not _has_word(format, type_)]


def _has_word(format: Format, type_: ItemType) -> bool:
    report = Report()
    assert format.write
    format.write([_with("title", type_)], io.StringIO(), report, WriteOptions())
    return all(what != "type" for what, _ in report.losses)


# CSL 1.0.2 has replaced these by title-short, container-title-short and event-title.
_REPLACED = {"shortTitle", "journalAbbreviation", "event"}
_VARIABLES: frozenset[str] = (TEXT_VARS | NAME_VARS | DATE_VARS) - _REPLACED

# Values that no format can refuse for their form.
_TEXTS = {
    "DOI": "10.1000/182",
    "ISBN": "9783161484100",
    "ISSN": "2049-3630",
    "PMCID": "PMC1234567",
    "PMID": "12345678",
    "URL": "https://example.org/a",
    "language": "en",
    "page": "1-9",
}


def _with(variable: str, type_: ItemType) -> Record:
    """Return a record that holds a variable, beside what no record is without."""
    record = Record(f"{variable}-{type_}", type_, {"title": "A title of some length"})
    record.names["author"] = [Name("Doe", "Jane")]
    record.dates["issued"] = Date((2020,))
    if variable in TEXT_VARS:
        record.texts[variable] = _TEXTS.get(variable, "7")
    elif variable in NAME_VARS:
        record.names[variable] = [Name("Roe", "Rob")]
    elif variable in DATE_VARS:
        record.dates[variable] = Date((2020,))
    return record
