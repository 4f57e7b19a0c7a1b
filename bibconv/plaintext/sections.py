"""Headings in any form, and what stands below each: publications, theses, patents, or neither."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from bibconv.variables import ItemType

Kind = Literal["publications", "education", "patents", "talks", "other", "unknown"]


class Line(NamedTuple):
    """A line without its line end; `start` is its offset in the source."""

    start: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.text.strip()


class Heading(NamedTuple):
    """A heading; `level` is 1 to 6 where it is marked and 7 where it is a line like others."""

    text: str
    level: int


class Meaning(NamedTuple):
    """What a heading says of the lines below it."""

    kind: Kind
    type: ItemType | None


_NO_HEADING = Meaning("unknown", None)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines below one heading; `type` is what the heading implies for each entry."""

    heading: str
    kind: Kind
    type: ItemType | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Where in the headings a text is; carried from one window of a large input to the next."""

    heading: str = ""
    meaning: Meaning = _NO_HEADING
    top: int = 0


def lines_of(offset: int, text: str) -> list[Line]:
    """Return the lines of a text that begins at `offset` of its source."""
    found = []
    at = 0
    for line in text.split("\n"):
        found.append(Line(offset + at, line))
        at += len(line) + 1
    return found


def sections(lines: list[Line], outline: Outline) -> Iterator[tuple[Section, Outline]]:
    """Cut lines at their headings; with each section comes the outline it leaves behind."""
    below: list[Line] = []
    skip = -1
    for index, line in enumerate(lines):
        if index == skip or _RULE.fullmatch(line.text):
            continue
        heading = _heading(lines, index)
        if heading is None:
            below.append(line)
            continue
        if _underlined(lines, index):
            skip = index + 1
        yield _section(outline, below), outline
        below = []
        outline = _entered(outline, heading)
    yield _section(outline, below), outline


def is_heading(text: str) -> bool:
    """Tell whether a line by itself, marked or not, can be nothing but a known heading."""
    marked = _MARKED.fullmatch(text)
    bold = _BOLD.fullmatch(text)
    return bool((marked and marked["marks"]) or _plain_heading(bold["text"] if bold else text))


def meaning(heading: str) -> Meaning | None:
    """Return what the heading's longest known phrase means, None where it has none."""
    known = _vocabulary()
    words = _folded(heading).split()[:_WORDS_READ]
    phrases = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + _PHRASE, len(words)) + 1)
    }
    found = phrases & known.keys()
    if any("\u3040" <= char <= "\u9fff" for char in heading):
        # Chinese and Japanese have no word boundaries.
        found |= {phrase for phrase in known if not phrase.isascii() and phrase in heading}
    return known[max(found, key=lambda phrase: (len(phrase), phrase))] if found else None


# The longest phrase known has five words; a heading of more than twenty is a sentence.
_PHRASE = 5
_WORDS_READ = 20
# The level of a heading that is a line like others.
_UNMARKED = 7
# "---", "***", "* * *", "_____", "====": a rule between sections.
_RULE = re.compile(r"\s{0,3}(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|={3,})\s*")
# "## Publications ##", "#### Contributions to Conference Proceedings", org-mode "** Papers"
_MARKED = re.compile(
    r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*#*\s*|(?P<stars>\*{1,6}) (?P<org>\S.*)"
)
# "**Publications**", "__Books__", "<b>Talks</b>"
_BOLD = re.compile(r"\s*(?:\*\*|__|<b>|<strong>)(?P<text>[^*_<>]+)(?:\*\*|__|</b>|</strong>):?\s*")
# "2.1 Publications", "IV. Papers", "A) Books"
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H][.)])\s+")
# The longest headings seen are "Contributions to Conference Proceedings" and bilingual ones like
# "Aufsätze in Zeitschriften / Journal articles (peer-reviewed)".
_HEADING_WORDS = 9


def _heading(lines: list[Line], index: int) -> Heading | None:
    text = lines[index].text
    if not text.strip() or len(text) > 200:
        return None
    if match := _MARKED.fullmatch(text):
        if match["marks"]:
            return Heading(match["text"], len(match["marks"]))
        # "* text" is a bullet nearly everywhere; org-mode's headings must say something known.
        known = _plain_heading(match["org"])
        return Heading(known, len(match["stars"])) if known else None
    if _underlined(lines, index):
        return Heading(text.strip(), 1 if lines[index + 1].text.lstrip()[0] == "=" else 2)
    # Below a line of text only capitals set a heading off: "conference" may end a wrapped entry.
    if (title := _FRONT_MATTER.fullmatch(text)) and meaning(title[1]):
        return Heading(title[1], 1)
    alone = index == 0 or lines[index - 1].blank or text.isupper()
    if match := _BOLD.fullmatch(text):
        known = _plain_heading(match["text"])
    else:
        known = _plain_heading(text) if alone else ""
    return Heading(known, _UNMARKED) if known else None


