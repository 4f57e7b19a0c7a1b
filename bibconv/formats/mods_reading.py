"""MODS elements to variables: the item's own, those of its host, its series and its original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.formats.mods_tables import (
    COLLECTIONS,
    CONTAINERS,
    DETAILS,
    GENRES,
    IDENTIFIERS,
    LOCAL_GENRES,
    PERIODICAL,
    PUBLISHERS,
    RESOURCES,
    ROLES,
    THESES,
    WORKS,
)
from bibconv.formats.mods_values import date_of, name_of, subject_of, title_of
from bibconv.formats.xml_records import Entry, put
from bibconv.record import Record
from bibconv.values import keywords
from bibconv.values.identifiers import normal_doi
from bibconv.variables import ITEM_TYPES, DateVar, ItemType, NameVar, TextVar
from bibconv.xmltree import Node


def fill(entry: Entry, record: Record) -> None:
    """Read a `mods` element into a record."""
    root = entry.root
    related = {kind: list(_related(root, kind)) for kind in ("host", "series", "original")}
    # The journal of the issue that an article is in.
    related["host"] += [outer for host in related["host"] for outer in _related(host, "host")]
    record.type = _type(root, related["host"])
    _take_key(root, record)
    _take_title(root, record, "title", "title-short")
    _take_publication(root, record)
    _take_names(root, record, {})
    for part in root.children("part"):
        _take_part(part, record)
    _take_identifiers(root, record)
    for host in related["host"]:
        _take_host(host, record)
        related["series"] += _related(host, "series")
    for series in related["series"]:
        _take_series(series, record)
    for original in related["original"]:
        _take_original(original, record)
    for review in _related(root, "reviewOf"):
        _put_title(review, record, "reviewed-title")
    # The date of the issue, where nothing else dates the item.
    dated = [part for node in (root, *related["host"]) for part in node.children("part")]
    _put_date(record, "issued", [one for part in dated for one in part.children("date")])
    _take_location(root, record)
    _take_description(root, record)
    _take_genres(root, record)


def _related(node: Node, kind: str) -> Iterator[Node]:
    for item in node.children("relatedItem"):
        if item.attributes.get("type") == kind:
            yield item


def _take_key(root: Node, record: Record) -> None:
    for node in root.children("identifier"):
        if node.attributes.get("type") == "citekey" and not record.id:
            record.id = node.take()
    if not record.id or root.attributes.get("ID") == record.id:
        record.id = root.get("ID")


def _type(root: Node, hosts: list[Node]) -> ItemType:
    """Return the type: by the item's genres, the collection, the host, the kind of resource."""
    resource, manuscript = _resource(root)
    genres = [
        (node.attributes.get("authority", ""), node.peek()) for node in root.children("genre")
    ]
    for authority, genre in genres:
        if authority == "csl" and genre in ITEM_TYPES:
            return genre
    for authority, genre in genres:
        if authority in ("local", "") and (known := LOCAL_GENRES.get(genre)):
            return known
    for _, genre in genres:
        if known := _of_genre(genre, bool(hosts)):
            return known
    for node in root.find("extension/collectionCode"):
        if known := COLLECTIONS.get(node.peek()):
            return known
    if hosts and resource is None:
        return _type_in(hosts[0])
    if manuscript:
        return "manuscript"
    issuance = {node.peek() for node in root.find("originInfo/issuance")}
    if resource is None and issuance & _SERIAL:
        return "periodical"
    works = any(genre.lower().rstrip(".") in WORKS for _, genre in genres)
    if resource is None and (issuance & _MONOGRAPHIC or works):
        return "book"
    return resource or "document"


def _resource(node: Node) -> tuple[ItemType | None, bool]:
    """Take the kind of resource; return its type, None for text, and whether it is a manuscript."""
    known: ItemType | None = None
    manuscript = False
    for one in node.children("typeOfResource"):
        if (text := one.peek().lower()) in RESOURCES or text == "text":
            one.mark()
            known = known or RESOURCES.get(text)
            manuscript = manuscript or one.get("manuscript") == "yes"
    return known, manuscript


