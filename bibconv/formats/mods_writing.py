"""Records as MODS elements, in the order and with the genres that Zotero and bibutils look for."""

from __future__ import annotations

import re

from bibconv.formats.mods_tables import (
    DETAILS,
    HOST_GENRES,
    IDENTIFIERS,
    LOCAL_GENRES,
    PERIODICAL,
    ROLES,
    WRITTEN_GENRES,
    WRITTEN_RESOURCES,
)
from bibconv.formats.mods_values import date_of, name_of
from bibconv.formats.xml_writing import Draft
from bibconv.record import OTHERS, Date, Name
from bibconv.values import dates, keywords
from bibconv.values.identifiers import normal_doi
from bibconv.values.ranges import page_range
from bibconv.variables import DateVar, NameVar, TextVar
from bibconv.xmltree import Node, legal


def compose(draft: Draft) -> None:
    """Write a record into a `mods` element."""
    root, type_ = draft.root, draft.record.type
    root.attributes["version"] = "3.7"
    if _NCNAME.fullmatch(draft.key):
        root.attributes["ID"] = draft.sound(draft.key, "id")
    else:
        root.add("identifier", draft.sound(draft.key, "id"), type="citekey")
    _write_title(draft, root, "title", "title-short")
    _write_names(draft, root, _OWN)
    if event := draft.take("event-title"):
        root.add("name", type="conference").add("namePart", event)
    root.add("typeOfResource", WRITTEN_RESOURCES.get(type_, "text"))
    _write_genres(draft)
    _write_publication(draft, root)
    if language := draft.take("language"):
        code = "code" if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", language) else "text"
        root.add("language").add("languageTerm", language, type=code)
    _write_description(draft)
    _write_host(draft)
    _write_series(draft)
    _write_original(draft)
    if title := draft.take("reviewed-title"):
        root.add("relatedItem", type="reviewOf").add("titleInfo").add("title", title)
    _write_identifiers(draft)
    _write_location(draft)


# XML 1.0: what an attribute of type ID may be.
_NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
_OWN: dict[NameVar, NameVar] = {}
_LOCAL = {type_: name for name, type_ in reversed(LOCAL_GENRES.items())}


def _write_title(draft: Draft, node: Node, variable: TextVar, short: TextVar | None) -> None:
    if title := draft.take(variable):
        node.add("titleInfo").add("title", title)
        if short and (text := draft.take(short)):
            node.add("titleInfo", type="abbreviated").add("title", text)


def _write_names(draft: Draft, node: Node, changed: dict[NameVar, NameVar]) -> None:
    """Write the names with a role; `changed` says what variable a role is here."""
    type_ = draft.record.type
    for code, word, variable, types in ROLES:
        held = changed.get(variable, variable) if changed else variable
        if (changed and variable not in changed) or type_ not in types or held not in draft.names:
            continue
        if (code, word) != next(
            (one, text) for one, text, name, kinds in ROLES if name == variable and type_ in kinds
        ):
            continue
        if variable != next(
            name for one, _, name, kinds in ROLES if one == code and type_ in kinds
        ):
            continue  # the performer of a song would be read as its author
        for name in draft.names.pop(held):
            element = node.add("name")
            _write_name(element, name)
            if name_of(element) != name:
                draft.lose(f"part of a name in {held}")
            role = element.add("role")
            role.add("roleTerm", code, type="code", authority="marcrelator")
            role.add("roleTerm", word, type="text", authority="marcrelator")


def _write_name(element: Node, name: Name) -> None:
    if name == OTHERS:
        element.add("etal")
    elif name.literal:
        element.attributes["type"] = "corporate"
        element.add("namePart", legal(name.literal))
    else:
        element.attributes["type"] = "personal"
        family = name.family
        if name.non_dropping_particle:
            # "d'Alembert" and "van den Berg"
            glue = "" if name.non_dropping_particle[-1] in "'’" else " "
            family = name.non_dropping_particle + glue + family
        given = f"{name.given} {name.dropping_particle}".strip()
        for kind, text in (("given", given), ("family", family), ("termsOfAddress", name.suffix)):
            if text := legal(text):
                element.add("namePart", text, type=kind)


def _write_genres(draft: Draft) -> None:
    """Write Zotero's genre, MARC's, and CSL's own type where Zotero's says less."""
    root, type_ = draft.root, draft.record.type
    local = _LOCAL.get(type_)
    if local:
        root.add("genre", local, authority="local")
    else:
        root.add("genre", type_, authority="csl")
    if marc := WRITTEN_GENRES.get(type_):
        root.add("genre", marc, authority="marcgt")
    if genre := draft.take("genre"):
        root.add("genre", genre)


def _write_publication(draft: Draft, root: Node) -> None:
    info = Node("originInfo")
    if place := draft.take("publisher-place"):
        info.add("place").add("placeTerm", place, type="text")
    for name in ("publisher", "edition"):
        variable: TextVar = "publisher" if name == "publisher" else "edition"
        if text := draft.take(variable):
            info.add(name, text)
    _write_date(draft, info, "dateIssued", "issued")
    if "URL" not in draft.texts:
        _write_date(draft, info, "dateCaptured", "accessed")
    if info.parts:
        root.parts.append(info)


