"""BibTeX and BibLaTeX entries to records: which field is which variable, by the entry's type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import Item, ReadOptions, found
from bibconv.formats.bibcarried import key_of, variable_of
from bibconv.formats.bibdates import read_date, with_month
from bibconv.formats.bibentry import RawEntry, short
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
    SUBTYPES,
    TYPE_KEYS,
    TYPES,
    Dialect,
    entry_type,
    eprint_url,
    number_variable,
    publisher_order,
)
from bibconv.formats.bibfile import entries
from bibconv.formats.bibnames import misread, plain_names, read_names, split_and, split_names
from bibconv.formats.bibplans import (
    EPRINT,
    OF_TYPE,
    OTHER_DATES,
    PLANS,
    ROWS_BY_FIELD,
    SUBTITLES,
    Move,
    Plan,
    Shape,
    Why,
    bare_fields,
    evidence,
    is_fixed,
)
from bibconv.formats.latex import (
    decode,
    decode_verbatim,
    fold,
    is_plain,
    unknown_commands,
    unsafe_commands,
)
from bibconv.record import Date, Json, LateEvidence, Name, Origin, Record, Verbatim
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
                    hint=f"this entry is now '{record.id}'",
                )
        for finding in reader.findings:
            report.add(finding._replace(key=record.id))
        yield record


class _Reader:
    """One entry on its way into a record; fields are taken out of `left` as they are understood."""

    def __init__(self, entry: RawEntry, source: Source, dialect: Dialect, told: set[str]) -> None:
        self.entry = entry
        self.source = source
        # They wait for the record's key.
        self.findings: list[Diagnostic] = []
        self.dialect: Dialect = dialect
        self.told = told
        self.left = {name: text for name, text in entry.fields.items() if text.strip()}
        # Where values came from, so far.
        self.why = [OF_TYPE]
        self.moves: list[Move] = []
        self.made = Record(
            "", TYPES.get(entry.kind, "document"), {}, {}, {}, {},
            _new(Origin, (dialect, source.name, entry.span, entry.line, entry.raw)),
            LateEvidence(partial(evidence, entry, self.why)),
        )  # fmt: skip

    def record(self) -> Record:
        """Return the record; what is not understood is in `extra`."""
        left = self.left
        shape = (self.dialect, self.entry.kind, *left)
        plan = PLANS.get(shape)
        if plan:
            self._follow(plan)
            for person, name in plan.names:
                self._name_list(person, name)
        else:
            self._type()
            self._take_texts()
            self._remember(shape)
            self._names()
        if not plan or plan.has_dates:
            self._other_dates()
        self._issued()
        if left:
            self._carried()
        if left or self.entry.repeated or not plan or plan.has_own_kind:
            self._extra()
        return self.made

    def _follow(self, plan: Plan) -> None:
        """Take the fields that are variables of text, by the plan of their shape."""
        left, texts, bare = self.left, self.made.texts, plan.bare
        # One look at all of them is cheaper than one at each.
        are_plain = is_plain("".join([left[name] for name in bare]))
        for variable, name, form, why in plan.texts:
            if are_plain and name in bare:
                text = left.pop(name).strip(" ")
            else:
                text = self._value(variable, name, form)
            if text:
                texts[variable] = text
                self.why.append(why)

    def _take_texts(self) -> None:
        """Take the fields that are variables of text."""
        self._eprint()
        self._titles()
        rows = [place for name in self.left for place in ROWS_BY_FIELD.get(name, ())]
        for _, name, row in sorted(rows):
            if name in self.left and row.variable not in self.made.texts:
                self._text(row.variable, name, row.form)
        self._genre()
        self._numbers()
        self._container()
        self._url()
        self._publisher()
        self._language()

    def _remember(self, shape: Shape) -> None:
        """Make the plan of a shape."""
        # A degree may be the genre of its thesis.
        if self.entry.kind not in DEGREES and is_fixed(shape, self.moves, self.left):
            PLANS[shape] = Plan(
                (*self.moves,),
                bare_fields(self.moves, self.dialect),
                tuple((variable, name) for variable, name in NAMES if name in self.left),
                not OTHER_DATES.isdisjoint(shape),
                self._has_own_kind(),
            )

    def say(
        self, severity: Severity, code: str, message: str, name: str = "", hint: str = ""
    ) -> None:
        """Note a finding about a field, or about the entry."""
        place = self.entry.place(name) if name else self.entry.span
        self._say_at(place, severity, code, message, hint)

    def _say_at(self, span: Span, severity: Severity, code: str, message: str, hint: str) -> None:
        self.findings.append(found(self.source, severity, code, message, span, hint=hint))

    def _decoded(self, name: str, text: str, form: str) -> str:
        if form == "verbatim":
            return decode_verbatim(text)
        text = decode(text, protect=form in ("title", "name"))
        if "\\" in text:
            for command in unknown_commands(text):
                if command not in self.told:
                    self.told.add(command)
                    self.say(
                        "info",
                        "latex-unknown-command",
                        f"\\{command} is not known and was kept as it is",
                        name,
                    )
            for command in unsafe_commands(text):
                self.say(
                    "warning",
                    "latex-unsafe-command",
                    f"\\{command} is no text: it reads, writes, runs or defines something",
                    name,
                    "it is kept as text, which LaTeX prints and does not carry out",
                )
        return text

    def _text(self, variable: TextVar, name: str, form: str = "text", rule: str = "field") -> None:
        self.moves.append((variable, name, form, Why(variable, name, rule)))
        self._set(variable, self._value(variable, name, form), name, rule)

    def _value(self, variable: TextVar, name: str, form: str) -> str:
        """Take a field and return its text as that of a variable."""
        text = self.left.pop(name)
        if form == "pages" and (pages := _PLAIN_PAGES.fullmatch(text)):
            return f"{pages[1]}-{pages[2]}"
        if self.dialect == "biblatex" and name in LISTS and " and " in text:
            return "; ".join(self._decoded(name, part, form) for part in split_and(fold(text)))
        text = text.strip(" ") if is_plain(text) else self._decoded(name, text, form)
        if form == "pages":
            return _pages(text)
        return normal_doi(text) if variable == "DOI" else text

    def _set(self, variable: TextVar, text: str, name: str, rule: str = "field") -> None:
        if text:
            self.made.texts[variable] = text
            self.why.append(Why(variable, name, rule))

    def _type(self) -> None:
        if subtype := self.left.get("entrysubtype"):
            named = fold(subtype).lower()
            known: ItemType | None = SUBTYPES.get(named)
            if known is None and named in ITEM_TYPES:
                known = named
            if known:
                self.made.type = known
                if named in ITEM_TYPES or SUBTYPES.get(named) == known:
                    del self.left["entrysubtype"]

    def _eprint(self) -> None:
        if EPRINT.isdisjoint(self.left):
            return
        names = [name for name in ("eprinttype", "archiveprefix") if name in self.left]
        eprint = self.left.get("eprint")
        archive = fold(self.left[names[0]]) if names else ""
        made = self.made
        identifier = ""
        if eprint:
            identifier = decode_verbatim(eprint)
            identifier = re.sub(r"(?i)^arxiv:\s*", "", identifier)
        is_arxiv = (
            bool(eprint)
            and ARXIV.fullmatch(identifier) is not None
            and (archive.lower() == "arxiv" or not archive)
        )
        state = self.left["pubstate"].lower() if "pubstate" in self.left else ""
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
            self._set("number", f"arXiv:{identifier}", "eprint")
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
        how = self.left.get("howpublished", "")
        if eprint and "url" not in self.left and not ADDRESS.search(how):
            self._set("URL", eprint_url(archive, identifier), "eprint", "eprint-url")

    def _titles(self) -> None:
        """Join titles and subtitles; a main title is the title, and the title its volume's."""
        if not SUBTITLES.isdisjoint(self.left):
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
        text = fold(title)
        between = " " if text.rstrip("}")[-1:] in ("?", "!", ":", ".") else ": "
        self.left[name] = f"{text}{between}{fold(subtitle)}"

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
                self.why.pop()
        elif kind in DEGREES and made.type == "thesis":
            self._set("genre", DEGREES[kind], "")

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
        text = fold(how)
        if match := ADDRESS.fullmatch(text):
            # Written as `url`: every other format has a field for it, and newer styles link it.
            # In howpublished it was for plain.bst, which has no url, and needs a package.
            url = decode_verbatim(match[1] or match[2])
            if self.made.texts.get("URL", url) == url:
                del self.left["howpublished"]
                self._set("URL", url, "howpublished")
        elif self.made.type == "article" and "container-title" not in self.made.texts:
            self._text("container-title", "howpublished", "name")

    def _publisher(self) -> None:
        for name in publisher_order(self.made.type, self.entry.kind):
            if name in self.left and not (
                name == "howpublished" and ADDRESS.search(self.left[name])
            ):
                self._text("publisher", name, rule=f"bibtex:{name}")
                return

    def _language(self) -> None:
        for name in ("langid", "hyphenation"):
            if name in self.left:
                text = self._decoded(name, self.left.pop(name), "text")
                self._set("language", LANGUAGES.get(text.lower(), text), name)
                return
        if "language" in self.left:
            self._text("language", "language")

    def _names(self) -> None:
        for variable, name in NAMES:
            if name == "editor" and "editortype" in self.left:
                role = _role(self.left["editortype"])
                if role and name in self.left:
                    del self.left["editortype"]
                    variable = role
            if name in self.left:
                self._name_list(variable, name)
        for name, kind in EDITOR_SLOTS:
            role = _role(self.left[kind]) if kind in self.left else None
            if role and role not in self.made.names and name in self.left:
                del self.left[kind]
                self._name_list(role, name)

    def _name_list(self, variable: NameVar, name: str) -> None:
        text = self.left.pop(name)
        if not (names := plain_names(text)):
            names = self._any_names(name, text)
        if names:
            self.made.names[variable] = names
            self.why.append(_new(Why, (variable, name, "field")))

    def _any_names(self, name: str, text: str) -> list[Name]:
        parts = split_names(text)
        if misread(parts):
            self.say(
                "warning",
                "bibtex-name-commas",
                f"a name in '{name}' has too many commas and was kept as one",
                name,
                "separate names by 'and'",
            )
        return read_names(parts)

    def _other_dates(self) -> None:
        for variable, name in DATES:
            if name == "origdate" and name not in self.left and "origyear" in self.left:
                name = "origyear"
            if name in self.left:
                self._date(variable, self._read_date(name, self.left.pop(name)), name)

    def _issued(self) -> None:
        left = self.left
        day, month, year = left.get("day"), left.get("month"), left.get("year")
        if date := left.get("date"):
            issued = self._read_date("date", date)
            if issued.start or not year:
                del left["date"]
                if month and not year and (whole := self._with_month(issued, month, "")):
                    issued = whole
                    del left["month"]
                self._date("issued", issued, "date")
                if year and self._decoded("year", year, "text") == "".join(
                    map(str, issued.start[:1])
                ):
                    # Both are written for readers who know only one of them.
                    for name in ("year", "month", "day"):
                        left.pop(name, None)
                return
        if not year:
            return
        issued = self._read_date("year", year)
        del left["year"]
        if month and issued.start:
            if whole := self._with_month(issued, month, day or ""):
                issued = whole
                del left["month"]
                left.pop("day", None)
            else:
                self.say(
                    "warning",
                    "bibtex-month",
                    f"the month '{fold(month)}' was not understood",
                    "month",
                    "write month = mar, and the day in a field of its own",
                )
        self._date("issued", issued, "year")

    def _with_month(self, issued: Date, month: str, day: str) -> Date | None:
        return with_month(
            issued,
            self._decoded("month", month, "text"),
            self._decoded("day", day, "text") if day else "",
        )

    def _read_date(self, name: str, text: str) -> Date:
        if text.isdigit() and (year := read_date(text)):
            return year
        # EDTF's "1900~" is no tie; "{\\noopsort{a}}1900" is LaTeX.
        decoded = self._decoded(name, text, "text")
        if known := read_date(fold(text)) or read_date(decoded):
            return known
        if not _NO_DATE.fullmatch(decoded):
            self.say(
                "warning",
                "bibtex-date",
                f"the {name} {short(decoded)} was not understood",
                name,
                "it is kept as it is; write 2020, 2020-03 or 2020-03-30",
            )
        return Date(literal=decoded)

    def _date(self, variable: DateVar, value: Date, name: str) -> None:
        self.made.dates[variable] = value
        self.why.append(_new(Why, (variable, name, "field")))

    def _carried(self) -> None:
        """Take back what a writer had no field for."""
        made = self.made
        for name in [name for name in self.left if "-" in name]:
            variable = variable_of(name)
            if variable in NAME_VARS and variable not in made.names:
                self._name_list(variable, name)
            elif variable in DATE_VARS and variable not in made.dates:
                self._date(variable, self._read_date(name, self.left.pop(name)), name)
            elif variable in TEXT_VARS and variable not in made.texts:
                self._text(variable, name)
            elif key := key_of(name):
                text = self._decoded(name, self.left.pop(name), "text")
                made.extra.setdefault(key, []).append(text)

    def _has_own_kind(self) -> bool:
        """Tell whether the entry type is none that a record of this type would be written as."""
        kind, usual = self.entry.kind, entry_type(self.made, self.dialect)
        return (
            bool(kind)
            and usual not in (kind, ALIASES.get(kind))
            and ALIASES.get(usual) != kind
            and ALIASES.get(usual, usual) != ALIASES.get(kind, kind)
        )

    def _extra(self) -> None:
        extra: dict[str, list[Json]] = {}
        if self._has_own_kind():
            extra["bibtex:@type"] = [self.entry.kind]
        for name, text in self.left.items():
            if name not in self.entry.inherited:
                extra[f"bibtex:{name}"] = [fold(text)]
        for name, text, place in self.entry.repeated:
            if text.strip():
                # By its own name a writer would take it for the field itself.
                extra.setdefault(f"bibtex:@again:{name}", []).append(fold(text))
                self._say_at(
                    place,
                    "warning",
                    "bibtex-duplicate-field",
                    f"'{name}' is given again; the first one counts",
                    "the other was kept aside",
                )
        self.made.extra.update(extra)


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
