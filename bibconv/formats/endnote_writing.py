"""A record as an element of EndNote's XML, in the order and the fields of its own exports."""

from __future__ import annotations

import re

from bibconv.formats.endnote_tables import (
    BOOKISH,
    CONFERENCE,
    NAMES,
    NEAREST,
    REF_TYPES,
    TEXTS,
)
from bibconv.formats.endnote_values import (
    APP,
    FACES,
    date_in,
    epub_in,
    is_pubmed,
    is_whole_title,
    list_of,
    names_in,
    read_issued,
    variable_of,
)
from bibconv.formats.tagged_values import doi_in, printed_name, serial_number
from bibconv.formats.xml_writing import Draft
from bibconv.record import OTHERS, Date, Name
from bibconv.values import dates, keywords
from bibconv.values.markup import pieces
from bibconv.values.ranges import page_range
from bibconv.variables import ItemType, TextVar

_FACE_OF = {tag: face for face, tag in FACES}
_WRITTEN: dict[ItemType, tuple[str, int]] = {}
for _name, _number, _type in REF_TYPES:
    _WRITTEN.setdefault(_type, (_name, _number))


def compose(draft: Draft) -> None:
    root = draft.root
    root.into("foreign-keys").add("key", draft.sound(draft.key, "id"), app=APP)
    type_ = _write_type(draft)
    _write_names(draft, type_)
    titles = [name for name in ("container-title", "event-title") if name in draft.texts]
    if type_ in CONFERENCE and len(titles) == 2:
        _add(draft, "titles/title", "title")
        _add(draft, "titles/secondary-title", "event-title")
        _add(draft, "custom3", "container-title")
    _write_serial_number(draft, type_)
    for path, variable, types in TEXTS:
        if variable not in draft.texts or type_ not in types or root.first(path):
            continue
        if path in _WRITTEN_ELSEWHERE or variable_of(path, type_) != variable:
            continue
        if is_whole_title(path, draft.texts[variable], draft.record):
            continue
        if not (
            variable == "edition" and type_ == "article-journal" and epub_in(draft.texts[variable])
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
        if type_ not in types or variable not in draft.names or list_of(path, type_) != variable:
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
            if names_in(text) != [name]:
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
        if read_issued(draft.root) != issued:
            draft.lose("part of the date issued")
    if accessed := draft.dates.pop("accessed", None):
        text = draft.sound(dates.to_iso(accessed), "accessed")
        draft.root.add("access-date", text)
        if date_in(text) != accessed:
            draft.lose("part of the date accessed")
    available = draft.dates.get("available-date")
    free = type_ == "article-journal" and not draft.root.first("edition")
    if available and free and epub_in(dates.to_iso(available)) == available:
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


def _write_serial_number(draft: Draft, type_: ItemType) -> None:
    for variable in _SERIAL:
        text = draft.texts.get(variable, "")
        if text and not draft.root.first("isbn") and serial_number(text, type_) == variable:
            draft.root.add("isbn", draft.take(variable))


def _write_numbers(draft: Draft, type_: ItemType) -> None:
    root, texts = draft.root, draft.texts
    if doi := doi_in(texts.get("DOI", "")):
        root.add("electronic-resource-num", doi)
        if draft.take("DOI") != doi:
            draft.lose("part of DOI")
    if re.fullmatch(r"PMC\d+", texts.get("PMCID", "")) and type_ == "article-journal":
        root.add("custom2", draft.take("PMCID"))
    if "archive_location" in texts:
        root.add("accession-num", draft.take("archive_location"))
    elif re.fullmatch(r"\d{1,8}", texts.get("PMID", "")):
        if not root.first("remote-database-name") and not root.first("remote-database-provider"):
            root.add("remote-database-provider", "NLM")
        if is_pubmed(root):
            root.add("accession-num", draft.take("PMID"))


_SERIAL: tuple[TextVar, ...] = ("ISBN", "ISSN", "number")
