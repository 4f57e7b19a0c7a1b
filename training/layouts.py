"""Layouts of reference lists that no citation style describes, as templates over a record.

In a template `{title}` is a value with its marks, `{author:FI}` one in a form (see `_FORMS`),
`⟦, {pages}⟧` goes when a value in it is missing, `‹pp. |p. |›` is one of several at random,
`{genre=preprint}` a word of the layout that is a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bibconv.record import OTHERS, Date, Name, Record
from bibconv.variables import TextVar
from training import east_asian, words
from training.marked import mark, outside
from training.native import templates
from training.templates import GENERAL, IN_CV, OF_TYPE
from training.variation import Pools


def laid_out(record: Record, source: Pools, rng: Random) -> tuple[str, str]:
    """Return the name of a layout that suits a record, and the record in it, marked."""
    kind: str = record.type if record.type in OF_TYPE else "document"
    templates = OF_TYPE[kind]
    if rng.random() < _IN_CV:
        templates = IN_CV[kind]
        kind = f"cv-{kind}"
    elif rng.random() < 0.08:
        kind, templates = "general", GENERAL
    elif kind == "article-journal" and rng.random() < _UNTITLED:
        kind, templates = "physics", tuple(one for one in templates if "{title}" not in one)
    _completed(record, source, rng)
    return _in_one(kind, templates, record, rng)


# The share of entries of CVs: their readers know the owner, other lists name every author.
_IN_CV = 0.35
# The share of articles that get a layout without titles: 36 of 100 references to journals in
# GROBID's corpus have none, 1 of 100 in the other corpora.
_UNTITLED = 0.25


def native(record: Record, rng: Random) -> tuple[str, str]:
    """Return a record of `training.native` in a layout of its own language."""
    language = record.texts["language"]
    name, text = _in_one(f"{language}:{record.id}", templates(record), record, rng)
    return name, east_asian.restyled(text, language, rng)


def _in_one(kind: str, templates: Sequence[str], record: Record, rng: Random) -> tuple[str, str]:
    values = _Values(record, rng)
    for _ in range(_TRIES):
        at = rng.randrange(len(templates))
        template = _chosen(templates[at], rng)
        lacks = [field for field in _FIELD.findall(_bare(template)) if not values.get(field[0])]
        if not lacks or rng.random() < 0.1:
            break
    return f"layout:{kind}:{at}", _filled(template, values)


# How many templates are looked at for one whose values a record has.
_TRIES = 6


def _completed(record: Record, source: Pools, rng: Random) -> None:
    """Give a record what templates of its type are about."""
    texts = record.texts
    if record.type in ("article-journal", "review-book"):
        if "volume" not in texts and rng.random() < 0.85:
            texts["volume"] = words.volume(rng)
        if "page" not in texts and rng.random() < 0.85:
            texts["page"] = words.pages(rng)
        texts.setdefault("container-title", words.journal(rng))
    if record.type in ("book", "chapter") and rng.random() < 0.9:
        texts.setdefault("publisher", rng.choice(source.publishers))
        texts.setdefault("publisher-place", words.place(rng, source.places))
    if not record.dates and rng.random() < 0.8:
        record.dates["issued"] = Date((rng.randint(1930, 2024),))


# The innermost of ‹a|b›, ⟦x⟧: neither has another inside.
_CHOICE = re.compile(r"‹([^‹›]*)›")
_GROUP = re.compile(r"⟦([^⟦⟧]*)⟧")
# "{author:FI}"; "{genre=preprint}" is a word of the layout that is a value
_FIELD = re.compile(r"\{([a-z]+)(?::([A-Za-z]+))?\}")
_WORD = re.compile(r"\{([a-z]+)=([^{}]+)\}")


def _chosen(template: str, rng: Random) -> str:
    while "‹" in template:
        template = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), template)
    return template


def _bare(template: str) -> str:
    """Return a template without what it can do without."""
    while "⟦" in template:
        template = _GROUP.sub("", template)
    return template


def _filled(template: str, values: _Values) -> str:
    def group(found: re.Match[str]) -> str:
        fields = list(_FIELD.finditer(found[1]))
        return found[1] if all(values.get(field[1]) for field in fields) else ""

    while "⟦" in template:
        template = _GROUP.sub(group, template)
    template = _WORD.sub(lambda found: mark(found[1], found[2]), template)
    filled = _FIELD.sub(lambda found: values.shown(found[1], found[2] or ""), template)
    return outside(filled, _tidied).lstrip(" .,:;-–—)")


# "()", "(, )", "“”" and the like, where a value is missing
_HOLLOW = re.compile(r"\([ ,:;.]*\)|\[[ ,:;.]*\]|[“«„][ ,]*[”»“]|<>|\"[ ,]*\"")
# ", , " and " ." likewise
_DOUBLED = re.compile(r"([,;:])(?: *[,;:])+")


def _tidied(text: str) -> str:
    """Return what stands between values without what a missing value leaves behind."""
    text = _DOUBLED.sub(r"\1", _HOLLOW.sub("", text))
    return re.sub(r"(?<=\S) +(?=[,;)])", "", text)


_MONTHS: dict[str, tuple[tuple[str, ...], ...]] = {
    language: tuple(tuple(form.split()) for form in forms)
    for language, forms in {
        "en": (
            "January February March April May June July August September October November December",
            "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.",
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        ),
        "de": (
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        ),
        "fr": (
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        ),
        "it": (
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
            "dicembre",
        ),
        "es": (
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre",
        ),
        "pt": (
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro",
            "jan. fev. mar. abr. maio jun. jul. ago. set. out. nov. dez.",
        ),
        "nl": (
            "januari februari maart april mei juni juli augustus september oktober november "
            "december",
        ),
        "ru": (
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        ),
        "uk": (
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада "
            "грудня",
        ),
        "bg": (
            "януари февруари март април май юни юли август септември октомври ноември декември",
        ),
    }.items()
}


class _Values:
    """The values of one record, marked, in forms that stay the same through a reference."""

    def __init__(self, record: Record, rng: Random) -> None:
        self._record, self._rng = record, rng
        self._language = record.texts.get("language", "en")
        self._months = self._language if self._language in _MONTHS else "en"
        self._form = rng.choice(tuple(_FORMS))
        self._cache: dict[tuple[str, str], str] = {}
        drawn = rng.random()
        # "*Nature*", "_Nature_": as Markdown has it, or as italics were typed.
        self._emphasis = "*" if drawn < 0.14 else "_" if drawn < 0.2 else ""
        if self._language in east_asian.LANGUAGES:  # which have marks of their own round journals
            self._emphasis = ""

    def get(self, name: str) -> str:
        """Return a value without a form, for the question whether there is one."""
        return self.shown(name, "")

    def shown(self, name: str, form: str) -> str:
        """Return a value in a form, marked; empty where the record has none."""
        key = (name, form)
        if key not in self._cache:
            text = self._made(name, form)
            if text and name in _ITALIC:
                text = f"{self._emphasis}{text}{self._emphasis}"
            self._cache[key] = text
        return self._cache[key]

    def _made(self, name: str, form: str) -> str:
        record, rng = self._record, self._rng
        texts = record.texts
        match name:
            case "author" | "editor" | "translator":
                people = record.names.get(name, [])
                if self._language in east_asian.LANGUAGES and people:
                    return self._east_asian(name, people)
                return mark(name, _people(people, form or self._form, self._language, rng))
            case "year" | "date":
                issued = record.dates.get("issued")
                if issued and issued.literal:
                    return mark("status", issued.literal)
                return mark("date", self._year() if name == "year" else self._date())
            case "status":
                return mark("status", texts.get("status", "") or rng.choice(words.STATUSES))
            case "accessed":
                date = (rng.randint(1998, 2026), rng.randint(1, 12), rng.randint(1, 28))
                return mark("accessed", self._day(date))
            case "publisher" if form == "A":
                return mark("author", texts.get("publisher", ""))
            case "version":
                return mark(
                    "edition", texts.get("version", f"{rng.randint(0, 9)}.{rng.randint(0, 30)}")
                )
            case "cn":
                return mark("citation-number", str(rng.randint(1, rng.choice((9, 60, 300)))))
            case "arxiv":
                return mark("arxiv", texts.get("number", "").removeprefix("arXiv:")) or mark(
                    "arxiv", words.arxiv(rng)
                )
            case "inlanguage":
                tongue = rng.choice(
                    ("Russian", "French", "German", "Japanese", "Chinese", "Spanish")
                )
                return mark("note", f"{rng.choice(('in', 'In'))} {tongue}")
            case "law":
                return mark("journal", rng.choice(words.LAW_REVIEWS))
            case "maths":
                return mark("journal", rng.choice(words.MATHEMATICAL))
            case "reviewed":
                return mark("title", self._reviewed())
            case "class":
                return mark("note", words.arxiv_class(rng))
            case "number":
                number = texts.get("number", "")
                return mark("number", "" if number.startswith("arXiv") else number)
            case "url":
                return mark("url", texts.get("URL", ""))
            case "doi":
                return mark("doi", texts.get("DOI", ""))
            case "meeting":
                return mark("container-title", words.proceedings(rng))
            case "venue":
                return mark("location", texts.get("event-place", "") or words.place(rng, ["Bonn"]))
            case "npages":
                return mark(
                    "number-of-pages", texts.get("number-of-pages", "") or str(rng.randint(40, 900))
                )
            case "pages":
                text = texts.get("page", "")
                dash = rng.choice(("-", "–", "–", "--", "—"))
                if self._language in east_asian.LANGUAGES:
                    dash = rng.choice(("-", "-", "-", "–", "—", "～", "〜", "－", "~"))
                return mark("pages", text.replace("-", dash))
            case "first":
                return mark("pages", re.split(r"[-–,]", texts.get("page", ""))[0].strip())
            case _:
                variable, label = _TEXTS[name]
                text = re.sub(r"</?[a-z][^<>]*>", "", texts.get(variable, ""))
                return mark(label, text.upper() if form == "C" else text)

    def _reviewed(self) -> str:
        """Return what a review is called: what it is of, by whom, where and when that appeared."""
        record, rng = self._record, self._rng
        title = re.sub(r"</?[a-z][^<>]*>", "", record.texts.get("title", ""))
        people = [*record.names.get("editor", []), *record.names.get("author", [])][:2]
        form = rng.choice(("GF", "IF", "GF", "FG"))
        by = _people(people, form, self._language, rng)
        forms = [title, title]
        if by:
            forms += [f"{title}, by {by}", f"{title} by {by}", f"{by}, {title}", f"{by}: {title}"]
        text = rng.choice(forms)
        if rng.random() < 0.25:
            place = words.place(rng, ["Bonn"])
            text += rng.choice((f" ({place} {{}})", f", {place} {{}}", " ({})")).format(
                rng.randint(1980, 2024)
            )
        return rng.choice(words.REVIEWS) + text

    def _east_asian(self, role: str, people: list[Name]) -> str:
        form = _FORMS[self._rng.choice(("FI", "FI", "GF", "FJ", "FG", "FGn", "IF", "FJs"))]
        return east_asian.people(
            role, people, self._language, lambda name: _name(name, *form), self._rng
        )

    def _year(self) -> str:
        issued = self._record.dates.get("issued")
        if issued is None or not issued.start:
            return ""
        drawn = self._rng.random()
        suffix = self._rng.choice("aabbcd") if drawn < 0.04 else ""
        if drawn > 0.985:
            return f"{issued.start[0]}{self._rng.choice('/-')}{(issued.start[0] + 1) % 100:02}"
        return f"{issued.start[0]}{suffix}"

    def _date(self) -> str:
        """Return a date: mostly as the record has it, else with a month or a day."""
        issued = self._record.dates.get("issued")
        if issued is None or not issued.start:
            return ""
        year, rng = issued.start[0], self._rng
        drawn = rng.random()
        if self._language in east_asian.LANGUAGES:
            month = rng.randint(1, 12) if drawn > 0.2 else 0
            day = rng.randint(1, 28) if drawn > 0.75 else 0
            return east_asian.date(self._language, year, month, day, rng)
        if drawn < 0.35:
            return str(year)
        months = rng.choice(_MONTHS[self._months])
        month = rng.randint(0, 11)
        if drawn < 0.65:
            if rng.random() < 0.15:
                return f"{months[month]}{rng.choice('/-–')}{months[(month + 1) % 12]} {year}"
            comma = "," if rng.random() < 0.15 else ""
            return f"{months[month]}{comma} {year}"
        if drawn < 0.7:
            return f"{rng.choice(('Spring', 'Summer', 'Fall', 'Autumn', 'Winter'))} {year}"
        return self._day((year, month + 1, rng.randint(1, 28)))

    def _day(self, date: tuple[int, int, int]) -> str:
        year, month, day = date
        rng = self._rng
        if self._language in east_asian.LANGUAGES:
            return east_asian.date(self._language, year, month, day, rng)
        drawn = rng.random()
        if drawn < 0.12:
            return f"{year}-{month:02}-{day:02}"
        if drawn < 0.18:
            return f"{day:02}{rng.choice('./')}{month:02}{rng.choice('./')}{year}"
        name = rng.choice(_MONTHS[self._months])[month - 1]
        match self._months:
            case "de":
                return f"{day}. {name} {year}"
            case "ru" | "uk" | "bg" if drawn < 0.6:
                return f"{day:02}.{month:02}.{rng.choice((year, year, year % 100)):02}"
            case "es" | "pt":
                return f"{day} de {name} de {year}"
            case "en":
                forms = (f"{name} {day}, {year}", f"{name} {day}, {year}", f"{day} {name} {year}",
                         f"{year}, {name} {day}", f"{day}-{name[:3]}-{year}")  # fmt: skip
                return rng.choice(forms)
            case _:
                return f"{day} {name} {year}"


# What lists print in italics.
_ITALIC = frozenset(("journal", "container"))
# Values that are one text: variable and label.
_TEXTS: dict[str, tuple[TextVar, str]] = {
    "title": ("title", "title"),
    "journal": ("container-title", "journal"),
    "container": ("container-title", "container-title"),
    "series": ("collection-title", "collection-title"),
    "seriesno": ("collection-number", "volume"),
    "volume": ("volume", "volume"),
    "issue": ("issue", "issue"),
    "publisher": ("publisher", "publisher"),
    "place": ("publisher-place", "location"),
    "edition": ("edition", "edition"),
    "genre": ("genre", "genre"),
    "note": ("note", "note"),
    "isbn": ("ISBN", "isbn"),
    "issn": ("ISSN", "issn"),
    "pmid": ("PMID", "pmid"),
}

# How a name is printed: family and given in order, in capitals or not, initials or not, and with
# what between. Named after what comes first: F family, G given, I initials, C capitals.
_FORMS = {
    "IF": ("{initials} {family}", ". ", "."),
    "IFt": ("{initials} {family}", ".", "."),
    "FI": ("{family}, {initials}", ". ", "."),
    "FIt": ("{family}, {initials}", ".", "."),
    "FJ": ("{family} {initials}", "", ""),
    "FJs": ("{family} {initials}", " ", ""),
    "FK": ("{family} {initials}", ".", "."),
    "FKs": ("{family} {initials}", ". ", "."),
    "FKc": ("{family}, {initials}", "", ""),
    "GF": ("{given} {family}", "", ""),
    "FG": ("{family}, {given}", "", ""),
    "FGn": ("{family} {given}", "", ""),
    "CI": ("{capitals} {initials}", ".", "."),
    "CIc": ("{capitals}, {initials}", ". ", "."),
    "CG": ("{capitals}, {given}", "", ""),
    "CGn": ("{capitals} {given}", "", ""),
    "GC": ("{given} {capitals}", "", ""),
    "IC": ("{initials} {capitals}", ". ", "."),
    "CB": ("{capitals} ({initials})", ".", "."),
    "FB": ("{family} ({given})", "", ""),
    "F": ("{family}", "", ""),
}
# What parts names, and what stands before the last, by language; "" is any.
_BETWEEN = (", ", ", ", ", ", ", ", "; ", "; ", " – ", " / ", "/", " ; ", " - ")
_LAST = {
    "": (", ", " & ", ", and ", ", & "),
    "en": (" and ", " and ", ", and ", " & ", ", & ", ", ", "; ", "; and "),
    "de": (" und ", " und ", " u. ", " & ", ", ", "; ", "/", " and "),
    "fr": (" et ", " et ", " & ", ", ", " and "),
    "it": (" e ", " e ", ", ", " & ", " and ", " ed "),
    "es": (" y ", " y ", ", ", " & ", " e "),
    "pt": (" e ", " & ", "; ", ", "),
    "nl": (" en ", " & ", ", "),
    "ru": (", ", ", ", ", ", " и "),
    "uk": (", ", ", ", " і ", " та "),
    "bg": (", ", ", ", " и "),
}
_CUT = {
    "": (" et al.", " et al.", ", et al.", " et al", ", et al"),
    "de": (" et al.", " u. a.", " u.a.", ", et al."),
    "fr": (" et al.", " et al.", " et alii", " et coll."),
    "ru": (" и др.", " и др.", " [и др.]", ", и др.", " et al."),
    "uk": (" та ін.", " та ін.", " [та ін.]"),
    "bg": (" и др.", " и колектив"),
    "it": (" et al.", " e altri", " et alii"),
    "es": (" et al.", " y otros", " y col."),
    "nl": (" et al.", " e.a."),
    "en": (" et al.", " et al.", ", et al.", " et al", " and others", " et. al."),
}


def _people(people: list[Name], form: str, language: str, rng: Random) -> str:
    others = bool(people) and people[-1] == OTHERS
    people = [name for name in people if name != OTHERS]
    if not people:
        return ""
    if form == "":
        form = "FI"
    if len(people) > 2 and rng.random() < 0.12:
        people, others = people[: rng.choice((1, 1, 1, 2, 3))], True
    pattern, joint, end = _FORMS[form]
    shown = [_name(name, pattern, joint, end) for name in people]
    if rng.random() < 0.04:  # the owner's own name
        at, sign = rng.randrange(len(shown)), rng.choice(("**", "**", "_", "*", "__"))
        shown[at] = f"{sign}{shown[at]}{sign}"
    # Italian and French lists invert the first name only; so does MLA.
    if form in ("FG", "FI", "CG") and rng.random() < 0.2:
        other = {"FG": "GF", "FI": "IF", "CG": "GC"}[form]
        shown[1:] = [_name(name, *_FORMS[other]) for name in people[1:]]
    between = rng.choice(_BETWEEN)
    if language in ("ru", "uk", "bg"):
        between = rng.choice((", ", ", ", ", ", ", ", "; "))
    elif form in ("FI", "FIt", "FG", "CG", "CIc", "FKc") and rng.random() < 0.6:
        between = rng.choice(("; ", ", ", "; ", ", "))
    if others:
        return between.join(shown) + rng.choice(_CUT.get(language, _CUT[""]))
    if len(shown) == 1:
        return shown[0]
    last = between if rng.random() < 0.35 else rng.choice(_LAST.get(language, _LAST[""]))
    return between.join(shown[:-1]) + last + shown[-1]


# "김철수", "王建国": no space between the names
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def _name(name: Name, pattern: str, joint: str, end: str) -> str:
    if name.literal or not name.family:
        return name.literal or name.given
    if _UNSPACED.fullmatch(name.family):
        return name.family + name.given
    particle = f"{name.non_dropping_particle} " if name.non_dropping_particle else ""
    family = particle + name.family
    if not name.given:
        return family
    given = f"{name.given} {name.dropping_particle}".strip()
    letters = [
        "-".join(half[0] for half in part.split("-") if half)
        for part in re.split(r"[\s.]+", name.given)
        if part and part != "-"
    ]
    initials = joint.join(letters) + end
    text = pattern.format(family=family, capitals=family.upper(), given=given, initials=initials)
    return f"{text}, {name.suffix}" if name.suffix else text
