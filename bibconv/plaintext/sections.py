"""Headings in any form, nested as they are printed, and the sections of lines below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bibconv.plaintext.headings import UNKNOWN, Kind, Meaning, meaning, strange_words
from bibconv.source import Span
from bibconv.variables import ItemType


class Line(NamedTuple):
    """A line without its line end; `start` is its offset in the source.

    `begins` says that an entry surely begins here: a year or a number beside it was taken away.
    """

    start: int
    text: str
    begins: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.text.strip()


class Year(NamedTuple):
    """A year that stands above entries as a heading does, and where."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """The lines below one heading.

    `type` and `status` are what the heading implies for each entry, `what` names what is not
    publications; `years` are the headings that are years, in order of place.
    """

    heading: str
    kind: Kind
    type: ItemType | None
    lines: tuple[Line, ...]
    status: str = ""
    what: str = ""
    years: tuple[Year, ...] = ()

    def year_at(self, offset: int) -> Year | None:
        """Return the year that heads what stands at an offset."""
        return next((year for year in reversed(self.years) if year.span.start < offset), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """Which headings a text stands below, from the outermost to the innermost.

    It is carried from one window of a large input to the next.
    """

    open: tuple[_Open, ...] = ()
    year: Year | None = None

    @property
    def meaning(self) -> Meaning:
        """What the innermost heading means where it stands."""
        return self.open[-1].meaning if self.open else UNKNOWN

    @property
    def heading(self) -> str:
        """The innermost heading."""
        return self.open[-1].text if self.open else ""


class _Open(NamedTuple):
    """A heading that the lines below it still belong to, and what it means there."""

    rank: int
    text: str
    meaning: Meaning
    counted: int = 0


class _Heading(NamedTuple):
    """A heading: 1 to 6 is the rank of a marked one, the unmarked ones follow by their looks.

    `counted` tells how a heading of a series is numbered, from the outermost kind of numbers to the
    innermost; 0 is not.
    """

    text: str
    rank: int
    counted: int = 0


def lines_of(offset: int, text: str) -> list[Line]:
    """Return the lines of a text that begins at `offset` of its source."""
    found = []
    at = 0
    for line in text.split("\n"):
        found.append(Line(offset + at, line))
        at += len(line) + 1
    return found


def sections(lines: Sequence[Line], outline: Outline) -> Iterator[tuple[Section, Outline]]:
    """Cut lines at their headings; with each section comes the outline it leaves behind."""
    looks = _Looks(_usual_looks(lines), _series(lines))
    below: list[Line] = []
    years = [outline.year] if outline.year else []
    skip = -1
    for index, line in enumerate(lines):
        if index == skip or _RULE.fullmatch(line.text):
            continue
        if _ENVIRONMENT.fullmatch(line.text):
            below.append(Line(line.start, ""))
            continue
        heading = _heading(lines, index, looks)
        if heading is None or (heading.rank == _YEAR_LINE and outline.meaning.kind not in _DATED):
            below.append(line)
            continue
        if _underline(lines, index):
            skip = index + 1
        following = _entered(outline, heading, line)
        if following.open == outline.open:
            # A year, or a heading that a new page repeats: the section goes on.
            below.append(Line(line.start, ""))
        else:
            yield _section(outline, below, years), outline
            below, years = [], []
        outline = following
        if outline.year and outline.year not in years:
            years.append(outline.year)
    yield _section(outline, below, years), outline


def is_heading(text: str) -> bool:
    """Tell whether a line by itself, marked or not, can be nothing but a known heading."""
    if _marked(text):
        return True
    bold = _BOLD.fullmatch(text)
    return _is_known(_bare(bold["text"] if bold else text))


# The ranks of headings that are lines like others: a document may have all of them.
_CAPITALS, _BOLD_LINE, _PLAIN, _YEAR_LINE = 7, 8, 9, 10
# "---", "***", "* * *", "_____", "====": a rule between sections.
_RULE = re.compile(r"\s{0,3}(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|={3,}|[─━═]{3,})\s*")
# "\\begin{enumerate}[label=C\\arabic*.]", "\\end{itemize}": lists in LaTeX begin and end so.
_ENVIRONMENT = re.compile(
    r"\s*\\(?:begin|end)\{(?:[A-Za-z]{1,30}\*?)\}(?:\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\})*\s*"
)
# "## Publications ##", "#### Contributions to Conference Proceedings"
_HASHES = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<text>\S.{0,400})")
# "<h2 class=x>Publications</h2>", "\section*{Publications}"
_TAGGED = re.compile(r"\s*<h(?P<rank>[1-6])(?: [^<>]{0,200})?>(?P<text>.{1,300}?)</h[1-6]>\s*")
_LATEX = re.compile(
    r"\s*\\(?P<name>chapter|section|subsection|subsubsection|paragraph|cvsection|cvsubsection"
    r"|rubrique)\*?\{(?P<text>[^{}]{1,200})\}\s*"
)
_LATEX_RANKS = {
    "chapter": 1, "section": 2, "cvsection": 2, "rubrique": 2, "subsection": 3, "cvsubsection": 3,
    "subsubsection": 4, "paragraph": 5,
}  # fmt: skip
# org-mode: "** Papers"
_ORG = re.compile(r"(?P<stars>\*{1,6}) (?P<text>\S.{0,200})")
# 'title: "Publications"' in the YAML at the head of a page
_FRONT_MATTER = re.compile(r"title:\s*[\"']?([^\"']{3,60}?)[\"']?\s*")
# "**Publications**", "**Publications:** (selected)", "__Books__", "<b>Talks</b>"
_BOLD = re.compile(
    r"\s*(?:\*{2,3}|__|<b>|<strong>)\s*(?P<text>[^*_<>]{1,150})(?:\*{2,3}|__|</b>|</strong>)"
    r"(?P<remark>:?|\s*[(\[][^()\[\]]{0,80}[)\]]:?)\s*"
)
# What underlines a heading in Markdown and RST, from the outermost to the innermost.
_UNDERLINES = "=-~^\"'`+#"
# "2.1 Publications", "IV. Papers", "III) Talks", "A) Books", "(1) 論文", "一、论文", "1．論文"
_NUMBER = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.．)]?\s+|\d{1,2}[.．、)]|[IVX]{1,5}[.)]?\s+[-–—]?\s?"
    r"|\(?[A-Ha-hА-Иа-и][.)]\s+|[一二三四五六七八九十]{1,3}[、．.]\s?|[（(][一二三四五六七八九十\d]{1,2}[)）]\s?)"
)
# "■ 論文", "【著書】", "• PUBLICATIONS", "» Books", "[Articles]"
_ORNAMENTS = "■□◆◇●○▪▫▶►»›§•※★☆◎▼【】〈〉《》[]<>|=~–—-: \t\ufeff\f"
# "<font size=3>", "</a>", "{#publications}", "<!-- old -->"
_TAGS = re.compile(r"<!--.{0,200}?-->|</?[A-Za-z][^<>]{0,200}>|\{[#.:][^{}]{0,80}\}")
# "[Publications](https://…)"
_LINK = re.compile(r"\[([^\[\]]{1,100})\]\([^()\s]{0,300}\)")
# "2019", "2015–2019", "2019 – present", "2019年", "2019 г."
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<end>\s?[-–—/]\s?(?:(?:19|20)?\d\d|present|today|heute|now))?"
    r"\s?(?:年|년|г\.|гг\.)?"
)
# "Publications ....... 16", "Talks    p. 12": a table of contents
_CONTENTS = re.compile(r".*(?:\.{4,}|(?:\. ){4,}|…{2,}|\t|\s{4,})\s*(?:p(?:age|\.)?\s?)?\d{1,3}\s*")
# "Publications (continued)", "Veröffentlichungen (Forts.)", "Publications, cont'd"
_CONTINUED = re.compile(
    r"[\s,(（\[–-]+(?:continued|cont['’.]?d?\.?|ctd\.?|fortsetzung|forts\.|suite|continuación|cont\."
    r"|segue|continua|continuação|vervolg|продолжение|続き|つづき|续)[)）\]]?\s*",
    re.IGNORECASE,
)
# The longest headings seen are "Contributions to Conference Proceedings" and bilingual ones like
# "Aufsätze in Zeitschriften / Journal articles (peer-reviewed)".
_HEADING_WORDS = 9
_LONGEST = 200
# What no heading has that is a line like others: "In: *Proceedings of the Conference", wrapped
_NO_HEADING_SIGNS = frozenset('*_“”„"«»;?!@=\\{}')
_COUNT = re.compile(r"(?<!\d)\d{1,3}$")
# Headings in Chinese or Japanese; strange words are pairs of signs.
_SIGNS, _STRANGE_SIGNS = 12, 2
# A line may be taken for a heading by its looks if this many others with the looks are known.
_USUAL = 2
# "CLINICAL PATIENT CARE": what is unknown and longer may be a title in capitals.
_UNKNOWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Looks:
    """What is known of a document's headings before they are read.

    `ranks` are looks that several known ones have; `series` are the lines that count headings, with
    how they do.
    """

    ranks: frozenset[int] = frozenset()
    series: Mapping[int, int] = field(default_factory=dict)


# "II. Fonctions", "B) Ouvrages", "3. Papers", "(c) Notes": what stands before headings that are
# counted, from the outermost kind to the innermost. "I." is the first letter and the first numeral.
_COUNTED = (
    re.compile(r"\s{0,8}\(?(?P<number>[IVX]{1,5})[.)]\s+(?=\S)"),
    re.compile(r"\s{0,8}\(?(?P<number>[A-NА-М])[.)]\s+(?=\S)"),
    re.compile(r"\s{0,8}\(?(?P<number>\d{1,2})[.)]\s+(?=\S)"),
    re.compile(r"\s{0,8}\(?(?P<number>[a-nа-м])[.)]\s+(?=\S)"),
)
# Russian lists leave out ё and й.
_LETTERS = ("ABCDEFGHIJKLMN", "АБВГДЕЖЗИКЛМ")
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()


def _series(lines: Sequence[Line]) -> dict[int, int]:
    """Return the lines that are headings because they count on among known ones, with the kind.

    "A. Books", "B. Notes and comments on cases", "C. Chapters": half of a series must be known, and
    two at least.
    """
    found: dict[int, int] = {}
    for kind, pattern in enumerate(_COUNTED, 1):
        run: list[tuple[int, bool]] = []
        last = 0
        for index, line in enumerate(lines):
            match = pattern.match(line.text) if len(line.text) <= _LONGEST else None
            if not match or not _stands_apart(lines, index) or not _may_head(line.text):
                continue
            number = _number_of(match["number"], kind)
            if number not in (1, last + 1):
                continue
            run.append((index, _may_be_known(_bare(line.text), kind)))
            last = number
        known = sum(told for _, told in run)
        if known >= _KNOWN_IN_SERIES and 2 * known >= len(run):
            found |= {index: kind for index, _ in run}
    return found


_KNOWN_IN_SERIES = 2


def _may_be_known(text: str, kind: int) -> bool:
    """Tell whether a line of a series says something known; entries are counted by numbers, too."""
    return _is_known(text) if kind == _BY_NUMBERS else meaning(_said(text)) is not None


_BY_NUMBERS = 3


def _number_of(text: str, kind: int) -> int:
    """Return the value of a heading's number, 0 for none."""
    match kind:
        case 1:
            return _NUMERALS.index(text) + 1 if text in _NUMERALS else 0
        case 3:
            return int(text)
        case _:
            return max(letters.find(text.upper()) for letters in _LETTERS) + 1


