"""A record as the citation engine reads it: marked values, worded as the style's manual asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from bibconv.csl import marks
from bibconv.csl.names import NameOptions
from bibconv.csl.styles import data_file
from bibconv.record import Date, Name, Record
from bibconv.values.identifiers import ARXIV, arxiv_id, arxiv_url, normal_doi

Mode = Literal["entry", "citation", "sort"]

# Values in which a quotation mark is a character like any other.
_VERBATIM = frozenset({"DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "citation-key"})

# Where arXiv papers are said to have appeared: "CoRR" (DBLP), "arXiv", "arXiv preprint
# arXiv:2004.10484" (Google Scholar), "arXiv.org", "CoRR abs/2004.10484", "arXiv e-prints"
_REPOSITORY = re.compile(r"(?i)(?:corr|arxiv)\b.{0,60}")

# "RU 2703343", "US 9,123,456"; "US3625104A" is a publication number and stays as it is
_PATENT = re.compile(r"(?P<office>[A-Z]{2}) (?P<number>\d[\d ,]{2,20})")


@dataclass(slots=True)
class Item:
    """One record under way through a style.

    `number`, `year_suffix`, `condition`, `at_least` and `levels` are what the bibliography and the
    other cites make of it: its place, and what tells it apart (`bibconv.csl.disambiguation`; the
    last two by list of names). The rest changes while one entry or cite is made: `suppressed` are
    variables that a cs:substitute has used up, `called` and `filled` count variables asked for and
    found (cs:group looks at them), `lists` are the lists of names printed, with their options.
    """

    key: str
    type: str
    language: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    number: int = 0
    year_suffix: str = ""
    condition: bool = False
    at_least: dict[int, int] = field(default_factory=dict)
    levels: dict[int, tuple[int, ...]] = field(default_factory=dict)
    mode: Mode = "entry"
    # In a sort key, whether the names are those of cites.
    of_citation: bool = False
    # What CSL calls the position of a cite: "first", "ibid", …; `later`: the item was cited before.
    positions: frozenset[str] = frozenset()
    later: bool = False
    # "author" or "rest", where a cite is only half of it.
    only: str = ""
    # What cs:key overrides while sorting ("et-al-min").
    overrides: dict[str, str] = field(default_factory=dict)
    suppressed: set[str] = field(default_factory=set)
    substituting: int = 0
    called: int = 0
    filled: int = 0
    suffix_printed: bool = False
    lists: list[tuple[Sequence[Name], NameOptions]] = field(default_factory=list)
    # The first names of this entry and of the one before, for subsequent-author-substitute.
    led: bool = False
    lead: list[str] = field(default_factory=list)
    lead_before: list[str] = field(default_factory=list)
    lead_names: list[str] = field(default_factory=list)
    lead_names_before: list[str] = field(default_factory=list)
    # The names to set in bold.
    own: frozenset[Name] = frozenset()

    def start(self, mode: Mode, overrides: Mapping[str, str] | None = None) -> None:
        """Forget what the last entry left behind."""
        self.mode = mode
        self.of_citation = mode == "citation"
        self.overrides = dict(overrides or {})
        self.suppressed = set()
        self.substituting = self.called = self.filled = 0
        self.suffix_printed = self.led = False
        self.lists, self.lead, self.lead_names = [], [], []

    def has(self, variable: str) -> bool:
        """Tell whether a variable has a value, for conditions."""
        return (
            variable in self.texts
            or variable in self.names
            or variable in self.dates
            or (variable == "citation-number" and self.number > 0)
            or variable == "citation-label"
            or (variable == "year-suffix" and bool(self.year_suffix))
        )

    def label(self) -> str:
        """Return the `citation-label`: its own, or letters of the names and digits of the year.

        `Asth00`, `BrCh98`, `DEFG26`: as many letters of each name as make four of all.
        """
        if "citation-label" in self.texts:
            return self.texts["citation-label"]
        names = next((self.names[role] for role in ("author", "editor") if role in self.names), [])
        letters = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}.get(len(names), (1, 1, 1, 1))
        shown = "".join(
            marks.bare(name.family or name.literal)[:length]
            for name, length in zip(names, letters, strict=False)
        )
        issued = self.dates.get("issued")
        return f"{shown}{abs(issued.start[0]) % 100:02}" if issued and issued.start else shown

    def take(self, variable: str, there: bool) -> bool:
        """Note that a variable is rendered; tell whether it may be."""
        self.called += 1
        if not there or variable in self.suppressed:
            return False
        self.filled += 1
        if self.substituting:
            self.suppressed.add(variable)
        return True

    def list_options(self, options: NameOptions, people: Sequence[Name]) -> NameOptions:
        """Return how to print the next list of names, with what tells this item from others."""
        if self.mode == "sort":
            return options
        at = len(self.lists)
        self.lists.append((people, options))
        if self.own and self.mode == "entry":
            options = replace(options, own=self.own)
        if at not in self.at_least and at not in self.levels:
            return options
        return replace(options, at_least=self.at_least.get(at, 0), levels=self.levels.get(at, ()))


def item_of(record: Record, key: str, style: str, locale: str) -> Item:
    """Return a record as a style cites it; the record itself stays as it is."""
    texts: dict[str, str] = {str(name): text for name, text in record.texts.items()}
    if doi := texts.get("DOI"):
        texts["DOI"] = normal_doi(doi) or doi
    wording = _wording(style)
    kind: str = record.type
    if kind in ("article", "article-journal", "manuscript") and _as_preprint(texts, wording):
        kind = "article"
    if locale.startswith("en"):
        if kind == "thesis" and "genre" in texts:
            texts["genre"] = wording.thesis.get(degree(texts["genre"]), texts["genre"])
        if kind == "patent" and wording.patent and "number" in texts:
            texts["number"] = _patent(texts["number"], wording)
    return Item(
        key,
        kind,
        texts.get("language", ""),
        {name: _marked(name, text) for name, text in texts.items()},
        {role: [_marked_name(name) for name in names] for role, names in record.names.items()},
        {str(variable): date for variable, date in record.dates.items()},
    )


def degree(genre: str) -> str:
    """Return "doctoral", "master" or "bachelor" for a genre that only names a degree, or "".

    `PhD`, `Dr. rer. nat.`, `M. Sc.`, `Diplomarbeit`. A phrase that a style can print as it is,
    `Ph.D. diss.` or `Doctoral dissertation`, is none.
    """
    letters = "".join(char for char in genre.casefold() if char.isalpha())
    return _tables()[0].get(letters, "")


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of one style's manual; styles/wording.json."""

    thesis: Mapping[str, str]
    patent: str = ""
    offices: Mapping[str, str] = field(default_factory=dict)
    preprint_publisher: str = ""