def _underlined(lines: list[Line], index: int) -> bool:
    """Tell whether the next line underlines this one, as Markdown and RST headings are."""
    if index + 1 >= len(lines):
        return False
    text, under = lines[index].text.strip(), lines[index + 1].text.strip()
    return (
        len(under) >= 3
        and under[0] in "=-~^"
        and under == under[0] * len(under)
        and 0 < len(text) <= 80
        and len(text.split()) <= _HEADING_WORDS
        and (index == 0 or lines[index - 1].blank)
        and not text.endswith((".", ",", ";"))
    )


def _plain_heading(text: str) -> str:
    """Return a line's text where it can be nothing but a known heading, else an empty string."""
    text = _NUMBER.sub("", text.strip().rstrip(":").strip())
    if not text or len(text.split()) > _HEADING_WORDS or text.endswith((".", ",", ";")):
        return ""
    if set(text) & _NO_HEADING_SIGNS:
        return ""  # "In: *Proceedings of the International Conference", wrapped
    folded = _folded(text)
    found = meaning(text)
    if found is None:
        return ""
    # A line that is not marked must be made of heading words: what else it says may only be a few
    # small words ("Journal Articles", "Selected journal papers (peer-reviewed)").
    known = {word for phrase in _vocabulary() for word in phrase.split()} | _SMALL_WORDS
    strange = [word for word in folded.split() if word not in known and not word.isdigit()]
    return text if not strange else ""


# 'title: "Publications"' in the YAML at the head of a page
_FRONT_MATTER = re.compile(r"title:\s*[\"']?([^\"']{3,60}?)[\"']?\s*")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?")
_NO_HEADING_SIGNS = frozenset(':*_“”„"«»')
_SMALL_WORDS = frozenset(
    "a an and in of the for to with or by on at all my other selected recent refereed reviewed "
    "peer international national invited full short under review submitted accepted press "
    "forthcoming und in der die das zu mit et des de la les du le en dans avec y e i o os as da "
    "do von over".split()
)


def _entered(outline: Outline, heading: Heading) -> Outline:
    """Return the outline below a heading."""
    found = meaning(heading.text)
    # A line that is not marked has no rank: it cannot be inside another.
    inside = outline.top < heading.level < _UNMARKED
    if outline.meaning.kind == "talks" and inside:
        # "Conference papers" below "Presentations" were only given.
        return Outline(heading.text, outline.meaning, outline.top)
    if found:
        # Levels below "Publications" say nothing: "#### Proceedings" may come before "## Books".
        same = outline.meaning.kind == found.kind and outline.top
        deeper = same and (found.kind == "publications" or inside)
        top = outline.top if deeper else min(heading.level, 6)
        return Outline(heading.text, found, top)
    if outline.meaning.kind in ("publications", "education", "patents"):
        # Years and topics stand below "Publications"; what is on its level or above ends it.
        if inside:
            return Outline(heading.text, outline.meaning, outline.top)
        return Outline(heading.text, _NO_HEADING, 0)
    if outline.meaning.kind == "other" and inside and not _YEAR.fullmatch(heading.text):
        return Outline(heading.text, outline.meaning, outline.top)
    return Outline(heading.text, _NO_HEADING, 0)


def _section(outline: Outline, lines: list[Line]) -> Section:
    kind, item_type = outline.meaning
    return Section(outline.heading, kind, item_type, tuple(lines))


@cache
def _vocabulary() -> dict[str, Meaning]:
    """Map every heading phrase to its meaning."""
    table = tomllib.loads(
        files("bibconv.plaintext").joinpath("headings.toml").read_text(encoding="utf-8")
    )
    return {
        _folded(phrase): Meaning(entry["kind"], cast("ItemType | None", entry.get("type")))
        for entry in table["heading"]
        for phrase in entry["phrases"]
    }


def _folded(text: str) -> str:
    """Return a heading's words in lower case, parted by one space."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.findall(r"[\w'-]+", text))
