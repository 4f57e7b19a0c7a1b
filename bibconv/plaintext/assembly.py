"""Tagged text to a record: values brought to one form, the type, the evidence, the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bibconv.diagnostics import Report, Severity
from bibconv.format import DOUBTFUL, found
from bibconv.plaintext.confidence import doubts
from bibconv.plaintext.cues import CONNECTIVES
from bibconv.plaintext.edges import gaps, runs
from bibconv.plaintext.entries import Entry
from bibconv.plaintext.kinds import BOOKISH, Kind, kind_of
from bibconv.plaintext.owner import Owner
from bibconv.plaintext.parts import BESIDE, parts
from bibconv.plaintext.tagging import Label, PlainLabel, Tag
from bibconv.plaintext.tokens import Text
from bibconv.record import OTHERS, Date, Evidence, Origin, Record
from bibconv.source import Source, Span
from bibconv.values.dates import printed_date
from bibconv.values.identifiers import DOI, arxiv_id, normal_doi, unbroken
from bibconv.values.name_lists import Found, name_list
from bibconv.values.numbers import plain_dashes
from bibconv.variables import DateVar, NameVar


class Value(NamedTuple):
    """A labelled text: what is printed, where it stands, which rule took it, how sure it is."""

    label: Label
    text: str
    span: Span
    rule: str
    confidence: float


# What found no place in a record: what is printed, and where.
Rest = list[tuple[str, Span]]

# The closed table of normalisations: between what an entry prints and the record's value nothing
# else may happen to a text. White space and markup are settled in `tokens`.
NORMALISATIONS: dict[Label, Callable[[str], str]] = {
    "page": plain_dashes,  # "141–145", "1 -- 8" → "141-145"
    "volume": plain_dashes,  # "3–4" → "3-4"
    "issue": plain_dashes,
    "DOI": lambda text: normal_doi(
        unbroken(text, doi=True)[0]
    ),  # "https://doi.org/10.1/ x." → "10.1/x"
    "arxiv": lambda text: re.sub(r"\s", "", text),  # "hep -ph/9911415" → "hep-ph/9911415"
    "URL": lambda text: unbroken(text)[0],  # "http://www. a.org" → "http://www.a.org"
}


def values_of(text: Text, tags: Sequence[Tag]) -> list[Value]:
    """Return the values of an entry's tags: a tag may hold several, and several tags one."""
    found: list[Value] = []
    if text.key:
        found.append(Value("citation-number", "", text.key, "bibitem", 1.0))
    for tag in runs(text.text, tags):
        for part in parts(tag.label, text.text[tag.start : tag.end]):
            start, end = tag.start + part.start, tag.start + part.end
            rule = part.rule or tag.rule
            span = text.span(start, end)
            found.append(Value(part.label, text.text[start:end], span, rule, tag.confidence))
    return _titled(found)


def _titled(values: list[Value]) -> list[Value]:
    """Take the container of an entry without a title for the title of a book.

    Only where a book's publisher, place, edition or ISBN is printed: "Ann. Phys. 12, 3 (1999)" has
    no title either.
    """
    labels = {value.label for value in values}
    if "title" in labels or "container-title" not in labels or not labels & BOOKISH:
        return values
    at = next(at for at, value in enumerate(values) if value.label == "container-title")
    values[at] = values[at]._replace(label="title", rule="container-as-title")
    return values


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
    if all(_explained(text.text[start:end]) for start, end in gaps(text.text, tags)):
        return []
    return [
        (text.text[start:end].strip(" .,;:[]"), text.span(start, end))
        for start, end in _between_links(text, runs(text.text, tags))
        if not _explained(text.text[start:end])
    ]


def _explained(text: str) -> bool:
    """Tell whether a text between values only leads to them, or from one to the next."""
    words: list[str] = _WORD.findall(text)
    return not words or all(word.casefold() in CONNECTIVES for word in words)


def _between_links(text: Text, tags: list[Tag]) -> Iterator[tuple[int, int]]:
    """Yield the untagged ranges without the labels of links, which name their address ("[pdf]")."""
    for start, end in gaps(text.text, tags):
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
    kind = _kind(entry, values)
    span = Span(entry.start, entry.end)
    record = Record(
        type=kind.type,
        origin=Origin("text", source.name, span, source.position(entry.start)[0]),
        evidence={"type": Evidence(None, kind.rule, kind.confidence)},
    )
    rest: Rest = []
    for value in sorted(values, key=_turn):
        if left := _placed(record, value):
            rest.append((left, value.span))
    _drop_year_as_volume(record)
    _date_by_venue(record)
    return record, rest


def _kind(entry: Entry, values: list[Value]) -> Kind:
    if entry.section.type:
        return Kind(entry.section.type, f"heading: {entry.section.heading}", 0.97)
    return kind_of((value.label, value.text) for value in values)


_YEAR = re.compile(r"\d\s?\d\s?\d\s?\d")


def _turn(value: Value) -> int:
    """Return when a value has its turn.

    An address that is printed goes before the one that an arXiv number implies, a date with a year
    before a day that lacks it.
    """
    if value.label == "issued":
        return 0 if _YEAR.search(value.text) else 1
    return 1 if value.label == "arxiv" else 0


