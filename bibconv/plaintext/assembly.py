"""Tagged text to a record: values brought to one form, the type, the evidence, the findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bibconv.diagnostics import Report, Severity
from bibconv.format import DOUBTFUL, found
from bibconv.plaintext.confidence import doubts
from bibconv.plaintext.cues import is_connective
from bibconv.plaintext.edges import gaps, runs
from bibconv.plaintext.entries import Entry
from bibconv.plaintext.kinds import BOOKISH, Kind, kind_of
from bibconv.plaintext.owner import Owner
from bibconv.plaintext.parts import BESIDE, parts
from bibconv.plaintext.tagging import Label, PlainLabel, Tag
from bibconv.plaintext.tokens import Text
from bibconv.plaintext.type_marks import marks, without_marks
from bibconv.record import OTHERS, Date, Evidence, Name, Origin, Record
from bibconv.source import Source, Span
from bibconv.values.dates import printed_date
from bibconv.values.identifiers import DOI, arxiv_id, normal_doi, unbroken
from bibconv.values.name_lists import Found, name_list
from bibconv.values.names import DOTTED_INITIAL, is_initials
from bibconv.values.ranges import plain_dashes, plain_pages
from bibconv.variables import DateVar, ItemType, NameVar


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
    "page": plain_pages,  # "141–145", "141?145" → "141-145"
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
    for start, end in marks(text.text):
        mark = text.text[start:end]
        found.append(Value("type-mark", mark, text.span(start, end), "gb-t-7714", 0.97))
    for tag in runs(text.text, tags):
        for part in parts(tag.label, text.text[tag.start : tag.end]):
            start, end = tag.start + part.start, tag.start + part.end
            rule = part.rule or tag.rule
            span = text.span(start, end)
            found.append(Value(part.label, text.text[start:end], span, rule, tag.confidence))
    return _titled(_placed_apart(found))


def _placed_apart(values: list[Value]) -> list[Value]:
    """Take the first of two places for an event's where the publisher stands beside the second.

    "// Материалы конференции (Казань, 12 мая 2016 г.). – М.: Наука, 2016", "C. Venue, Rome. Berlin:
    Springer".
    """
    labels = [value.label for value in values]
    if labels.count("publisher-place") != 2 or "publisher" not in labels:
        return values
    first = labels.index("publisher-place")
    second = labels.index("publisher-place", first + 1)
    # Which of the two has the publisher as a neighbour.
    by_first, by_second = ("publisher" in labels[max(at - 1, 0) : at + 2] for at in (first, second))
    differ = values[first].text.casefold() != values[second].text.casefold()
    if by_second and not by_first and differ:
        values[first] = values[first]._replace(label="event-place", rule="place-of-event")
    return values


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
    return all(map(is_connective, _WORD.findall(without_marks(text))))


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
    values = _headed(values, kind.type)
    if entry.section.heading and kind.type == "book":
        values = [_counted(value) for value in values]
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


# "264", "XII-418", "xiv+312": how long a book is, where a list is of one's own.
_LENGTH = re.compile(r"\d{2,4}|[IVXLCivxlc]{1,7}\s?[-–+,]\s?\d{2,4}")


def _counted(value: Value) -> Value:
    """Take a book's single page for the number of its pages."""
    if value.label == "page" and _LENGTH.fullmatch(value.text):
        return value._replace(label="number-of-pages", rule="pages-of-book")
    return value


_ENTRIES: frozenset[ItemType] = frozenset(("entry", "entry-dictionary", "entry-encyclopedia"))


def _headed(values: Sequence[Value], item_type: ItemType) -> list[Value]:
    """Take the name that heads an entry of a dictionary for its title: "Pucci, Antonio, in …"."""
    found = sorted(values, key=lambda value: value.span)
    labels = [value.label for value in found]
    if item_type not in _ENTRIES or "author" not in labels:
        return list(values)
    at = labels.index("author")
    venue = next((k for k in range(at + 1, len(found)) if labels[k] in _NAMED), None)
    if (
        venue is None
        or labels.count("title") > 1
        or ("title" in labels) != (labels[venue] == "title")
    ):
        return list(values)
    if labels[venue] == "title" and "container-title" in labels:
        return list(values)
    found[venue] = found[venue]._replace(label="container-title", rule="behind-headword")
    found[at] = found[at]._replace(label="title", rule="headword", confidence=_HEADWORD)
    return found


_NAMED: frozenset[Label] = frozenset(("title", "container-title", "journal"))
# An author may be printed before a work without a title.
_HEADWORD = 0.6


def _kind(entry: Entry, values: list[Value]) -> Kind:
    own = kind_of((value.label, value.text) for value in values)
    told = entry.section.type
    if told is None and own.type == "document" and entry.section.status:
        # "Works in progress": what has nothing but a title is written, not yet published.
        return Kind("manuscript", f"heading: {entry.section.heading}", 0.7)
    if told is None or _says_more(own, told, {value.label for value in values}):
        return own
    if told == "book" and own.type == "chapter" and _is_within(values):
        return own
    return Kind(told, f"heading: {entry.section.heading}", 0.97)


_RANGE = re.compile(r"\d\s?[-–—~～]\s?\d")