_SERIAL = frozenset(("continuing", "serial"))
_MONOGRAPHIC = frozenset(("monographic", "single unit", "multipart monograph"))


def _of_genre(genre: str, hosted: bool) -> ItemType | None:
    genre = genre.lower().rstrip(".")
    if genre in CONTAINERS:
        return CONTAINERS[genre][not hosted]
    return "thesis" if genre in THESES else GENRES.get(genre)


def _type_in(host: Node) -> ItemType:
    """Return the type of what is in a host: by its genres, else by what it counts."""
    for node in reversed(list(host.children("genre"))):
        # The second of bibutils is the finer one: "periodical", "magazine".
        if known := CONTAINERS.get(node.peek().lower()):
            return known[0]
    issuance = {node.peek() for node in host.find("originInfo/issuance")}
    details = {node.attributes.get("type") for node in host.find("part/detail")}
    numbers = {node.attributes.get("type") for node in host.children("identifier")}
    serial = issuance & _SERIAL or "issue" in details or "issn" in numbers
    return "article-journal" if serial and "isbn" not in numbers else "chapter"


def _take_title(node: Node, record: Record, variable: TextVar, short: TextVar | None) -> None:
    """Read titles, the primary one first; of another kind only where there is no other."""
    infos = list(node.children("titleInfo"))
    infos.sort(key=lambda one: one.attributes.get("usage") != "primary")
    plain = [one for one in infos if not one.attributes.get("type")]
    for info in (plain or infos)[:1]:
        _put_info(info, record, variable)
    for info in infos:
        if short and info.attributes.get("type") == "abbreviated" and info not in plain:
            _put_info(info, record, short)


def _put_info(info: Node, record: Record, variable: TextVar) -> None:
    if variable not in record.texts and (title := title_of(info)):
        record.texts[variable] = title


def _put_title(node: Node, record: Record, variable: TextVar) -> None:
    for info in list(node.children("titleInfo"))[:1]:
        _put_info(info, record, variable)


def _take_names(node: Node, record: Record, changed: dict[NameVar, NameVar]) -> None:
    """Read names; `changed` says what a role is in a host or a series."""
    for one in node.children("name"):
        if not any(one.children("namePart", "etal", "displayForm")):
            continue
        variables, publisher = _roles(one, record.type)
        if one.attributes.get("type") == "conference" and "event-title" not in record.texts:
            if name := name_of(one):
                record.texts["event-title"] = name.literal
            continue
        if publisher and not variables:
            if "publisher" not in record.texts and (name := name_of(one)):
                record.texts["publisher"] = name.literal or f"{name.given} {name.family}".strip()
            continue
        name = name_of(one)
        for variable in (variables or ["author"]) if name else ():
            if name:
                record.names.setdefault(changed.get(variable, variable), []).append(name)


def _roles(node: Node, type_: ItemType) -> tuple[list[NameVar], bool]:
    """Return the variables that a name belongs to, and whether it is the publisher's."""
    found: list[NameVar] = []
    publisher = unknown = False
    for role in node.children("role"):
        # MODS 3.0 has the term itself in `role`, or in elements named for its kind.
        terms = list(role.children("roleTerm", "code", "text")) or [role]
        texts = [term.peek().lower().rstrip(".") for term in terms]
        known = next((name for text in texts if (name := _role(text, type_))), None)
        publisher = publisher or not PUBLISHERS.isdisjoint(texts)
        if known and known not in found:
            found.append(known)
        if known or not PUBLISHERS.isdisjoint(texts):
            role.mark()
        elif any(texts):
            unknown = True
    if unknown and not found and not publisher:
        # What the role is stays unread, and so is kept.
        found.append("contributor")
    return found, publisher