@cache
def _tables() -> tuple[dict[str, str], dict[str, _Wording]]:
    data = json.loads(data_file("wording.json").read_text("utf-8"))
    degrees = {word: kind for kind, words in data["degrees"].items() for word in words}
    default = data["styles"]["default"]
    return degrees, {
        style: _Wording(
            thesis=words.get("thesis", default["thesis"]),
            patent=words.get("patent", ""),
            offices=words.get("offices", {}),
            preprint_publisher=words.get("preprint-publisher", default["preprint-publisher"]),
        )
        for style, words in data["styles"].items()
    }


def _wording(style: str) -> _Wording:
    words = _tables()[1]
    return words.get(style, words["default"])


def _as_preprint(texts: dict[str, str], wording: _Wording) -> bool:
    """Bring what is printed of an arXiv paper to number, publisher and URL; tell if it is one."""
    container = texts.get("container-title", "")
    number = texts.get("number", "")
    named = bool(_REPOSITORY.fullmatch(container))
    identifier = arxiv_id(number) or (named and arxiv_id(container)) or ""
    if not identifier and (named or not container):
        identifier = arxiv_id(texts.get("URL", ""))
    if not identifier and named and ARXIV.fullmatch(number):
        identifier = number
    if not identifier or (container and not named):
        return False
    texts.pop("container-title", None)
    texts["number"] = f"arXiv:{identifier}"
    texts.setdefault("URL", arxiv_url(identifier))
    if texts.get("publisher", "arXiv").casefold() in ("arxiv", "arxiv.org"):
        texts["publisher"] = wording.preprint_publisher
        if not wording.preprint_publisher:
            del texts["publisher"]
    return True


def _patent(number: str, wording: _Wording) -> str:
    match = _PATENT.fullmatch(number)
    if not match:
        return number
    office = wording.offices.get(match["office"], match["office"])
    return wording.patent.format(office=office, number=match["number"])


def _marked(variable: str, text: str) -> str:
    return marks.verbatim(text) if variable in _VERBATIM else marks.value(text)


def _marked_name(name: Name) -> Name:
    # Edges would come between a name and its delimiter; a name's own full stop (`Jr.`) is settled
    # by the edge that the engine puts behind the whole list.
    def clean(text: str) -> str:
        return marks.value(text)[:-1] if text else ""

    name = _with_particles(name)
    return Name(
        clean(name.family),
        clean(name.given),
        clean(name.suffix),
        clean(name.dropping_particle),
        clean(name.non_dropping_particle),
        clean(name.literal),
    )


# "van den ", "v.d. ", "d’", "al-": words in lower case, with what parts them from the family name
_PARTICLES = re.compile(
    r"(?:[^\W\d_A-Z](?:[^\W\d_]|\.){0,7}(?:[’'] ?|-| )|[’'][^\W\d_A-Z] ){1,4}(?=[’']?\w)"
)
# "Gustav von", "Jean de la"
_TRAILING = re.compile(r"(?<=\S)((?: [^\W\d_A-Z][^\W\d_]{0,7}[’']?){1,4})$")


def _with_particles(name: Name) -> Name:
    """Return a name whose particles stand by themselves: `von Hoppel`, `al-One`, given `Jan van`.

    citeproc-js does so to names whose particles nobody has parted; `"Van Dyke"` in quotation marks
    stays whole.
    """
    if not name.family or name.non_dropping_particle or name.dropping_particle:
        return name
    if len(name.family) > 2 and name.family[0] == name.family[-1] == '"':
        return name._replace(family=name.family[1:-1])
    match = _PARTICLES.match(name.family)
    if match and match[0].islower() and match.end() < len(name.family):
        # "de' Medici": the space behind an apostrophe is not put back by itself.
        particle = match[0] if match[0][-2:-1] in "'’" else match[0].rstrip(" ")
        name = name._replace(family=name.family[match.end() :], non_dropping_particle=particle)
    if (match := _TRAILING.search(name.given)) and match[0].islower():
        name = name._replace(given=name.given[: match.start()], dropping_particle=match[0].strip())
    return name


def fallback(record: Record) -> Iterator[str]:
    """Yield the parts of a plain entry for a record that the style cannot cope with, marked."""
    names = next((names for role in ("author", "editor") if (names := record.names.get(role))), [])
    people = [_marked_name(name) for name in names]
    shown = "; ".join(
        "et al."
        if name.literal == "others"
        else name.literal or ", ".join(part for part in (name.family, name.given) if part)
        for name in people
    )
    if shown:
        yield shown + marks.EDGE
    issued = record.dates.get("issued")
    if year := record.year or (issued.literal if issued else ""):
        yield f"({marks.value(year)})"
    for variable in ("title", "container-title", "publisher", "note"):
        if text := record.texts.get(variable):
            yield marks.value(text)