def _stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Tell whether nothing stands above a line but another line of the kind or an edge."""
    if index == 0 or lines[index - 1].blank or _RULE.fullmatch(lines[index - 1].text):
        return True
    return _is_known(_bare(lines[index - 1].text)) or _is_known(_bare(lines[index].text))


def _may_head(text: str) -> bool:
    """Tell whether a numbered line is short and unfinished enough for a heading."""
    shown = _bare(text)
    said = _said(shown)
    return (
        0 < len(said.split()) <= 2 * _HEADING_WORDS
        and not shown.endswith((".", ",", ";"))
        and not set(said) & _NO_HEADING_SIGNS
        and not any(char.isdigit() for char in said)
    )


def _usual_looks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the ranks of unmarked looks that the document's headings have."""
    counts: Counter[int] = Counter()
    for index in range(len(lines)):
        heading = _unmarked(lines, index, _Looks())
        counts[heading.rank if heading else 0] += 1
    return frozenset(rank for rank in (_CAPITALS, _BOLD_LINE) if counts[rank] >= _USUAL)


def _heading(lines: Sequence[Line], index: int, looks: _Looks) -> _Heading | None:
    text = lines[index].text
    if not text.strip() or len(text) > 2 * _LONGEST:
        return None
    if found := _marked(text):
        return found
    if len(text) > _LONGEST:
        return None
    if under := _underline(lines, index):
        return _Heading(_bare(text), under)
    if (title := _FRONT_MATTER.fullmatch(text)) and meaning(title[1]):
        return _Heading(title[1], 1)
    return _unmarked(lines, index, looks)


