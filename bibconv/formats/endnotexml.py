"""EndNote's XML export, read and written: fields by reference type, style runs as rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.endnote_tables import (
    BOOKISH,
    CONFERENCE,
    NAMES,
    NEAREST,
    REF_TYPES,
    TEXTS,
)
from bibconv.formats.tagged_values import printed_name, read_date, read_names, serial_number
from bibconv.formats.xml_records import Dialect, Entry, put, records, root_tag
from bibconv.formats.xml_writing import Draft, Frame, write_elements
from bibconv.record import OTHERS, Date, Name, Record
from bibconv.source import Source
from bibconv.values import dates, keywords
from bibconv.values.identifiers import normal_doi
from bibconv.values.markup import Tag, pieces, wrap
from bibconv.values.names import is_initials
from bibconv.values.ranges import page_range
from bibconv.variables import ItemType, NameVar, TextVar
from bibconv.xmltree import Node


def sniff(head: str) -> bool:
    """Tell whether a text is `<xml>` around `<records>`, as only EndNote has it."""
    name, _ = root_tag(head)
    return name in ("xml", "records") and "<record" in head and "<ref-type" in head


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of an export."""
    yield from records(source, report, options, _DIALECT, _fill)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as EndNote exports them."""
    frame = Frame("endnotexml", "<xml><records>\n", "record", "</records></xml>\n", _GROUPS)
    write_elements(items, stream, report, frame, _compose)


# Fonts and sizes of style runs say nothing about a reference; their faces are read.
_FORM = frozenset("face font size charset".split())
_DIALECT = Dialect("endnotexml", ("record",), _FORM)
_GROUPS = frozenset(
    "contributors titles periodical alt-periodical dates dates/pub-dates dates/copyright-dates "
    "keywords urls urls/pdf-urls urls/text-urls urls/image-urls urls/related-urls urls/web-urls "
    "foreign-keys reprint-status".split()
)
# What a face is called in CSL, the outermost first; underlined text has no tag there.
_FACES: tuple[tuple[str, Tag], ...] = (
    ("bold", "b"),
    ("italic", "i"),
    ("superscript", "sup"),
    ("subscript", "sub"),
)
_FACE_OF = {tag: face for face, tag in _FACES}
_BY_NAME = {name.casefold(): type_ for name, _, type_ in REF_TYPES}
_BY_NUMBER = {str(number): type_ for _, number, type_ in REF_TYPES if number}
# The first line of a table that fits an element and a type.
_TEXT_OF = {(path, type_): name for path, name, types in reversed(TEXTS) for type_ in types}
_LIST_OF = {(path, type_): name for path, name, types in reversed(NAMES) for type_ in types}
_TEXT_PATHS = tuple(dict.fromkeys(path for path, _, _ in TEXTS))
_LIST_PATHS = tuple(dict.fromkeys(path for path, _, _ in NAMES))
_WRITTEN: dict[ItemType, tuple[str, int]] = {}
for _name, _number, _type in REF_TYPES:
    _WRITTEN.setdefault(_type, (_name, _number))


def _fill(entry: Entry, record: Record) -> None:
    root = entry.root
    _join_runs(root)
    _take_key(root, record)
    record.type = _read_type(entry)
    jabref = any(app.peek() == "JabRef" for app in root.children("source-app"))
    _take_titles(root, record)
    _take_names(root, record)
    _take_dates(root, record)
    for path in _TEXT_PATHS:
        for node in root.find(path):
            if not node.taken and (variable := _variable(path, record.type)):
                put(record, variable, node, _rich)
    _take_pages(root, record)
    _take_places(root, record, jabref)
    _take_numbers(root, record)
    words = [node.take(_rich) for node in root.find("keywords/keyword")]
    words = [
        word for text in words for line in text.split("\n") for word in keywords.cut(line, ";")
    ]
    if words:
        record.texts["keyword"] = keywords.joined(words)
    for path in ("urls/web-urls/url", "urls/related-urls/url", "urls/url"):
        for node in root.find(path):
            put(record, "URL", node)


def _join_runs(node: Node) -> None:
    """Make plain runs text; the white space between runs is the file's, not the value's."""
    if any(True for _ in node.children("style")):
        node.parts = [
            part for part in node.parts if not isinstance(part, str) or part.strip(" \t\n")
        ]
    for child in list(node.children()):
        _join_runs(child)
        faces = child.attributes.get("face", "").split()
        if child.name == "style" and not any(face in faces for face, _ in _FACES):
            at = node.parts.index(child)
            node.parts[at : at + 1] = child.parts


def _rich(node: Node, text: str) -> str:
    if not text.strip():
        return text
    faces = node.attributes.get("face", "").split()
    for face, tag in reversed(_FACES):
        if face in faces:
            text = wrap(text, tag)
    return text


def _take_key(root: Node, record: Record) -> None:
    for key in root.find("foreign-keys/key"):
        if key.attributes.get("app") == _APP:
            key.get("app")
            record.id = key.take()


# EndNote keeps the keys that other programs have for a record under the programs' names.
_APP = "bibconv"


def _read_type(entry: Entry) -> ItemType:
    node = entry.root.first("ref-type")
    if not node:
        return "document"
    name, number = node.attributes.get("name", ""), node.peek()
    known = _BY_NAME.get((name or number).casefold()) or _BY_NUMBER.get(number)
    if known:
        node.get("name")
        node.mark()
    else:
        message = f"unknown type '{name or number}', taken for a document"
        entry.say("warning", "unknown-type", message, node.line)
    return known or "document"


def _take_titles(root: Node, record: Record) -> None:
    """Read the conference where the proceedings have a title of their own (custom3)."""
    proceedings = root.first("custom3")
    if record.type in CONFERENCE and proceedings and put(record, "container-title", proceedings):
        put(record, "event-title", root.first("titles/secondary-title"), _rich)
    title = root.first("titles/secondary-title") or root.first("periodical/full-title")
    for node in (*root.find("alt-periodical/full-title"), *root.find("alt-periodical/abbr-1")):
        if title and node.peek() == title.peek():
            node.mark()
    for path in ("titles/alt-title", "periodical/abbr-1"):
        # The whole title in the place of the short one says nothing.
        for node in root.find(path):
            if title and node.peek() == title.peek():
                node.mark()


def _variable(path: str, type_: ItemType) -> TextVar | None:
    """Return the variable that an element holds in a reference of a type."""
    return _TEXT_OF.get((path, type_))


def _list_of(path: str, type_: ItemType) -> NameVar | None:
    return _LIST_OF.get((path, type_))


def _take_names(root: Node, record: Record) -> None:
    kind = root.first("ref-type")
    edited = kind is not None and kind.attributes.get("name") == "Edited Book"
    in_series = root.first("titles/secondary-title") or root.first("contributors/tertiary-authors")
    for path in _LIST_PATHS:
        variable = _list_of(path, record.type)
        if edited and variable == "author":
            variable = "editor"
        if variable == "collection-editor" and record.type == "book" and not in_series:
            # EndNote's second list of a book are the series' editors; others write its own there.
            variable = "editor"
        for node in root.find(f"{path}/author") if variable else ():
            if variable and (text := node.take()):
                record.names.setdefault(variable, []).extend(_names(text))


def _names(text: str) -> list[Name]:
    if ",," in text:
        # "University of California,, Berkeley": EndNote's way to write a comma in a body's name
        return [Name(literal=text.replace(",,", ",").rstrip(","))]
    body = text.removesuffix(",").strip()
    if body != text and "," in body and not is_initials(body.rpartition(",")[2].strip()):
        return [Name(literal=body)]
    return read_names(text)


def _take_dates(root: Node, record: Record) -> None:
    if issued := _read_issued(root):
        record.dates["issued"] = issued
    accessed = root.first("access-date")
    if accessed and (text := accessed.take()):
        record.dates["accessed"] = _date(text)
    edition = root.first("edition")
    if record.type == "article-journal" and edition and (epub := _epub(edition.peek())):
        edition.mark()
        record.dates["available-date"] = epub


def _read_issued(root: Node) -> Date | None:
    """Return the date of the year and what makes it more precise."""
    year = root.first("dates/year")
    text = year.take() if year else ""
    issued = _date(text) if text else None
    parts = [node for name in ("month", "day") if (node := root.first(f"dates/{name}"))]
    if issued and parts and len(issued.start) == 1:
        # JabRef's month and day.
        month = dates.month_number(parts[0].peek())
        dated = Date((*issued.start, month)) if month and len(parts) == 1 else None
        worded = " ".join(node.peek() for node in reversed(parts))
        if dated := dated or _refined(worded, issued):
            issued = dated
            for node in parts:
                node.mark()
    for node in root.find("dates/pub-dates/date"):
        day = node.peek()
        if finer := _refined(day, issued) if day else None:
            issued = finer
            node.mark()
        elif day and issued is None:
            issued = _date(day)
            node.mark()
    return issued


def _epub(text: str) -> Date | None:
    """Return the day of electronic publication, which EndNote has in the field of editions."""
    dated = read_date(text) if text else None
    return dated.date if dated and dated.date.start and not dated.rest else None


def _date(text: str) -> Date:
    dated = read_date(text)
    if dated.date.literal and (printed := dates.printed_date(text)) and printed.whole:
        return printed.date
    return dated.date if not dated.rest else Date(literal=text)


def _refined(text: str, issued: Date | None) -> Date | None:
    """Return the date of `May 17` in the year known, or of a whole date that is in that year."""
    year = issued.start[0] if issued and len(issued.start) == 1 and issued.end is None else 0
    if issued and not year:
        return issued if _date(text) == issued else None
    dated = read_date(text, year)
    date = dated.date
    if date.literal and (printed := dates.printed_date(f"{text} {year}" if year else text)):
        date = printed.date if printed.whole else date
    if dated.rest or date.literal or (year and date.start[:1] != (year,)):
        return None
    return date


def _take_pages(root: Node, record: Record) -> None:
    pages = root.first("pages")
    text = pages.peek() if pages else ""
    if record.type in BOOKISH and not page_range(text):
        put(record, "number-of-pages", pages)
    elif text:
        put(record, "page", pages)
    section = root.first("section")
    if section and record.type == "article-journal" and page_range(text):
        # EndNote's first page, once more.
        first, _ = page_range(text) or ("", "")
        if section.peek() == first:
            section.mark()


def _take_places(root: Node, record: Record, jabref: bool) -> None:
    """Read the place; of a conference it is the event's where custom1 has the publisher's."""
    place, own = root.first("pub-location"), root.first("custom1")
    if record.type in CONFERENCE and own and put(record, "publisher-place", own):
        put(record, "event-place", place)
    else:
        put(record, "publisher-place", place)
    if jabref:
        # JabRef writes its field address there; of EndNote it is where the authors work.
        put(record, "publisher-place", root.first("auth-address"))


def _take_numbers(root: Node, record: Record) -> None:
    for node in root.children("isbn"):
        if text := node.peek():
            put(record, serial_number(text, record.type), node)
    if (doi := root.first("electronic-resource-num")) and (text := doi.peek()):
        record.texts["DOI"] = normal_doi(text)
        doi.mark()
    number = root.first("accession-num")
    if number and re.fullmatch(r"\d{1,8}", number.peek()) and _is_pubmed(root):
        put(record, "PMID", number)
    else:
        put(record, "archive_location", number)
    for node in root.children("custom2"):
        if record.type == "article-journal" and re.fullmatch(r"PMC\d+", node.peek()):
            put(record, "PMCID", node)


def _is_pubmed(root: Node) -> bool:
    provider = " ".join(node.peek() for name in _DATABASE for node in root.children(name))
    return _PUBMED.search(provider) is not None


_DATABASE = ("remote-database-name", "remote-database-provider")
_PUBMED = re.compile(r"\bNLM\b|pubmed|medline", re.IGNORECASE)


def _compose(draft: Draft) -> None:
    root = draft.root
    root.into("foreign-keys").add("key", draft.sound(draft.key, "id"), app=_APP)
    type_ = _write_type(draft)
    _write_names(draft, type_)
    titles = [name for name in ("container-title", "event-title") if name in draft.texts]
    if type_ in CONFERENCE and len(titles) == 2:
        _add(draft, "titles/title", "title")
        _add(draft, "titles/secondary-title", "event-title")
        _add(draft, "custom3", "container-title")
    for path, variable, types in TEXTS:
        if variable not in draft.texts or type_ not in types or root.first(path):
            continue
        if path in _WRITTEN_ELSEWHERE or _variable(path, type_) != variable:
            continue
        if not (
            variable == "edition" and type_ == "article-journal" and _epub(draft.texts[variable])
        ):
            _add(draft, path, variable)
    _write_dates(draft, type_)
    _write_pages(draft, type_)
    _write_places(draft, type_)
    _write_numbers(draft, type_)
    for word in keywords.cut(draft.take("keyword")):
        root.into("keywords").add("keyword", word)
    _add(draft, "urls/related-urls/url", "URL")


# What the records of this program have in one place only.
_WRITTEN_ELSEWHERE = frozenset(("secondary-title", "tertiary-title", "periodical/abbr-1"))


def _add(draft: Draft, path: str, variable: TextVar) -> None:
    """Write a variable at a path, its markup as style runs."""
    text = draft.rich(variable)
    if not text:
        return
    parent, _, name = path.rpartition("/")
    node = (draft.root.into(parent) if parent else draft.root).add(name)
    faces: list[str] = []
    runs: list[tuple[str, str]] = []
    for piece in pieces(text):
        if piece.tag is None:
            runs.append((" ".join(faces) or "normal", piece.text))
        elif face := _FACE_OF.get(piece.tag):
            if piece.closes:
                faces.remove(face)
            else:
                faces.append(face)
        elif not piece.closes:
            draft.lose(f"markup of {variable}")
    if all(face == "normal" for face, _ in runs):
        node.parts = ["".join(text for _, text in runs)]
        return
    # An empty text keeps the runs in one line: white space between them would be the title's.
    node.parts.append("")
    for face, text in runs:
        node.add("style", text, face=face, font="default", size="100%")


def _write_type(draft: Draft) -> ItemType:
    """Write the type; return the one that it is read as."""
    type_ = draft.record.type
    if type_ == "document" and "endnotexml:ref-type" in draft.record.extra:
        return type_
    if type_ not in _WRITTEN or type_ in NEAREST:
        draft.lose("type")
        type_ = NEAREST[type_]
    name, number = _WRITTEN[type_]
    draft.root.add("ref-type", str(number or ""), name=name)
    return type_


def _write_names(draft: Draft, type_: ItemType) -> None:
    for path, variable, types in NAMES:
        if type_ not in types or variable not in draft.names or _list_of(path, type_) != variable:
            continue
        if (
            variable == "collection-editor"
            and type_ == "book"
            and not ("editor" in draft.record.names or "collection-title" in draft.record.texts)
        ):
            continue  # it would be read as the editor
        names = draft.names.pop(variable)
        around = draft.root.into(path)
        for name in names:
            text = draft.sound(_printed(name), variable)
            if _names(text) != [name]:
                draft.lose(f"part of a name in {variable}")
            if text:
                around.add("author", text)


def _printed(name: Name) -> str:
    """Return a name as EndNote writes it; a comma at the end marks what is no person."""
    if name.literal and name != OTHERS:
        if "," in name.literal:
            return name.literal.replace(",", ",,")
        return f"{name.literal}," if " " in name.literal else name.literal
    return printed_name(name)


def _write_dates(draft: Draft, type_: ItemType) -> None:
    issued = draft.dates.pop("issued", None)
    if issued:
        for path, text in zip(("dates/year", "dates/pub-dates/date"), _dated(issued), strict=False):
            if text := draft.sound(text, "issued"):
                draft.root.into(path).parts.append(text)
        if _read_issued(draft.root) != issued:
            draft.lose("part of the date issued")
    if accessed := draft.dates.pop("accessed", None):
        text = draft.sound(dates.to_iso(accessed), "accessed")
        draft.root.add("access-date", text)
        if _date(text) != accessed:
            draft.lose("part of the date accessed")
    available = draft.dates.get("available-date")
    free = type_ == "article-journal" and not draft.root.first("edition")
    if available and free and _epub(dates.to_iso(available)) == available:
        draft.root.add("edition", dates.to_iso(draft.dates.pop("available-date")))


def _dated(date: Date) -> list[str]:
    """Return the year of a date, and what EndNote writes beside it: `May 17`, `Spring`."""
    if not date.start or date.end is not None or date.circa or not 0 < date.start[0] <= 9999:
        return [dates.to_iso(date)]
    year, *rest = date.start
    texts = [f"{year:04d}"]
    if rest:
        texts.append(" ".join((_MONTHS[rest[0] - 1], *map(str, rest[1:]))))
    elif date.season:
        texts.append(_SEASONS[date.season - 1])
    return texts


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def _write_pages(draft: Draft, type_: ItemType) -> None:
    page, number = draft.texts.get("page", ""), draft.texts.get("number-of-pages", "")
    if page and not (type_ in BOOKISH and not page_range(page)):
        draft.root.add("pages", draft.take("page"))
    elif number and type_ in BOOKISH and not page_range(number):
        draft.root.add("pages", draft.take("number-of-pages"))


def _write_places(draft: Draft, type_: ItemType) -> None:
    if type_ in CONFERENCE and "publisher-place" in draft.texts and "event-place" in draft.texts:
        draft.root.add("pub-location", draft.take("event-place"))
        draft.root.add("custom1", draft.take("publisher-place"))
    elif place := draft.take("publisher-place"):
        draft.root.add("pub-location", place)


def _write_numbers(draft: Draft, type_: ItemType) -> None:
    root, texts = draft.root, draft.texts
    for variable in _SERIAL:
        text = texts.get(variable, "")
        if text and not root.first("isbn") and serial_number(text, type_) == variable:
            root.add("isbn", draft.take(variable))
    if "DOI" in texts:
        doi = draft.take("DOI")
        root.add("electronic-resource-num", doi)
        if normal_doi(doi) != doi:
            draft.lose("part of DOI")
    if re.fullmatch(r"PMC\d+", texts.get("PMCID", "")) and type_ == "article-journal":
        root.add("custom2", draft.take("PMCID"))
    if "archive_location" in texts:
        root.add("accession-num", draft.take("archive_location"))
    elif re.fullmatch(r"\d{1,8}", texts.get("PMID", "")):
        if not root.first("remote-database-name") and not root.first("remote-database-provider"):
            root.add("remote-database-provider", "NLM")
        if _is_pubmed(root):
            root.add("accession-num", draft.take("PMID"))


_SERIAL: tuple[TextVar, ...] = ("ISBN", "ISSN", "number")


FORMAT = Format(
    name="endnotexml",
    title="EndNote XML",
    suffixes=(".xml",),
    sniff=sniff,
    read=read,
    write=write,
)
