"""BibTeX and BibLaTeX entries to records: which field is which variable, by the entry's type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import Item, ReadOptions, found
from bibconv.formats.bibcarried import key_of, variable_of
from bibconv.formats.bibdates import read_date, with_month
from bibconv.formats.bibentry import RawEntry, RawField, short
from bibconv.formats.bibfields import (
    ADDRESS,
    ALIASES,
    BOOKS,
    DATES,
    DEGREES,
    EDITOR_SLOTS,
    EDITOR_TYPES,
    IN_BOOKS,
    LANGUAGES,
    LISTS,
    NAMES,
    ROWS,
    SUBTYPES,
    TYPE_KEYS,
    TYPES,
    Dialect,
    Row,
    entry_type,
    eprint_url,
    number_variable,
    publisher_order,
)
from bibconv.formats.bibfile import entries
from bibconv.formats.bibnames import misread, read_names, split_and, split_names
from bibconv.formats.latex import (
    decode,
    decode_verbatim,
    fold,
    is_plain,
    unknown_commands,
    unsafe_commands,
)
from bibconv.record import Date, Evidence, Json, Origin, Record, Verbatim
from bibconv.source import Source, Span
from bibconv.values.identifiers import ARXIV, normal_doi
from bibconv.variables import (
    DATE_VARS,
    ITEM_TYPES,
    NAME_VARS,
    TEXT_VARS,
    DateVar,
    ItemType,
    NameVar,
    TextVar,
)

# "in press", "n.d.", "to appear in 2020": what stands for a date and is none.
_NO_DATE = re.compile(
    r"\W*(?:in (?:press|preparation|print|review|revision)|to (?:appear|be published)|forthcoming"
    r"|submitted|accepted|undated|no date|n\. ?d|o\. ?J|s\. ?a|im (?:Druck|Erscheinen)"
    r"|im Ersch|sous presse|à paraître|en prensa)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# "318--350"
_PLAIN_PAGES = re.compile(r"([0-9]+)--?([0-9]+)")
# Dashes a page range is printed with.
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*")


_EPRINT = frozenset("eprint eprinttype archiveprefix archivelocation".split())
_SUBTITLES = frozenset("subtitle booksubtitle mainsubtitle journalsubtitle".split())
_new = tuple.__new__


def read_entries(
    source: Source, report: Report, options: ReadOptions, dialect: Dialect
) -> Iterator[Item]:
    """Yield the records of a file and what stands between them."""
    told: set[str] = set()
    for item in entries(source, report):
        if isinstance(item, Verbatim):
            yield item
            continue
        reader = _Reader(item, source, dialect, told)
        record = reader.record()
        if not item.key:
            record.id = options.keys.make(record)
        else:
            record.id = options.keys.claim(item.key)
            if record.id != item.key:
                reader.say(
                    "warning",
                    "bibtex-duplicate-key",
                    f"the key '{item.key}' is used before",
                    item.span,
                    f"this entry is now '{record.id}'",
                )
        for finding in reader.findings:
            report.add(finding._replace(key=record.id))
        yield record


def _rows() -> dict[str, list[tuple[int, str, Row]]]:
    """Return the rows of the table by the fields that they read, each with its place."""
    rows: dict[str, list[tuple[int, str, Row]]] = {}
    place = 0
    for row in ROWS:
        # Code below reads these.
        if row.variable not in ("title", "genre", "URL"):
            for name in dict.fromkeys((row.bibtex, row.biblatex, *row.also)):
                rows.setdefault(name, []).append((place, name, row))
                place += 1
    return rows


_ROWS = _rows()


# A variable, the field that becomes it, the form of its text, and what evidence calls the rule.
_Move = tuple[TextVar, str, str, str]
# A shape is an entry's dialect, type and fields, in their order; a bibliography has few.
_MOVES: dict[tuple[str, ...], tuple[_Move, ...]] = {}
_SHAPES = 1 << 12
# Fields whose values decide what becomes of them or of others.
_LOOKED_INTO = _EPRINT | _SUBTITLES | frozenset(
    "entrysubtype maintitle issuetitle type howpublished langid hyphenation".split()
)  # fmt: skip
_TEXT_FIELDS = frozenset(_ROWS) | frozenset(
    "title journaltitle journal booktitle number issue eid url publisher institution school "
    "organization language".split()
)


class _Reader:
    """One entry on its way into a record; fields are taken out of `left` as they are understood."""

    def __init__(self, entry: RawEntry, source: Source, dialect: Dialect, told: set[str]) -> None:
        self.entry = entry
        self.source = source
        # They wait for the record's key.
        self.findings: list[Diagnostic] = []
        self.dialect: Dialect = dialect
        self.told = told
        self.left = {name: field for name, field in entry.fields.items() if field.text.strip()}
        self.made = Record(origin=Origin(dialect, source.name, entry.span, entry.line, entry.raw))
        # Which field has become which variable, so far.
        self.moves: list[_Move] = []

    def record(self) -> Record:
        """Return the record; what is not understood is in `extra`."""
        self._type()
        shape = (self.dialect, self.entry.kind, *self.left)
        moves = _MOVES.get(shape)
        if moves is None:
            self._take_texts()
            self._remember(shape)
        else:
            for move in moves:
                self._text(*move)
        self._names()
        self._dates()
        self._carried()
        self._extra()
        return self.made

    def _take_texts(self) -> None:
        """Take the fields that are variables of text."""
        self._eprint()
        self._titles()
        rows = [place for name in self.left if name in _ROWS for place in _ROWS[name]]
        for _, name, row in sorted(rows):
            if name in self.left and row.variable not in self.made.texts:
                self._text(row.variable, name, row.form)
        self._genre()
        self._numbers()
        self._container()
        self._url()
        self._publisher()
        self._language()

    def _remember(self, shape: tuple[str, ...]) -> None:
        """Note the moves of a shape where they depend on no value.

        They do where a field is looked into, and where two fields may become one variable: then the
        second counts if the first is empty.
        """
        moves, kind = self.moves, self.entry.kind
        if (
            kind not in DEGREES
            and _LOOKED_INTO.isdisjoint(shape)
            and _TEXT_FIELDS.isdisjoint(self.left)
            and len({variable for variable, *_ in moves}) == len(moves)
            and len(_MOVES) < _SHAPES
        ):
            _MOVES[shape] = (*moves,)

    def say(self, severity: Severity, code: str, message: str, span: Span, hint: str = "") -> None:
        """Note a finding about this entry."""
        self.findings.append(found(self.source, severity, code, message, span, hint=hint))

    def _decoded(self, field: RawField, form: str) -> str:
        if form == "verbatim":
            return decode_verbatim(field.text)
        text = decode(field.text, protect=form in ("title", "name"))
        if "\\" in text:
            for command in unknown_commands(text):
                if command not in self.told:
                    self.told.add(command)
                    self.say(
                        "info",
                        "latex-unknown-command",
                        f"\\{command} is not known and was kept as it is",
                        field.span,
                    )
            for command in unsafe_commands(text):
                self.say(
                    "warning",
                    "latex-unsafe-command",
                    f"\\{command} is no text: it reads, writes, runs or defines something",
                    field.span,
                    "it is kept as text, which LaTeX prints and does not carry out",
                )
        return text

    def _text(self, variable: TextVar, name: str, form: str = "text", rule: str = "field") -> None:
        self.moves.append((variable, name, form, rule))
        field = self.left.pop(name)
        text = field.text
        if form == "pages" and (pages := _PLAIN_PAGES.fullmatch(text)):
            text = f"{pages[1]}-{pages[2]}"
        elif self.dialect == "biblatex" and name in LISTS and " and " in field.text:
            parts = split_and(fold(field.text))
            text = "; ".join(self._decoded(field._replace(text=part), form) for part in parts)
        else:
            text = text.strip(" ") if is_plain(text) else self._decoded(field, form)
            if form == "pages":
                text = _pages(text)
            elif variable == "DOI":
                text = normal_doi(text)
        if text:
            self.made.texts[variable] = text
            self.made.evidence[variable] = _new(Evidence, (field.span, rule, 1.0))

    def _set(self, variable: TextVar, text: str, span: Span, rule: str = "field") -> None:
        if text:
            self.made.texts[variable] = text
            self.made.evidence[variable] = _new(Evidence, (span, rule, 1.0))

    def _type(self) -> None:
        kind = self.entry.kind
        self.made.type = TYPES.get(kind, "document")
        if subtype := self.left.get("entrysubtype"):
            named = fold(subtype.text).lower()
            known: ItemType | None = SUBTYPES.get(named)
            if known is None and named in ITEM_TYPES:
                known = named
            if known:
                self.made.type = known
                if named in ITEM_TYPES or SUBTYPES.get(named) == known:
                    del self.left["entrysubtype"]
        start = self.entry.span.start
        span = Span(start, start + len(kind) + 1)
        self.made.evidence["type"] = _new(Evidence, (span, "entry-type", 1.0))

    def _eprint(self) -> None:
        if _EPRINT.isdisjoint(self.left):
            return
        names = [name for name in ("eprinttype", "archiveprefix") if name in self.left]
        eprint = self.left.get("eprint")
        archive = fold(self.left[names[0]].text) if names else ""
        made = self.made
        identifier = ""
        if eprint:
            identifier = decode_verbatim(eprint.text)
            identifier = re.sub(r"(?i)^arxiv:\s*", "", identifier)
        is_arxiv = (
            bool(eprint)
            and ARXIV.fullmatch(identifier) is not None
            and (archive.lower() == "arxiv" or not archive)
        )
        state = self.left["pubstate"].text.lower() if "pubstate" in self.left else ""
        if (
            is_arxiv
            and eprint
            and (
                made.type == "article"
                or (
                    "entrysubtype" not in self.entry.fields
                    and (
                        self.entry.kind in ("misc", "unpublished")
                        or (made.type == "webpage" and state in ("prepublished", "preprint"))
                    )
                )
            )
        ):
            made.type = "article"
            self._set("number", f"arXiv:{identifier}", eprint.span)
            for name in ("eprint", *names):
                del self.left[name]
            names = []
        else:
            if names:
                self._text("archive", names[0], "verbatim")
            if eprint and (names or ARXIV.fullmatch(identifier)):
                self._text("archive_location", "eprint", "verbatim")
            elif "archivelocation" in self.left and not eprint:
                self._text("archive_location", "archivelocation", "verbatim")
        how = self.left["howpublished"].text if "howpublished" in self.left else ""
        if eprint and "url" not in self.left and not ADDRESS.search(how):
            self._set("URL", eprint_url(archive, identifier), eprint.span, "eprint-url")

    def _titles(self) -> None:
        """Join titles and subtitles; a main title is the title, and the title its volume's."""
        if not _SUBTITLES.isdisjoint(self.left):
            for name in ("title", "booktitle", "maintitle", "journaltitle", "journal"):
                self._join(name)
        chapter = self.made.type in IN_BOOKS
        part = "booktitle" if chapter else "title"
        if "maintitle" in self.left:
            if not chapter and self.made.type not in BOOKS:
                # A podcast's or a broadcast's series; BBT exports it so.
                self._text("container-title", "maintitle", "name")
            else:
                if part in self.left:
                    self._text("volume-title", part, "name" if chapter else "title")
                self._text(
                    "container-title" if chapter else "title",
                    "maintitle",
                    "name" if chapter else "title",
                )
        if "issuetitle" in self.left and not {"title", "container-title"} & {*self.made.texts}:
            # A periodical's issue with a title of its own (biblatex manual, @periodical).
            if "title" in self.left:
                self._text("container-title", "title", "name")
            self._text("title", "issuetitle", "title")
        if "title" in self.left and "title" not in self.made.texts:
            self._text("title", "title", "title")

    def _join(self, name: str) -> None:
        """Add a subtitle to its title, behind a colon where no mark stands there already."""
        stem = "journal" if name == "journal" else name.removesuffix("title")
        if name not in self.left or f"{stem}subtitle" not in self.left:
            return
        title, subtitle = self.left[name], self.left.pop(f"{stem}subtitle")
        text = fold(title.text)
        between = " " if text.rstrip("}")[-1:] in ("?", "!", ":", ".") else ": "
        self.left[name] = title._replace(text=f"{text}{between}{fold(subtitle.text)}")

    def _genre(self) -> None:
        made, kind = self.made, self.entry.kind
        if "type" in self.left:
            self._text("genre", "type")
            genre = made.texts.get("genre", "")
            if genre.lower() in TYPE_KEYS:
                made.texts["genre"] = TYPE_KEYS[genre.lower()]
            elif genre == "Thesis" and kind == "mastersthesis":
                # What the writer puts where a thesis does not say which.
                del made.texts["genre"]
                del made.evidence["genre"]
        elif kind in DEGREES and made.type == "thesis":
            self._set("genre", DEGREES[kind], made.evidence["type"].span or self.entry.span)

    def _numbers(self) -> None:
        texts = self.made.texts
        variable = number_variable(self.made.type, self.entry.kind)
        for name, target in (("number", variable), ("issue", "issue"), ("eid", "number")):
            if name in self.left and target not in texts:
                self._text(target, name)

    def _container(self) -> None:
        names = ["journaltitle", "journal", "booktitle"]
        if self.made.type in IN_BOOKS:
            names = ["booktitle", "journaltitle", "journal"]
        for name in names:
            if name in self.left and "container-title" not in self.made.texts:
                self._text("container-title", name, "name")

    def _url(self) -> None:
        if "url" in self.left:
            self._text("URL", "url", "verbatim")
        how = self.left.get("howpublished")
        if how is None:
            return
        text = fold(how.text)
        if match := ADDRESS.fullmatch(text):
            # Written as `url`: every other format has a field for it, and newer styles link it.
            # In howpublished it was for plain.bst, which has no url, and needs a package.
            url = decode_verbatim(match[1] or match[2])
            if self.made.texts.get("URL", url) == url:
                del self.left["howpublished"]
                self._set("URL", url, how.span)
        elif self.made.type == "article" and "container-title" not in self.made.texts:
            self._text("container-title", "howpublished", "name")

    def _publisher(self) -> None:
        for name in publisher_order(self.made.type, self.entry.kind):
            if name in self.left and not (
                name == "howpublished" and ADDRESS.search(self.left[name].text)
            ):
                self._text("publisher", name, rule=f"bibtex:{name}")
                return

    def _language(self) -> None:
        for name in ("langid", "hyphenation"):
            if name in self.left:
                field = self.left.pop(name)
                text = self._decoded(field, "text")
                self._set("language", LANGUAGES.get(text.lower(), text), field.span)
                return
        if "language" in self.left:
            self._text("language", "language")

    def _names(self) -> None:
        for variable, name in NAMES:
            if name == "editor" and "editortype" in self.left:
                role = _role(self.left["editortype"].text)
                if role and name in self.left:
                    del self.left["editortype"]
                    variable = role
            if name in self.left:
                self._name_list(variable, name)
        for name, kind in EDITOR_SLOTS:
            role = _role(self.left[kind].text) if kind in self.left else None
            if role and role not in self.made.names and name in self.left:
                del self.left[kind]
                self._name_list(role, name)

    def _name_list(self, variable: NameVar, name: str) -> None:
        field = self.left.pop(name)
        parts = split_names(field.text)
        if misread(parts):
            self.say(
                "warning",
                "bibtex-name-commas",
                f"a name in '{name}' has too many commas and was kept as one",
                field.span,
                "separate names by 'and'",
            )
        if names := read_names(parts):
            self.made.names[variable] = names
            self.made.evidence[variable] = _new(Evidence, (field.span, "field", 1.0))

    def _dates(self) -> None:
        for variable, name in DATES:
            if name == "origdate" and name not in self.left and "origyear" in self.left:
                name = "origyear"
            if name in self.left:
                field = self.left.pop(name)
                self._date(variable, self._read_date(name, field), field.span)
        self._issued()

    def _issued(self) -> None:
        day = self.left.get("day")
        month = self.left.get("month")
        year = self.left.get("year")
        if date := self.left.get("date"):
            issued = self._read_date("date", date)
            if issued.start or not year:
                del self.left["date"]
                if (
                    month
                    and not year
                    and (whole := with_month(issued, self._decoded(month, "text"), ""))
                ):
                    issued = whole
                    del self.left["month"]
                self._date("issued", issued, date.span)
                if year and self._decoded(year, "text") == str(issued.start[0:1] or "")[1:-2]:
                    # Both are written for readers who know only one of them.
                    for name in ("year", "month", "day"):
                        self.left.pop(name, None)
                return
        if not year:
            return
        issued = self._read_date("year", year)
        del self.left["year"]
        if month and issued.start:
            whole = with_month(
                issued, self._decoded(month, "text"), self._decoded(day, "text") if day else ""
            )
            if whole:
                issued = whole
                del self.left["month"]
                self.left.pop("day", None)
            else:
                self.say(
                    "warning",
                    "bibtex-month",
                    f"the month '{fold(month.text)}' was not understood",
                    month.span,
                    "write month = mar, and the day in a field of its own",
                )
        self._date("issued", issued, year.span)

    def _read_date(self, name: str, field: RawField) -> Date:
        if field.text.isdigit() and (year := read_date(field.text)):
            return year
        # EDTF's "1900~" is no tie; "{\\noopsort{a}}1900" is LaTeX.
        text = self._decoded(field, "text")
        if known := read_date(fold(field.text)) or read_date(text):
            return known
        if not _NO_DATE.fullmatch(text):
            self.say(
                "warning",
                "bibtex-date",
                f"the {name} {short(text)} was not understood",
                field.span,
                "it is kept as it is; write 2020, 2020-03 or 2020-03-30",
            )
        return Date(literal=text)

    def _date(self, variable: DateVar, value: Date, span: Span) -> None:
        self.made.dates[variable] = value
        self.made.evidence[variable] = Evidence(span, "field")

    def _carried(self) -> None:
        """Take back what a writer had no field for."""
        made = self.made
        for name in [name for name in self.left if "-" in name]:
            variable, field = variable_of(name), self.left[name]
            if variable in NAME_VARS and variable not in made.names:
                self._name_list(variable, name)
            elif variable in DATE_VARS and variable not in made.dates:
                del self.left[name]
                self._date(variable, self._read_date(name, field), field.span)
            elif variable in TEXT_VARS and variable not in made.texts:
                self._text(variable, name)
            elif key := key_of(name):
                del self.left[name]
                made.extra.setdefault(key, []).append(self._decoded(field, "text"))

    def _extra(self) -> None:
        made, kind = self.made, self.entry.kind
        extra: dict[str, list[Json]] = {}
        usual = entry_type(made, self.dialect)
        if (
            kind
            and usual not in (kind, ALIASES.get(kind))
            and ALIASES.get(usual) != kind
            and (ALIASES.get(usual, usual) != ALIASES.get(kind, kind))
        ):
            extra["bibtex:@type"] = [kind]
        for name, field in self.left.items():
            if not field.inherited:
                extra[f"bibtex:{name}"] = [fold(field.text)]
        for name, field in self.entry.repeated:
            if field.text.strip():
                # By its own name a writer would take it for the field itself.
                extra.setdefault(f"bibtex:@again:{name}", []).append(fold(field.text))
                self.say(
                    "warning",
                    "bibtex-duplicate-field",
                    f"'{name}' is given again; the first one counts",
                    field.span,
                    "the other was kept aside",
                )
        made.extra.update(extra)


def _pages(text: str) -> str:
    """Return pages with a hyphen for the dash; where both stand, the dash is kept apart."""
    if "-" in text and _DASHES.search(text):
        return _DASHES.sub("–", text)
    return _DASHES.sub("-", text)


def _role(text: str) -> NameVar | None:
    role = fold(text).lower()
    if role in EDITOR_TYPES:
        return EDITOR_TYPES[role]
    return role if role in NAME_VARS else None