def _marked(text: str) -> _Heading | None:
    """Return the heading that a line's own marks make it."""
    if match := _HASHES.fullmatch(text):
        return _Heading(_bare(match["text"].rstrip().rstrip("#")), len(match["marks"]))
    if "<h" in text and (match := _TAGGED.fullmatch(text)):
        return _Heading(_bare(match["text"]), int(match["rank"]))
    if "\\" in text and (match := _LATEX.fullmatch(text)):
        return _Heading(_bare(match["text"]), _LATEX_RANKS[match["name"]])
    # "* text" is a bullet nearly everywhere; org-mode's headings must say something known.
    if match := _ORG.fullmatch(text):
        shown = _bare(match["text"])
        if _is_known(shown) or (len(match["stars"]) > 1 and _YEAR.fullmatch(shown)):
            return _Heading(shown, len(match["stars"]))
    return None


def _underline(lines: Sequence[Line], index: int) -> int:
    """Return the rank of a line that the next one underlines, as in Markdown and RST, else 0."""
    if index + 1 >= len(lines):
        return 0
    text, under = lines[index].text.strip(), lines[index + 1].text.strip()
    rank = _UNDERLINES.find(under[:1]) + 1 if under else 0
    fits = (
        rank
        and len(under) >= 3
        and under == under[0] * len(under)
        and 0 < len(text) <= 80
        and len(text.split()) <= _HEADING_WORDS
        and not text.endswith((".", ",", ";"))
        and text[0].isalnum()
    )
    if not fits:
        return 0
    above = lines[index - 1].text.strip() if index else ""
    return min(rank, 6) if not above or above == under else 0


