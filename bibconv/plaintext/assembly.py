"""Tagged text to a record: values brought to one form, the type, the evidence, the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from bibconv.diagnostics import Report, Severity
from bibconv.format import DOUBTFUL, found
from bibconv.plaintext.confidence import doubts
from bibconv.plaintext.cues import CONNECTIVES
from bibconv.plaintext.entries import Entry
from bibconv.plaintext.owner import Owner
from bibconv.plaintext.tagging import Label, PlainLabel, Tag, untagged
from bibconv.plaintext.tokens import Text
from bibconv.record import OTHERS, Date, Evidence, Origin, Record
from bibconv.source import Source, Span
from bibconv.values.dates import checked, month_number
from bibconv.values.identifiers import DOI, arxiv_id, arxiv_url, normal_doi
from bibconv.values.name_lists import name_list
from bibconv.values.numbers import DASH, page_range
from bibconv.variables import ItemType, NameVar


@dataclass(frozen=True, slots=True)
class Value:
    """A labelled text: what is printed, where it stands, which rule took it, how sure it is."""

    label: Label
    text: str
    span: Span
    rule: str
    confidence: float


_PLAIN: frozenset[str] = frozenset(get_args(PlainLabel))

# What found no place in a record: what is printed, and where.
Rest = list[tuple[str, Span]]

# The closed table of normalisations: between what an entry prints and the record's value nothing
# else may happen to a text. White space and markup are settled in `tokens`.
NORMALISATIONS: dict[Label, Callable[[str], str]] = {
    "page": lambda text: "-".join(page_range(text) or (text,)),  # "141–145", "1 -- 8" → "141-145"
    "issue": lambda text: re.sub(DASH, "-", text),  # "3–4" → "3-4"
    "DOI": normal_doi,  # "https://doi.org/10.1/x." → "10.1/x"
}


def values_of(text: Text, tags: Iterable[Tag]) -> list[Value]:
    """Return the tagged texts of an entry."""
    return [
        Value(tag.label, text.text[tag.start : tag.end], text.span(tag.start, tag.end), *tag[3:])
        for tag in tags
    ]


def linked_values(text: Text, values: list[Value]) -> list[Value]:
    """Return the addresses behind an entry's links: DOI, arXiv number, or URL.

    What the entry prints as well is not repeated; a second address is a note.
    """
    known = {(value.label, value.text.casefold()) for value in values}
    found: list[Value] = []
    for link in text.links:
        label, value = _address(link.address)
        if not value or (label, value.casefold()) in known:
            continue
        known.add((label, value.casefold()))
        taken = {other.label for other in [*values, *found]}
        found.append(Value("note" if label in taken else label, value, link.span, "link", 0.95))
    return found


def _address(address: str) -> tuple[Label, str]:
    """Return what an address stands for: a DOI, an arXiv number, or itself; empty for none."""
    if not re.match(r"(?:https?://|www\.)\S", address):
        return "URL", ""
    if (doi := DOI.search(address)) and "doi.org/" in address[: doi.start()]:
        return "DOI", normal_doi(doi[0])
    arxiv = arxiv_id(address) if "arxiv.org/" in address else ""
    return ("arxiv", arxiv) if arxiv else ("URL", address)


def left_over(text: Text, tags: list[Tag]) -> Rest:
    """Return what no tag covers and no connective explains."""
    return [
        (text.text[start:end].strip(" .,;:[]"), text.span(start, end))
        for start, end in _between_links(text, tags)
        if any(word.casefold() not in CONNECTIVES for word in _WORD.findall(text.text[start:end]))
    ]


def _between_links(text: Text, tags: list[Tag]) -> Iterator[tuple[int, int]]:
    """Yield the untagged ranges without the labels of links, which name their address ("[pdf]")."""
    for start, end in untagged(text, tags):
        at = start
        for link in text.links:
            if link.address and at < link.end <= end and start <= link.start:
                yield at, link.start
                at = link.end
        yield at, end


def assemble(entry: Entry, values: list[Value], source: Source) -> tuple[Record, Rest]:
    """Return the record of an entry's values, without a key, and what had no place in it.

    Nothing is reported yet.
    """
    item_type, rule, sure = _type(entry, values)
    span = Span(entry.start, entry.end)
    record = Record(
        type=item_type,
        origin=Origin("text", source.name, span, source.position(entry.start)[0]),
        evidence={"type": Evidence(None, rule, sure)},
    )
    rest: Rest = []
    # An address that is printed goes before the one that an arXiv number implies.
    for value in sorted(values, key=lambda value: value.label == "arxiv"):
        if value.label == "author" or value.label == "editor":
            left = _set_names(record, value)
        elif value.label == "issued":
            left = _set_date(record, value)
        elif value.label == "arxiv":
            left = _set_arxiv(record, value)
        elif value.label == "note":
            _add_note(record, value.text, value.span, value.rule)
            continue
        elif value.label in record.texts or value.label not in _PLAIN:
            left = value.text
        else:
            _set_text(record, cast(PlainLabel, value.label), value)
            continue
        if left:
            rest.append((left, value.span))
    _drop_year_as_volume(record)
    return record, rest


def _set_text(record: Record, variable: PlainLabel, value: Value) -> None:
    normal = NORMALISATIONS.get(variable, str)
    record.texts[variable] = normal(value.text)
    record.evidence[variable] = Evidence(value.span, value.rule, value.confidence)


def _set_names(record: Record, value: Value) -> str:
    """Set the names of a list; return what of it no name holds."""
    found = name_list(value.text)
    variable: NameVar = "author" if value.label == "author" else "editor"
    if not found or variable in record.names:
        return value.text
    names = [item.name for item in found]
    # A name that fits no order is kept whole, and is no longer sure.
    odd = any(name.literal and name != OTHERS for name in names)
    sure = min(value.confidence, 0.65) if odd else value.confidence
    record.names[variable] = names
    record.evidence[variable] = Evidence(value.span, value.rule, sure)
    # "and 12 others": how many is more than a name can say.
    last = value.text[found[-1].start : found[-1].end]
    return last if found[-1].name == OTHERS and re.search(r"\d", last) else ""


# "2020", "2019, May 3", "May 2019", "3 mai 2019"
_WORD = re.compile(r"[^\W\d_]+|\d+")


def _set_date(record: Record, value: Value) -> str:
    """Set the date; return the whole text if there is more in it than a date."""
    year = month = day = 0
    more = "issued" in record.dates
    for word in _WORD.findall(value.text):
        if word.isdigit() and len(word) == 4 and not year:
            year = int(word)
        elif word.isdigit() and len(word) <= 2 and month and not day:
            day = int(word)
        elif not month and not word.isdigit() and month_number(word):
            month = month_number(word)
        elif len(word) > 1 or word.isdigit():  # the letter of "2016a" tells entries apart
            more = True
    if year and "issued" not in record.dates:
        record.dates["issued"] = Date(checked(year, month, day))
        record.evidence["issued"] = Evidence(value.span, value.rule, value.confidence)
    return value.text if more else ""


def _set_arxiv(record: Record, value: Value) -> str:
    """Keep an arXiv identifier: as the number of a preprint, else as where it is archived too.

    Return a second one.
    """
    if "archive_location" in record.texts or record.texts.get("number", "").startswith("arXiv:"):
        return value.text
    if record.type == "article" and "number" not in record.texts:
        record.texts["number"] = f"arXiv:{value.text}"
        record.evidence["number"] = Evidence(value.span, "arxiv-id", value.confidence)
    else:
        record.texts["archive"] = "arXiv"
        record.texts["archive_location"] = value.text
        record.evidence["archive"] = Evidence(None, "arxiv-id", value.confidence)
        record.evidence["archive_location"] = Evidence(value.span, "arxiv-id", value.confidence)
    if "URL" not in record.texts:
        record.texts["URL"] = arxiv_url(value.text)
        record.evidence["URL"] = Evidence(value.span, "arxiv-url", value.confidence)
    return ""


def _add_note(record: Record, text: str, span: Span, rule: str) -> None:
    if before := record.texts.get("note"):
        text = f"{before}; {text}"
        if noted := record.evidence["note"].span:
            span = Span(min(noted.start, span.start), max(noted.end, span.end))
    record.texts["note"] = text
    record.evidence["note"] = Evidence(span, rule, 0.9)


def _drop_year_as_volume(record: Record) -> None:
    """Leave out a volume that only repeats the year ("Proceedings of ICASSP 2017:1692-1696").

    Journals do count their volumes by years, so theirs stay.
    """
    if record.type != "article-journal" and record.texts.get("volume") == record.year != "":
        del record.texts["volume"]
        record.evidence["volume"] = record.evidence["volume"]._replace(rule="year-as-volume")


# Words of a venue that tell the kind of thing, where no heading does.
_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshop|symposium|tagungsband|actes|atti|actas|anais)",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"^(?:arxiv|corr\b|biorxiv|medrxiv|chemrxiv|ssrn|psyarxiv|preprint)", re.IGNORECASE
)


def _type(entry: Entry, values: list[Value]) -> tuple[ItemType, str, float]:
    """Return the type, the rule that found it, and how sure that is."""
    if entry.section.type:
        return entry.section.type, f"heading: {entry.section.heading}", 0.97
    by_label = {value.label: value.text for value in values}
    container = by_label.get("container-title", "")
    if "arxiv" in by_label and (not container or _PREPRINT.match(container)):
        return "article", "arxiv-id", 0.95
    if _PREPRINT.match(container):
        return "article", "preprint-server", 0.9
    if _PROCEEDINGS.search(container):
        return "paper-conference", "proceedings-word", 0.85
    if container and ("publisher" in by_label or "editor" in by_label):
        return "chapter", "container-and-publisher", 0.75
    if container and ("volume" in by_label or "issue" in by_label or "page" in by_label):
        return "article-journal", "container-and-volume", 0.8
    if "publisher" in by_label:
        return "book", "publisher", 0.7
    if container:
        return "article-journal", "container", 0.6
    if "URL" in by_label:
        return "webpage", "only-address", 0.5
    return "document", "nothing-told", 0.4


def take_owner(record: Record, owner: Owner) -> None:
    """Make the owner the author of a record that prints none, with the rule in evidence."""
    record.names = {"author": [owner.name], **record.names}
    record.evidence["author"] = Evidence(owner.span, owner.rule, 0.9)


def keep_rest(record: Record, rest: Rest) -> None:
    """Put what was not understood into the note."""
    for text, span in rest:
        _add_note(record, text, span, "not-understood")


def review(
    record: Record, rest: Rest, source: Source, report: Report, least: float = DOUBTFUL
) -> None:
    """Report what a person should look at: missing, left out, not understood, unsure.

    A field is unsure if its confidence is below `least`.
    """
    for severity, code, message, span, hint in _findings(record, rest):
        report.add(found(source, severity, code, message, span, key=record.id, hint=hint))
    if unsure := doubts(record, least, source):
        message = ", ".join(doubt.as_text() for doubt in unsure)
        first = record.evidence[unsure[0].field].span
        span = first or (record.origin.span if record.origin else None)
        check = found(source, "warning", "check", message, span, key=record.id, doubts=unsure)
        report.add(check)


def _findings(record: Record, rest: Rest) -> Iterator[tuple[Severity, str, str, Span | None, str]]:
    """Yield (severity, code, message, span, hint)."""
    whole = record.origin.span if record.origin else None
    volume = record.evidence.get("volume")
    if volume and "volume" not in record.texts:
        message = f"{record.year} stands where a volume would; it is the year, no volume is written"
        yield "info", "year-as-volume", message, volume.span, ""
    for text, span in rest:
        yield "warning", "not-understood", f"not understood, kept in the note: {text}", span, ""
    if "title" not in record.texts:
        yield "error", "no-title", "no title found", whole, "the whole entry is in the note"
    if not record.names:
        hint = "--me NAME names the person whose list it is"
        yield "warning", "no-author", "no author found", whole, hint
    if "issued" not in record.dates:
        yield "warning", "no-year", "no year found", whole, ""