def _role(text: str, type_: ItemType) -> NameVar | None:
    # "http://id.loc.gov/vocabulary/relators/aut"
    text = text.rpartition("/")[2]
    return next(
        (name for code, word, name, types in ROLES if text in (code, word) and type_ in types), None
    )


def _take_publication(root: Node, record: Record) -> None:
    infos = list(root.children("originInfo"))
    issues = _issues(infos)
    for variable, elements in _ORIGIN:
        nodes = [node for info in issues for node in info.children(elements)]
        _put_joined(record, variable, nodes)
    _put_joined(record, "publisher-place", _places(issues))
    for info in infos:
        for node in info.children("issuance"):
            if node.peek() in _SERIAL | _MONOGRAPHIC:
                node.mark()
        _put_date(record, "accessed", info.children("dateCaptured"))
    _take_issued(issues, record)
    if issues != infos:
        # Only where nothing tells when it was published.
        _take_issued(infos, record)


def _issues(infos: list[Node]) -> list[Node]:
    """Return what is said of publication, where MODS 3.5 tells it from production and printing."""
    issues = [
        info
        for info in infos
        if info.attributes.get("eventType", "").lower() in ("", "publication", "copyright")
    ]
    for info in issues:
        info.get("eventType")
    return issues or infos


_ORIGIN: tuple[tuple[TextVar, str], ...] = (("publisher", "publisher"), ("edition", "edition"))


def _places(infos: list[Node]) -> list[Node]:
    return [
        term
        for info in infos
        for place in info.children("place")
        for term in place.children("placeTerm")
        if term.attributes.get("type") != "code"
    ]


def _put_joined(record: Record, variable: TextVar, nodes: list[Node]) -> None:
    if variable in record.texts:
        for node in nodes:
            put(record, variable, node)
    elif texts := list(dict.fromkeys(text for node in nodes if (text := node.take()))):
        record.texts[variable] = "; ".join(texts)


def _take_issued(infos: list[Node], record: Record) -> None:
    """Read the date of publication: the key date, else the first kind of date there is."""
    kinds = {
        name: [node for info in infos for node in info.children(name) if node.peek()]
        for name in ("dateIssued", "copyrightDate", "dateCreated", "dateOther")
    }
    keys = [name for name, nodes in kinds.items() if any(_is_key(node) for node in nodes)]
    for name in (*keys, *kinds):
        if _put_date(record, "issued", kinds[name]):
            break
    known = record.dates.get("issued")
    for node in kinds["copyrightDate"]:
        if known and known.start and node.peek().strip("c©p[].") == str(known.start[0]):
            node.mark()


def _is_key(node: Node) -> bool:
    return node.attributes.get("keyDate") == "yes"


def _put_date(record: Record, variable: DateVar, nodes: Iterator[Node] | list[Node]) -> bool:
    if variable in record.dates:
        for node in nodes:
            if date_of([Node(node.name, parts=[node.peek()])]) == record.dates[variable]:
                node.mark()
        return False
    date = date_of(nodes)
    if date:
        record.dates[variable] = date
    return date is not None


def _take_part(part: Node, record: Record, *, in_host: bool = False) -> None:
    """Read volume, issue and pages of a part.

    A total alone counts the pages of what has the part; JabRef writes so the one page of an article
    in its host.
    """
    for detail in part.children("detail"):
        kind = detail.attributes.get("type", "").lower().replace("_", " ")
        variable = DETAILS.get(kind) or ("page" if kind in _PAGES else None)
        if kind == "number" and (in_host or record.type in PERIODICAL):
            variable = "issue"
        number = detail.first("number") or detail.first("title")
        if variable and put(record, variable, number):
            for caption in detail.children("caption"):
                if caption.peek().lower().rstrip(".") in _CAPTIONS:
                    caption.mark()
    for extent in part.children("extent"):
        if extent.get("unit").lower() not in _PAGES | {""}:
            continue
        start, end = extent.first("start"), extent.first("end")
        listed = extent.first("list")
        first = start.peek() if start else ""
        last = end.peek() if end else ""
        text = f"{first}-{last}" if first and last and first != last else first or last
        if text and record.texts.setdefault("page", text) == text:
            for node in (start, end):
                if node:
                    node.mark()
        put(record, "page", listed)
        alone = in_host and not (start or end or listed)
        put(record, "page" if alone else "number-of-pages", extent.first("total"))