def _unmarked(lines: Sequence[Line], index: int, looks: _Looks) -> _Heading | None:
    """Return the heading that a line is by what it says, or by looks that headings have here."""
    text = lines[index].text
    if not text.strip() or len(text) > _LONGEST or _CONTENTS.fullmatch(text):
        return None
    bold = _BOLD.fullmatch(text)
    shown = _bare(bold["text"] + bold["remark"]) if bold else _bare(text)
    if not shown or len(shown.split()) > 2 * _HEADING_WORDS:
        return None
    apart = index == 0 or lines[index - 1].blank or _RULE.fullmatch(lines[index - 1].text)
    if _YEAR.fullmatch(shown):
        return _Heading(shown, _YEAR_LINE) if apart or bold else None
    rank = _BOLD_LINE if bold else _CAPITALS if _is_capitals(_said(shown)) else _PLAIN
    if counted := looks.series.get(index):
        return _Heading(shown, rank, counted)
    if _is_known(shown):
        # Below a line of text only its looks set a heading off: "conference" may end an entry.
        if apart or rank == _CAPITALS or bold or _set_off(lines, index):
            return _Heading(shown, rank)
        return None
    said = _said(shown)
    likely = rank in looks.ranks and apart and len(said.split()) <= _UNKNOWN_WORDS
    if likely and not any(char.isdigit() or char in ',."“”)' for char in said):
        return _Heading(shown, rank)
    return None


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _set_off(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line below a line of text is no part of it: an indent, or a finished line."""
    text, before = lines[index].text, lines[index - 1].text
    behind = next((line.text for line in lines[index + 1 : index + 4] if not line.blank), "")
    first = _bare(text)[:1]
    if not behind or (first.isascii() and not first.isupper()):
        return False
    # "Talks and posters (o = oral,", whose remark goes on
    goes_on = text.count("(") > text.count(")")
    if not goes_on and (behind.strip()[0].islower() or behind.strip()[0] in "(,;"):
        return False
    if _is_known(_bare(before)) or _PARTS.match(text):
        return True  # "Publications", "Journal articles"; "3.2 Book chapters"
    if before.rstrip().endswith((".", ")", "]", "!", "?", "。")):
        depth, above = (len(one) - len(one.lstrip()) for one in (text, before))
        return abs(depth - above) >= _INDENT or len(text.strip()) < len(before.strip()) / 2
    if before.rstrip()[-1:] in ",;:-–—&/(":
        return False
    width = max(len(line.text.rstrip()) for line in lines[max(index - _NEAR, 0) : index + _NEAR])
    return len(before.rstrip()) + 1 + len(text.split()[0]) <= _ROOM * width


# Two columns may be a slip of a PDF's, four are a heading in the middle or a hanging indent.
_INDENT = 4
# "3.2 Book chapters"
_PARTS = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?\s")
# A line that leaves a third of its width free, when the heading's first word would fit, ends there;
# wraps leave a tenth. The width is that of the lines near by: columns are set differently.
_ROOM, _NEAR = 0.67, 20


def _bare(text: str) -> str:
    """Return a heading's words without markup, ornaments and its number."""
    text = _LINK.sub(r"\1", _TAGS.sub("", text)).replace("\\", "").replace("**", "")
    text = text.strip(_ORNAMENTS + "#*_")
    if number := _NUMBER.match(text):
        text = text[number.end() :].lstrip(_ORNAMENTS) or text
    opened = text.count("(") - text.count(")")
    return text.rstrip(",") if opened > 0 else text


def _is_known(text: str) -> bool:
    """Tell whether a line that is not marked can be nothing but a heading by what it says.

    What it says beside known phrases may only be small words ("Selected journal papers"); in
    brackets anything may stand.
    """
    main = _said(text)
    if not main or len(main.split()) > _HEADING_WORDS or set(main) & _NO_HEADING_SIGNS:
        return False
    if text.endswith((".", ";")) and not text.endswith(("etc.", "cont.", "forts.")):
        return False
    # "Chapter 12", "Publications 16" in a table of contents
    if text.endswith(",") or ": " in main or _COUNT.search(main):
        return False
    if meaning(main) is None:
        return False
    # "代表性论文", "主な業績": few signs say as much as a small word.
    unspaced = main[0] > "\u3000" and len(main) <= _SIGNS and meaning(main) != UNKNOWN
    return strange_words(main) <= (_STRANGE_SIGNS if unspaced else 0)


def _said(text: str) -> str:
    """Return a heading without the remark in brackets behind it: "Talks" of "Talks (selected)"."""
    return re.split(r"[(\[（]", text, maxsplit=1)[0].strip()


def _entered(outline: Outline, heading: _Heading, line: Line) -> Outline:
    """Return the outline below a heading."""
    if year := _YEAR.fullmatch(heading.text):
        # Years stand below what is open; a marked one ends what stands below its fellows.
        rank = heading.rank if heading.rank <= _MARKED_LAST else _YEAR_LINE
        printed = "" if year["end"] else year["year"]
        at = line.start + max(line.text.find(printed), 0)
        found = Year(printed, Span(at, at + len(year["year"])))
        around = [one for one in outline.open if one.rank < rank]
        while around and rank == _YEAR_LINE and around[-1].meaning.status:
            around.pop()  # "In press", then "2019": what has a year is out
        return Outline(tuple(around), found)
    if continued := _CONTINUED.search(heading.text):
        repeated = meaning(heading.text[: continued.start()])
        if repeated and repeated.kind == outline.meaning.kind:
            return outline
    above = tuple(one for one in outline.open if _holds(one, heading))
    parent = above[-1] if above else _Open(0, "", UNKNOWN)
    found_meaning = _inside(parent, meaning(heading.text), heading.rank)
    # "2019" → "Journal articles": the year holds for what stands deeper than itself.
    year_holds = outline.year and heading.rank <= _MARKED_LAST and above == outline.open
    return Outline(
        (*above, _Open(heading.rank, heading.text, found_meaning, heading.counted)),
        outline.year if year_holds else None,
    )


def _holds(one: _Open, heading: _Heading) -> bool:
    """Tell whether an open heading goes on above another one: "II. Travaux", "A) Ouvrages"."""
    within = one.rank == heading.rank and 0 < one.counted < heading.counted
    return one.rank < heading.rank or within


_MARKED_LAST = 6
# Elsewhere a line that is a year belongs to what it stands beside: a degree, a post.
_DATED = frozenset(("publications", "unclear"))


def _inside(parent: _Open, own: Meaning | None, rank: int) -> Meaning:
    """Return what a heading means below another one.

    The inner one decides the type, the outer one that all of it is publications or is not.
    """
    outer = parent.meaning
    if own is None or own.kind == "unknown":
        return outer
    if own.describes and outer.kind != "unknown":
        return outer
    elsewhere = outer.kind in ("talks", "other")
    match own.kind:
        case "publications" if own.type and not own.status and _swallows(outer, own.type):
            # The looks of unmarked headings say less of their order.
            sure = rank <= _MARKED_LAST or outer.decisive
            return outer if sure else own._replace(kind="unclear")
        case "publications" if own.type and outer.what == "service":
            return own._replace(kind="unclear")
        case "publications" if own.status and outer.kind in ("publications", "unclear"):
            return own._replace(type=own.type or outer.type)
        case "publications" | "patents":
            status = own.status or (outer.status if outer.kind == "publications" else "")
            return own._replace(status=status) if status else own
        case "unclear":
            if elsewhere:
                return outer
            return own._replace(kind="publications") if outer.kind == "publications" else own
        case "other" if outer.kind == "publications" and not own.decisive:
            # A topic, or a heading whose marks do not say its rank: its entries tell.
            return Meaning("unclear", outer.type, outer.status)
        case _:
            return own


def _swallows(outer: Meaning, item_type: ItemType) -> bool:
    """Tell whether typed publications below a heading are none of the owner's.

    "Conference proceedings" below "Presentations" were only given, "PhD theses" below "Supervision"
    or "Teaching" are others'. Below "Grants" a heading may only be marked too deep.
    """
    students = item_type == "thesis" and outer.what == "teaching"
    return outer.kind == "talks" or outer.decisive or students


def _section(outline: Outline, lines: Sequence[Line], years: Sequence[Year]) -> Section:
    told = outline.meaning
    return Section(
        outline.heading,
        told.kind,
        told.type,
        tuple(lines),
        told.status,
        told.what,
        tuple(years),
    )