def _placed(record: Record, value: Value) -> str:
    """Put a value into the record; return what of it finds no place."""
    match value.label:
        case "author" | "editor" | "translator":
            return _set_names(record, value.label, value)
        case "issued" | "accessed":
            return _set_date(record, value.label, value)
        case "arxiv":
            return _set_arxiv(record, value)
        case "note":
            if value.rule == BESIDE:
                return value.text
            _add_note(record, value.text, value.span, value.rule)
        case "citation-number":
            # The list's own numbering: accounted for, and no value.
            _say(record, "citation-number", value)
        case "journal":
            return _set_text(record, "container-title", value)
        case _:
            return _set_text(record, value.label, value)
    return ""


def _set_text(record: Record, variable: PlainLabel, value: Value) -> str:
    """Set a text; return a second one, unless it says the same again."""
    text = NORMALISATIONS.get(variable, str)(value.text)
    if (known := record.texts.get(variable)) is None:
        record.texts[variable] = text
    elif known.casefold() != text.casefold():
        return value.text
    _say(record, variable, value)
    return ""


def _say(record: Record, variable: str, value: Value, most: float = 1.0) -> None:
    """Note where a value stands; where it stands twice, from the first to the last."""
    span, sure = value.span, min(value.confidence, most)
    if (before := record.evidence.get(variable)) and before.span:
        span = Span(min(before.span.start, span.start), max(before.span.end, span.end))
        sure = min(sure, before.confidence)
    record.evidence[variable] = Evidence(span, value.rule, sure)


def _set_names(record: Record, variable: NameVar, value: Value) -> str:
    """Set or add the names of a list; return what of it no name holds."""
    found = name_list(value.text)
    if not found:
        return value.text
    names = [item.name for item in found]
    # A name that fits no order is kept whole, and is no longer sure.
    odd = any(name.literal and name != OTHERS for name in names)
    known = record.names.setdefault(variable, [])
    known += [name for name in names if name not in known]
    if OTHERS in known[:-1]:  # "A. Kim et al. [CMS Collaboration]": what is cut off comes last
        known.remove(OTHERS)
        known.append(OTHERS)
    _say(record, variable, value, 0.65 if odd else 1.0)
    return _unnamed(value.text, found)


def _unnamed(text: str, found: Sequence[Found]) -> str:
    """Return what stands in a list of names and is none: "(forthcoming)", "and 12 others"."""
    last = text[found[-1].start : found[-1].end]
    if found[-1].name == OTHERS and re.search(r"\d", last):
        return last  # how many is more than a name can say
    edges = [0, *(edge for item in found for edge in item[1:]), len(text)]
    between = [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
    return "; ".join(part.strip(" ,;:.()[]") for part in between if not _explained(part))


_WORD = re.compile(r"[^\W\d_]+|\d+")


def _set_date(record: Record, variable: DateVar, value: Value) -> str:
    """Set the date; return the whole text if there is more in it than a date."""
    known = record.dates.get(variable)
    printed = printed_date(value.text)
    if printed is None and known and known.start:
        # "2009 … May 3": the year stands elsewhere
        printed = printed_date(f"{value.text} {known.start[0]}")
        printed = printed if printed and printed.whole else None
    if printed is None:
        return value.text
    if known and known.start and printed.date.start[:1] != known.start[:1]:
        return value.text
    if known is None or not known.start or len(printed.date.start) > len(known.start):
        record.dates[variable] = printed.date
    _say(record, variable, value)
    return "" if printed.whole else value.text


def _set_arxiv(record: Record, value: Value) -> str:
    """Keep an arXiv identifier: as the number of a preprint, else as where it is archived too.

    Return a second one.
    """
    number = NORMALISATIONS["arxiv"](value.text)
    if "archive_location" in record.texts or record.texts.get("number", "").startswith("arXiv:"):
        return value.text
    if record.type == "article" and "number" not in record.texts:
        record.texts["number"] = f"arXiv:{number}"
        record.evidence["number"] = Evidence(value.span, "arxiv-id", value.confidence)
    else:
        record.texts["archive"] = "arXiv"
        record.texts["archive_location"] = number
        record.evidence["archive"] = Evidence(None, "arxiv-id", value.confidence)
        record.evidence["archive_location"] = Evidence(value.span, "arxiv-id", value.confidence)
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


# "ICML 2026 Position Paper track"
_YEAR_OF_VENUE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _date_by_venue(record: Record) -> None:
    """Date a record that has no other date by the one year that its venue's name holds."""
    venue = record.texts.get("container-title", "")
    years = set(_YEAR_OF_VENUE.findall(venue))
    if "issued" not in record.dates and len(years) == 1 and record.type != "article-journal":
        record.dates["issued"] = Date((int(years.pop()),))
        why = record.evidence["container-title"]
        record.evidence["issued"] = Evidence(why.span, "year-of-venue", min(why.confidence, 0.75))


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
        unread = not set(record.variables()) - {"note"}
        hint = "the whole entry is in the note" if unread else ""
        yield "error", "no-title", "no title found", whole, hint
    if not record.names:
        hint = "--me NAME names the person whose list it is"
        yield "warning", "no-author", "no author found", whole, hint
    if "issued" not in record.dates:
        yield "warning", "no-year", "no year found", whole, ""