def _write_date(draft: Draft, node: Node, element: str, variable: DateVar) -> None:
    date = draft.dates.pop(variable, None)
    if not date:
        return
    for text, point in _ends(date):
        made = node.add(element, draft.sound(text, variable), point=point)
        if date.start and not date.season:
            made.attributes["encoding"] = "w3cdtf"
        elif date.start:
            made.attributes["encoding"] = "edtf"
        if date.circa:
            made.attributes["qualifier"] = "approximate"
    if date_of(node.children(element)) != date:
        draft.lose(f"part of the date {variable}")


def _ends(date: Date) -> list[tuple[str, str]]:
    """Return a date's texts and which end each is."""
    if not date.start or date.end is None:
        return [(date.literal or dates.to_iso(date._replace(circa=False)), "")]
    last = dates.to_iso(Date(date.end)) if date.end else "9999"
    return [(dates.to_iso(Date(date.start, season=date.season)), "start"), (last, "end")]


def _write_description(draft: Draft) -> None:
    root = draft.root
    if abstract := draft.take("abstract"):
        root.add("abstract", abstract)
    for line in draft.take("note").split("\n"):
        if line := line.strip():
            root.add("note", line)
    if text := draft.take("annote"):
        root.add("note", text, type="annotation")
    for word in keywords.cut(draft.take("keyword")):
        root.add("subject").add("topic", word)
    if scale := draft.take("scale"):
        root.add("subject").add("cartographics").add("scale", scale)
    if text := draft.take("dimensions"):
        root.into("physicalDescription").add("extent", text)
    if text := draft.take("medium"):
        root.into("physicalDescription").add("form", text)


def _write_host(draft: Draft) -> None:
    """Write what the item is in; without that, its volume and pages are its own."""
    root, type_ = draft.root, draft.record.type
    hosted = "container-title" in draft.texts or type_ in PERIODICAL
    host = Node("relatedItem", {"type": "host"}) if hosted else root
    if hosted:
        _write_title(draft, host, "container-title", "container-title-short")
        for genre, authority in zip(HOST_GENRES.get(type_, ()), ("marcgt", ""), strict=False):
            if genre:
                host.add("genre", genre, authority=authority)
        _write_names(draft, host, {"author": "container-author"})
        names: tuple[TextVar, ...] = ("ISBN", "ISSN")
        for name in names:
            if text := draft.take(name):
                host.add("identifier", text, type=name.lower())
    part = Node("part")
    for kind, variable in DETAILS.items():
        if kind == "number" and hosted:
            continue  # it would be read as the issue
        if text := draft.take(variable):
            part.add("detail", type=kind).add("number", text)
    if page := draft.take("page"):
        ends = page_range(page)
        extent = part.add("extent", unit="pages")
        if ends and ends[0] != ends[1] and f"{ends[0]}-{ends[1]}" == page:
            extent.add("start", ends[0])
            extent.add("end", ends[1])
        elif ends:
            extent.add("list", page)
        else:
            extent.add("start", page)
    if total := draft.take("number-of-pages"):
        own = root.add("part") if hosted else part
        own.add("extent", unit="pages").add("total", total)
    if part.parts:
        host.parts.append(part)
    if hosted and host.parts:
        root.parts.append(host)


def _write_series(draft: Draft) -> None:
    series = Node("relatedItem", {"type": "series"})
    _write_title(draft, series, "collection-title", None)
    _write_names(draft, series, {"editor": "collection-editor"})
    if number := draft.take("collection-number"):
        series.add("part").add("detail", type="volume").add("number", number)
    if series.parts:
        draft.root.parts.append(series)


def _write_original(draft: Draft) -> None:
    original = Node("relatedItem", {"type": "original"})
    _write_title(draft, original, "original-title", None)
    _write_names(draft, original, {"author": "original-author"})
    info = Node("originInfo")
    if place := draft.take("original-publisher-place"):
        info.add("place").add("placeTerm", place, type="text")
    if publisher := draft.take("original-publisher"):
        info.add("publisher", publisher)
    _write_date(draft, info, "dateIssued", "original-date")
    if info.parts:
        original.parts.append(info)
    if original.parts:
        draft.root.parts.append(original)


def _write_identifiers(draft: Draft) -> None:
    written: set[TextVar] = set()
    for kind, variable in IDENTIFIERS.items():
        if variable in written or variable not in draft.texts:
            continue
        written.add(variable)
        if text := draft.take(variable):
            draft.root.add("identifier", text, type=kind)
            if variable == "DOI" and normal_doi(text) != text:
                draft.lose("part of DOI")


def _write_location(draft: Draft) -> None:
    root = draft.root
    if address := draft.take("URL"):
        node = root.into("location").add("url", address, usage="primary display")
        accessed = draft.dates.get("accessed")
        if accessed and date_of([Node("date", parts=[dates.to_iso(accessed)])]) == accessed:
            text = dates.to_iso(draft.dates.pop("accessed"))
            node.attributes["dateLastAccessed"] = draft.sound(text, "accessed")
    if archive := draft.take("archive"):
        root.into("location").add("physicalLocation", archive)
    if place := draft.take("archive_location"):
        root.into("location").add("shelfLocator", place)
    if number := draft.take("call-number"):
        root.add("classification", number)
