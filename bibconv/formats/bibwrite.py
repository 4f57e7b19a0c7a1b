"""Records to BibTeX and BibLaTeX entries: every variable in a field, or reported as lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

from bibconv.diagnostics import Diagnostic, Report
from bibconv.format import WriteOptions
from bibconv.formats.bibcarried import field_of, fields_of
from bibconv.formats.bibdates import Written, month_macro, read_date, write_date
from bibconv.formats.bibfields import (
    ADDRESS,
    BABEL,
    BIBTEX_TYPES,
    BOOKS,
    DATES,
    DEGREES,
    EDITOR_SLOTS,
    EDITOR_TYPES,
    IN_BOOKS,
    LISTS,
    NAMES,
    ROWS,
    SAME_AS,
    SUBTYPE_NAMES,
    TYPE_NAMES,
    TYPES,
    Dialect,
    container_field,
    entry_type,
    eprint_url,
    number_fields,
    publisher_field,
)
from bibconv.formats.bibnames import write_names
from bibconv.formats.bibprotect import protect, protect_all, unprotected
from bibconv.formats.latex import defuse, encode, encode_verbatim, is_balanced, needs_no_encoding
from bibconv.formats.writers import are_lines, in_words
from bibconv.record import Date, Name, Record, Verbatim
from bibconv.values.dates import to_iso
from bibconv.values.identifiers import ARXIV
from bibconv.values.keys import KeyMaker
from bibconv.variables import NameVar, TextVar

# Characters that end a key for BibTeX, LaTeX or the parsers that read .bib files.
_BAD_KEY = re.compile(r"[\s,{}\"#%=~\\]+|@(?=\w*[({])")
# "abstract", "author+an:role", "bdsk-url-1"
_FIELD_NAME = re.compile(r"[^\s={}\",#%@()\\]+")
_ARXIV = re.compile(rf"arXiv:\s?({ARXIV.pattern})")
# Some keep the two hyphens of BibTeX outside it.
_PAGES = re.compile(r"\s*--?\s*")
# "12-34"
_PLAIN_PAGES = re.compile(r"[0-9]++-[0-9]++")
# "iv", "xii": the letters of Roman page numbers.
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)


_WRITTEN_DATES = frozenset(("issued", *dict(DATES)))
# What people look for first comes first; the rest follows in the order of the tables.
_ORDER = {
    name: place
    for place, name in enumerate(
        "author title maintitle booktitle journal journaltitle editor editortype year month day "
        "date school institution publisher address location series volume number eid pages".split()
    )
}


def write_entries(
    items: Iterable[Record | Verbatim],
    out: TextIO,
    report: Report,
    options: WriteOptions,
    dialect: Dialect,
) -> None:
    """Write records and the text between them, one blank line apart."""
    keys = KeyMaker()
    first = True
    for item in items:
        if isinstance(item, Verbatim):
            if item.format != "bibtex":
                where = f"line {item.line}" if item.line else ""
                report.lose("text between records", dialect, where)
                continue
            text = item.text + "\n"
        else:
            text = _Writer(item, report, options, dialect, keys).text()
        out.write(text if first else "\n" + text)
        first = False


class _Writer:
    """One record on its way into an entry; variables are taken out of `left` as they are used."""

    def __init__(
        self,
        record: Record,
        report: Report,
        options: WriteOptions,
        dialect: Dialect,
        keys: KeyMaker,
    ) -> None:
        self.record = record
        self.report = report
        self.ascii = options.ascii
        self.protect = options.protect
        self.dialect: Dialect = dialect
        self.fields: dict[str, str] = {}
        self.left: dict[TextVar, str] = {}
        self.moves: list[_Move] = []
        self.key = self._key(keys)
        self.kind, self.remembered = self._kind()

    def text(self) -> str:
        """Return the entry; what it has no field for is reported."""
        self._names()
        self._issued()
        self._subtype()
        texts = self.record.texts
        shape = (self.dialect, self.record.type, self.kind, *texts)
        if plan := _PLANS.get(shape):
            self._follow(plan, texts)
        else:
            self.left = dict(texts)
            self._prepare()
            self._texts()
            self._remember(shape)
        self._dates()
        self._extra()
        for variable, text in self.left.items():
            self._put(field_of(variable), text)
        values = self.fields
        fields = "".join([f"  {name} = {values[name]},\n" for name in _in_order(tuple(values))])
        return f"@{self.kind}{{{self.key},\n{fields}}}\n"

    def _follow(self, plan: tuple[_Move, ...], texts: dict[TextVar, str]) -> None:
        """Write the texts, by the plan of their shape."""
        # One look at all of them is cheaper than one at each.
        are_plain = (
            self.protect != "none"
            and self.dialect == "bibtex"
            and needs_no_encoding("".join(texts.values()), ascii=self.ascii)
        )
        fields = self.fields
        for variable, name, form in plan:
            text = texts[variable]
            if not are_plain or form not in ("text", "name"):
                self._put(name, text, form)
            elif value := text.strip(" "):
                fields[name] = f"{{{value}}}"

    def _remember(self, shape: tuple[str, ...]) -> None:
        """Note which fields the texts of a shape have become, where that depends on no value."""
        name = publisher_field(self.record.type, self.kind, self.dialect)
        if (
            not self.left
            and self.record.type not in ("thesis", "article")
            and _LOOKED_INTO.isdisjoint(shape)
            and not ("publisher" in shape and name in _OTHER_PUBLISHERS)
            and len({name for _, name, _ in self.moves}) == len(self.moves)
            and len(_PLANS) < _SHAPES
        ):
            _PLANS[shape] = (*self.moves,)

    def _key(self, keys: KeyMaker) -> str:
        wanted = self.record.id
        clean = _BAD_KEY.sub("-", wanted.strip()) if _BAD_KEY.search(wanted) else wanted
        key = keys.claim(clean) if clean else keys.make(self.record)
        if wanted and key != wanted:
            origin = self.record.origin
            problem = f"'{wanted}' cannot be a key here"
            if clean == wanted:
                problem = f"the key '{wanted}' is already used"
            self.report.add(
                Diagnostic(
                    "warning",
                    "bibtex-key",
                    f"{problem}; this entry is written as '{key}'",
                    origin.source if origin else "",
                    origin.line if origin else 0,
                    key=wanted,
                )
            )
        return key

    def _lose(self, variable: str) -> None:
        self.report.lose(variable, self.dialect, self.record.id)

    def _kind(self) -> tuple[str, bool]:
        """Return the entry type, and whether it is the one the record was read from."""
        kept = self.record.extra.get("bibtex:@type")
        if not kept:
            return entry_type(self.record, self.dialect), False
        kind = kept[0]
        if isinstance(kind, str) and re.fullmatch(r"[a-z][a-z0-9_]*", kind):
            fits = TYPES.get(kind, "document") == self.record.type
            origin = self.record.origin
            # A type only biblatex knows is no help in BibTeX, unless it came from there.
            writable = (
                self.dialect == "biblatex"
                or kind in BIBTEX_TYPES
                or kind not in TYPES
                or (origin is not None and origin.format == "bibtex")
            )
            if fits and writable and kind not in ("string", "comment", "preamble", "xdata"):
                return kind, True
        return entry_type(self.record, self.dialect), False

    def _put(self, name: str, text: str, form: str = "text") -> None:
        if form == "verbatim":
            value = encode_verbatim(text)
        elif form == "pages":
            value = _pages(text, self.ascii)
        elif self.dialect == "biblatex" and name in LISTS:
            parts = text.split("; ")
            # "; 0" is no list: an item cannot be empty.
            parts = parts if all(map(str.strip, parts)) else [text]
            value = " and ".join(map(self._list_item, parts))
        else:
            if form == "title" or self.protect == "none":
                text = self._protected(text, form)
            value = encode(text, ascii=self.ascii)
        if value:
            self.fields[name] = f"{{{value}}}"

    def _protected(self, text: str, form: str) -> str:
        """Return a text with the protection that was asked for; only titles are given any."""
        if self.protect == "none":
            return unprotected(text)
        if form != "title":
            return text
        if self.protect == "all":
            return protect_all(text)
        language = self.record.texts.get("language", "en").lower()
        # Only English titles have their case changed (biblatex manual, \\MakeSentenceCase).
        if not language.startswith("en") or self._stood_bare(text):
            return text
        origin = self.record.origin
        # Whoever wrote a .bib file has decided which names to protect.
        proper = origin is None or origin.format not in ("bibtex", "biblatex")
        return protect(text, proper=proper)

    def _stood_bare(self, text: str) -> bool:
        """Tell whether a title is one word that its .bib file did not protect: `title = {TR}`.

        Protecting it would put the whole title in a second pair of braces.
        """
        origin = self.record.origin
        return origin is not None and origin.format in ("bibtex", "biblatex") and text.isalnum()

    def _list_item(self, text: str) -> str:
        value = encode(text, ascii=self.ascii)
        return f"{{{value}}}" if re.search(r"(?i)\band\b", text) else value

    def _take(self, variable: TextVar, name: str, form: str = "text") -> None:
        if variable in self.left and name not in self.fields:
            self.moves.append((variable, name, form))
            self._put(name, self.left.pop(variable), form)

    def _names(self) -> None:
        extended = self.dialect == "biblatex"
        names: dict[NameVar, list[Name]] = {}
        for variable, people in self.record.names.items():
            # biblatex has no field for a director; as an editor of the kind he is printed.
            if variable not in _NAME_FIELDS or (extended and variable == "director"):
                names[variable] = people
            elif people:
                value = write_names(people, ascii=self.ascii, extended=extended)
                self.fields[_NAME_FIELDS[variable]] = f"{{{value}}}"
        if not names:
            return
        slots = list(EDITOR_SLOTS)
        if "editor" not in self.fields:
            slots.insert(0, ("editor", "editortype"))
        for variable, people in names.items():
            if not people:
                continue
            value = write_names(people, ascii=self.ascii, extended=extended)
            if not slots:
                self.fields[field_of(variable)] = f"{{{value}}}"
                continue
            name, kind = slots.pop(0)
            self.fields[name] = f"{{{value}}}"
            self.fields[kind] = f"{{{_role(variable)}}}"

    def _prepare(self) -> None:
        """Bring variables with two names, volume titles and arXiv numbers into one form."""
        if self.left.keys().isdisjoint(_TWO_NAMES):
            return
        for old, new in SAME_AS.items():
            if old in self.left and self.left.get(new, self.left[old]) == self.left[old]:
                self.left[new] = self.left.pop(old)
        first = self.left.get("page-first")
        if first and re.match(rf"{re.escape(first)}(?!\w)", self.left.get("page", first)):
            self.left.setdefault("page", first)
            del self.left["page-first"]

    def _texts(self) -> None:
        record, left = self.record, self.left
        self._title_fields()
        is_article = record.type == "article" and "number" in left
        arxiv = _ARXIV.fullmatch(left["number"]) if is_article else None
        if arxiv:
            self._put("eprint", arxiv[1], "verbatim")
            kind = ("archiveprefix", "arXiv") if self.dialect == "bibtex" else (
                "eprinttype", "arxiv"
            )  # fmt: skip
            self._put(*kind)
            del left["number"]
        elif (
            left.get("URL")
            and not left.keys().isdisjoint(_ARCHIVE)
            and left["URL"] == eprint_url(left.get("archive", ""), left.get("archive_location", ""))
        ):
            # It is read from the eprint again.
            del left["URL"]
        self._genre()
        for variable, name in number_fields(record.type, self.kind):
            if variable in left:
                self._take(variable, name)
        if "publisher" in left:
            self._take("publisher", self._publisher_field())
        if "language" in left:
            if babel := BABEL.get(left["language"]):
                self._put("langid", babel)
                del left["language"]
            self._take("language", "language")
        for _, row in sorted([_PLACED[variable] for variable in left if variable in _PLACED]):
            name = row.bibtex if self.dialect == "bibtex" else row.biblatex
            self._take(row.variable, name, row.form)
        if left:
            self._archive()

    def _archive(self) -> None:
        record, left = self.record, self.left
        archive = "archiveprefix" if left.get("archive", "").lower() == "arxiv" else "eprinttype"
        self._take("archive", archive if self.dialect == "bibtex" else "eprinttype", "verbatim")
        # An accession number of no named archive is no eprint, which biblatex would link to arXiv.
        location = left.get("archive_location", "")
        named = "archive" in record.texts or ARXIV.fullmatch(location) is not None
        self._take("archive_location", "eprint" if named else "archivelocation", "verbatim")

    def _publisher_field(self) -> str:
        record = self.record
        name = publisher_field(record.type, self.kind, self.dialect)
        if name not in _OTHER_PUBLISHERS:
            return name
        why = record.evidence.get("publisher")
        # Where it stood before, it stays, printed or not.
        stayed = why is not None and why.rule == "bibtex:publisher"
        if name == "howpublished" and (
            stayed
            # There it would be read as something else: a preprint's container, an address.
            or record.type == "article"
            or "bibtex:howpublished" in record.extra
            or ADDRESS.search(self.left.get("publisher", ""))
        ):
            return "publisher"
        return "publisher" if stayed else name

    def _title_fields(self) -> None:
        record, container = self.record, container_field(self.record, self.dialect)
        left = self.left
        if "volume-title" in left and record.type in IN_BOOKS:
            if "container-title" in left:
                self._take("volume-title", "booktitle", "name")
                self._take("container-title", "maintitle", "name")
        elif "volume-title" in left and record.type in BOOKS:
            if "title" in left:
                self._take("title", "maintitle", "title")
                self._take("volume-title", "title", "title")
        elif record.type == "periodical" and "title" in left and "container-title" in left:
            self._take("title", "issuetitle", "title")
            self._take("container-title", "title", "name")
        self._take("title", "title", "title")
        self._take("container-title", container, "name")

    def _genre(self) -> None:
        record, left = self.record, self.left
        genre = left.get("genre", "")
        if record.type != "thesis" and not genre:
            return
        if record.type == "thesis" and self.dialect == "bibtex" and not self.remembered:
            if genre == DEGREES.get(self.kind):
                del left["genre"]
            elif not genre:
                # A master's thesis is what @mastersthesis says; this one does not.
                self._put("type", "Thesis")
        elif genre in TYPE_NAMES and self.dialect == "biblatex":
            left["genre"] = TYPE_NAMES[genre]

    def _subtype(self) -> None:
        """Say which CSL type it is where the entry type would be read as another."""
        record = self.record
        if TYPES.get(self.kind, "document") == record.type:
            return
        if (
            record.type == "article"
            and self.kind == "misc"
            and _ARXIV.fullmatch(record.texts.get("number", ""))
        ):
            return
        self.fields["entrysubtype"] = f"{{{SUBTYPE_NAMES.get(record.type, record.type)}}}"

    def _issued(self) -> None:
        issued = self.record.dates.get("issued")
        if issued is None:
            return
        self.fields.update(_issued(issued, self.dialect, self.ascii, self.protect == "none"))

    def _dates(self) -> None:
        dates = self.record.dates
        if len(dates) == 1 and "issued" in dates:
            return
        for variable, name in DATES:
            if variable in dates:
                self._put_date(name, dates[variable])
        for variable in dates:
            if variable in _WRITTEN_DATES:
                continue
            date = dates[variable]
            self._put_date(field_of(variable), date)
            if (read_date(to_iso(date)) or Date(literal=to_iso(date))) != date:
                self._lose(f"part of the date {variable}")

    def _put_date(self, name: str, date: Date) -> None:
        # biber reads dates raw: "2020-02\\textasciitilde{}" is none.
        if date.start:
            self.fields[name] = f"{{{to_iso(date)}}}"
        else:
            self._put(name, to_iso(date))

    def _extra(self) -> None:
        for key, values in self.record.extra.items():
            space, _, name = key.partition(":")
            if key == "bibtex:@type":
                continue
            carried = fields_of(key, len(values))
            if carried and are_lines(values):
                for field, value in zip(carried, values, strict=True):
                    self._put(field, str(value))
                continue
            if space != "bibtex" or not _FIELD_NAME.fullmatch(name):
                self._lose(in_words(key))
                continue
            for value in values:
                if not isinstance(value, str) or name in self.fields:
                    self._lose(in_words(key))
                elif value:
                    raw = defuse(value)
                    self.fields[name] = f"{{{raw if is_balanced(raw) else encode(value)}}}"


_ARCHIVE = frozenset(("archive", "archive_location"))
_NAME_FIELDS = dict(NAMES)
# Variables that `_prepare` brings into one form.
_TWO_NAMES = frozenset((*SAME_AS, "page-first"))
# Fields for a publisher in which it does not always stand.
_OTHER_PUBLISHERS = frozenset(("howpublished", "organization"))

# A variable, its field and the form of its text.
_Move = tuple[TextVar, str, str]
# A shape is a dialect, a type, an entry type and variables, in their order; they are few.
_PLANS: dict[tuple[str, ...], tuple[_Move, ...]] = {}
_SHAPES = 1 << 12
# Variables whose values decide where they or others go.
_LOOKED_INTO = _ARCHIVE | _TWO_NAMES | {"genre", "language"}


# Few sets of fields make up a bibliography.
@lru_cache(1 << 12)
def _in_order(names: tuple[str, ...]) -> list[str]:
    """Return the names of fields in the order in which they are written."""
    return sorted(names, key=lambda name: _ORDER.get(name, len(_ORDER)))


# The dates of a bibliography are few.
@lru_cache(1 << 12)
def _issued(issued: Date, dialect: Dialect, ascii: bool, bare: bool) -> dict[str, str]:
    """Return the fields of a date, with their delimiters; `bare` ones have no `nocase` spans."""
    if dialect == "biblatex" and issued.start and -9999 <= issued.start[0] <= 9999:
        value = Written(date=to_iso(issued))
    else:
        value = write_date(issued)
    year = unprotected(value.year) if bare else value.year
    # biber reads dates raw: "2020-02\\textasciitilde{}" is none.
    fields = {"year": encode(year, ascii=ascii), "day": value.day, "date": value.date}
    written = {name: f"{{{text}}}" for name, text in fields.items() if text}
    return written | ({"month": month_macro(value.month)} if value.month else {})


# The row of each variable, behind its place.
_PLACED = {row.variable: (place, row) for place, row in enumerate(ROWS)}


def _role(variable: NameVar) -> str:
    return next((name for name, role in EDITOR_TYPES.items() if role == variable), variable)


def _pages(text: str, ascii: bool) -> str:
    if _PLAIN_PAGES.fullmatch(text):
        return text.replace("-", "--")
    if "–" in text or "—" in text:
        return encode(text.replace("—", "–"), ascii=ascii)
    parts = []
    for part in text.split(","):
        ends = _PAGES.split(part.strip())
        if len(ends) == 2 and all(re.search(r"\d", end) or _ROMAN.fullmatch(end) for end in ends):
            parts.append(part.replace(part.strip(), "–".join(ends)))
        else:
            parts.append(part)
    return encode(",".join(parts), ascii=ascii)