# What a caption says that the type of its detail has said.
_CAPTIONS = frozenset("v vol volume bd band t tome n no nr num number issue iss h heft".split())
_PAGES = frozenset(("page", "pages", "pp", "p", "p.", "pp."))


def _take_identifiers(node: Node, record: Record) -> None:
    for one in node.children("identifier"):
        kind = one.attributes.get("type", "").lower().strip()
        text = one.peek()
        if one.attributes.get("invalid") == "yes" or not text:
            continue
        if kind == "doi" or (kind in ("", "uri", "url", "hdl") and _DOI.match(text)):
            if record.texts.setdefault("DOI", normal_doi(text)) == normal_doi(text):
                one.mark()
        elif variable := IDENTIFIERS.get(kind):
            _put_number(record, variable, one)
        elif kind == "arxiv" and record.texts.setdefault("number", f"arXiv:{text}"):
            one.mark()


def _put_number(record: Record, variable: TextVar, node: Node) -> None:
    """Set a number; what cataloguers write behind an ISBN or ISSN stays unread, and so is kept."""
    match = _QUALIFIED.fullmatch(node.peek()) if variable in ("ISBN", "ISSN") else None
    if match:
        record.texts.setdefault(variable, match[1])
    else:
        put(record, variable, node)


# "0801486394 (pbk. : acid-free paper)", "0-8014-8639-4 :", "1234-5678 (online)"
_QUALIFIED = re.compile(r"([\dX-]{8,17})\s?[(:].*", re.DOTALL)
# "https://doi.org/10.1/x", "doi:10.1/x"
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)10\.\d", re.IGNORECASE)


def _take_host(host: Node, record: Record) -> None:
    _take_title(host, record, "container-title", "container-title-short")
    _take_names(host, record, {"author": "container-author"})
    for part in host.children("part"):
        _take_part(part, record, in_host=True)
    for genre in host.children("genre"):
        if genre.peek().lower() in CONTAINERS:
            genre.mark()
    _resource(host)
    for one in host.children("identifier"):
        variable = IDENTIFIERS.get(one.attributes.get("type", "").lower())
        if variable in ("ISBN", "ISSN") and one.attributes.get("invalid") != "yes":
            _put_number(record, variable, one)
    _take_publication(host, record)


def _take_series(series: Node, record: Record) -> None:
    for info in list(series.children("titleInfo"))[:1]:
        numbered = not put(record, "collection-number", info.first("partNumber"))
        first = "collection-title" not in record.texts
        if first and (title := title_of(info, numbered=numbered)):
            if "collection-number" not in record.texts and (match := _NUMBERED.fullmatch(title)):
                title, record.texts["collection-number"] = match["title"], match["number"]
            record.texts["collection-title"] = title
    for detail in series.find("part/detail"):
        put(record, "collection-number", detail.first("number"))
    _take_names(series, record, {"author": "collection-editor", "editor": "collection-editor"})
    for one in series.children("identifier"):
        if one.attributes.get("type", "").lower() == "issn":
            put(record, "ISSN", one)


# "30 x 60 minute series ; no. 4", "Studies in moss, v. 12", as ISBD and MARC print a series
_NUMBERED = re.compile(
    r"(?P<title>.*\w.*?)(?: ?; ?(?:(?:v|vol|no|nr|bd|t|n)\b\.? ?)?|, (?:v|vol|no|nr|bd)\b\.? ?)"
    r"(?P<number>\d{1,5}[a-z]?)\.?",
    re.IGNORECASE | re.DOTALL,
)