def _is_within(values: Sequence[Value]) -> bool:
    """Tell whether a book's entry is of a part of one: it has a place in something else."""
    texts = {value.label: value.text for value in values}
    return "container-title" in texts and _RANGE.search(texts.get("page", "")) is not None


# What "Papers", "Reports" and "Books" also have below them, and how sure an entry must be of it.
_WIDE: frozenset[ItemType] = frozenset(("article-journal", "report", "manuscript"))
_NARROW: frozenset[ItemType] = frozenset(
    ("article", "thesis", "patent", "dataset", "entry-dictionary", "entry-encyclopedia")
)
_SURE_KIND = 0.85
# "PsyArXiv" below "Journal articles" is what the list calls a journal.
_BY_SERVER = "preprint-server"


def _says_more(own: Kind, told: ItemType, labels: set[Label]) -> bool:
    """Tell whether an entry's own words decide its type against a heading such as "Papers"."""
    if told not in _WIDE or own.confidence < _SURE_KIND:
        # A chapter has editors, a paper in a journal has none.
        return told == "article-journal" and own.type == "chapter" and "editor" in labels
    if told == "article-journal" and ({"volume", "issue"} & labels or own.rule == _BY_SERVER):
        return False  # whatever its name is like, it is a journal's
    return own.type in _NARROW or (own.type == "paper-conference" and told == "article-journal")


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
        case "type-mark":
            # "[J]" of GB/T 7714 is accounted for by the type.
            return "" if value.rule == "gb-t-7714" else value.text
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
    before = len(known)  # within one list two may have the same name
    for name in names:
        twice = next((at for at in range(before) if _is_same(known[at], name)), None)
        if twice is None:
            known.append(name)
        elif len(known[twice].given) < len(name.given):
            known[twice] = name
    if OTHERS in known[:-1]:  # "A. Kim et al. [CMS Collaboration]": what is cut off comes last
        known.remove(OTHERS)
        known.append(OTHERS)
    _say(record, variable, value, 0.65 if odd else 1.0)
    return _unnamed(value.text, found)


def _is_same(one: Name, other: Name) -> bool:
    """Tell whether a name is printed again: "Макаров В. Г. … / Виктор Геннадьевич Макаров"."""
    if one == other:
        return True
    if one.family != other.family or not one.family or one.suffix != other.suffix:
        return False
    initials, again = (_INITIALS.findall(name.given) for name in (one, other))
    short = is_initials(re.sub(r"\s", "", one.given)) or is_initials(re.sub(r"\s", "", other.given))
    # One initial is shared by too many: "Kim, J." and "Kim, Jane" may be two.
    return short and initials == again and len(initials) > 1


_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]")


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


# "ICML 2026 Position Paper track", "CHI ’20"
_YEAR_OF_VENUE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[A-Za-z]\s['’])\d\d(?!\w)")
# The first meetings whose names end so were held in the seventies.
_FIRST_SHORT = 70


def _date_by_venue(record: Record) -> None:
    """Date a record that has no other date by the one year that its venue's name holds."""
    venue = record.texts.get("container-title", "")
    years = set(_YEAR_OF_VENUE.findall(venue))
    if "issued" not in record.dates and len(years) == 1 and record.type != "article-journal":
        year = int(years.pop())
        if year < 100:
            year += 1900 if year >= _FIRST_SHORT else 2000
        record.dates["issued"] = Date((year,))
        why = record.evidence["container-title"]
        record.evidence["issued"] = Evidence(why.span, "year-of-venue", min(why.confidence, 0.75))


def take_owner(record: Record, owner: Owner) -> None:
    """Make the owner the author of a record that prints none, with the rule in evidence."""
    record.names = {"author": [owner.name], **record.names}
    record.evidence["author"] = Evidence(owner.span, owner.rule, 0.9)


def retitle(record: Record, owner: Owner, lead: Value) -> None:
    """Take for the title what begins an entry of the owner's that has none, if it names others.

    "Agency Abnegation, 74 Stan. L. Rev. 737 (2022)": in a list of one's own publications what comes
    first is oneself or a title.
    """
    authors = record.names.get("author", [])
    if (
        lead.label != "author"
        or "title" in record.texts
        or "container-title" not in record.texts
        or len(authors) > _FEW_NAMES
        or DOTTED_INITIAL.search(lead.text)
        or any(name in lead.text.casefold() for name in owner.families)
    ):
        return
    del record.names["author"]
    record.texts["title"] = lead.text
    record.evidence["title"] = Evidence(lead.span, "no-owner-no-author", 0.6)
    record.evidence.pop("author", None)


_FEW_NAMES = 2


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
        # "Casimir H B G, Phys. Rev. 73, 360 (1948)": physicists print none.
        placed = "container-title" in record.texts and record.texts.keys() & {"volume", "page"}
        severity: Severity = "info" if placed and "issued" in record.dates else "error"
        yield severity, "no-title", "no title found", whole, hint
    if not record.names:
        hint = "--me NAME names the person whose list it is"
        yield "warning", "no-author", "no author found", whole, hint
    if "issued" not in record.dates:
        yield "warning", "no-year", "no year found", whole, ""