def _take_original(original: Node, record: Record) -> None:
    _put_title(original, record, "original-title")
    _take_names(original, record, {"author": "original-author"})
    infos = list(original.children("originInfo"))
    _put_joined(
        record, "original-publisher", [one for i in infos for one in i.children("publisher")]
    )
    _put_joined(record, "original-publisher-place", _places(infos))
    for info in infos:
        _put_date(record, "original-date", list(info.children("dateIssued", "dateCreated")))


def _take_location(root: Node, record: Record) -> None:
    """Read the address, the primary one first, and where a copy is kept."""
    addresses = list(root.find("location/url"))
    addresses.sort(key=lambda node: not node.attributes.get("usage", "").startswith("primary"))
    for node in addresses:
        if put(record, "URL", node) and (day := node.get("dateLastAccessed")):
            _put_date(record, "accessed", [Node("date", parts=[day])])
    for node in root.children("identifier"):
        kind = node.attributes.get("type", "").lower()
        if not node.taken and (kind in ("uri", "url") or _HANDLE.match(node.peek())):
            put(record, "URL", node)
    for node in root.find("location/physicalLocation"):
        put(record, "archive", node)
    for node in root.find("location/shelfLocator"):
        put(record, "archive_location", node)
    for node in root.children("classification"):
        put(record, "call-number", node)


_HANDLE = re.compile(r"https?://hdl\.handle\.net/\S")


def _take_description(root: Node, record: Record) -> None:
    for node in root.children("abstract"):
        put(record, "abstract", node)
    for language in root.children("language"):
        if not language.attributes.get("objectPart"):
            terms = list(language.children("languageTerm"))
            terms.sort(key=lambda term: term.attributes.get("type") != "code")
            put(record, "language", terms[0] if terms else None)
    notes = [node for node in root.children("note") if not node.attributes.get("type")]
    if texts := [text for node in notes if (text := node.take())]:
        record.texts["note"] = "\n".join(texts)
    for node in root.children("note"):
        if node.attributes.get("type") == "annotation":
            put(record, "annote", node)
    for node in root.find("subject/cartographics/scale"):
        put(record, "scale", node)
    if words := [text for node in root.children("subject") if (text := subject_of(node))]:
        record.texts["keyword"] = keywords.joined(words)
    for node in root.find("physicalDescription/extent"):
        if (printed := _PAGE_RANGE.fullmatch(node.peek())) and "page" not in record.texts:
            record.texts["page"] = printed[1]
            node.mark()
            continue
        pages = _PAGE_COUNT.match(node.peek())
        if pages and "number-of-pages" not in record.texts:
            record.texts["number-of-pages"] = pages[1]
            if pages.end() == len(node.peek()):
                node.mark()
                continue
        put(record, "dimensions", node)
    for node in root.find("physicalDescription/form"):
        if not node.attributes.get("authority"):
            put(record, "medium", node)


# "pp. 17-25", "p. 3–9"
_PAGE_RANGE = re.compile(r"pp?\.? ?(\d{1,5} ?[-–] ?\d{1,5})\.?")
# "191 p.", "xii, 378 p. : ill. ; 24 cm", "25 pages"
_PAGE_COUNT = re.compile(r"(?:[ivxlc]{1,9}, )?(\d{1,5}) ?(?:p|pp|pages)\b\.?")


def _take_genres(root: Node, record: Record) -> None:
    """Read the genres that made the type; of the others one without a list is the genre."""
    genres = list(root.children("genre"))
    told = {"csl", "local"} & {node.attributes.get("authority", "") for node in genres}
    hosted = any(True for _ in _related(root, "host"))
    for node in genres:
        authority, text = node.attributes.get("authority", ""), node.peek()
        if authority == "csl" or (authority == "local" and text in LOCAL_GENRES):
            node.mark()
        elif text.lower() in THESES or (told and not authority):
            put(record, "genre", node)
        elif _of_genre(text, hosted) or LOCAL_GENRES.get(text):
            node.mark()
        elif not authority:
            put(record, "genre", node)
