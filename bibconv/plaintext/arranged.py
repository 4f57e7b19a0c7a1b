"""Entries whose layout parts title, names and venue, put in the order that references have."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from bibconv.plaintext.layouts import are_names
from bibconv.plaintext.tagging import Label, Tag, Tagged
from bibconv.plaintext.tokens import Text
from bibconv.values.name_lists import name_list
from bibconv.values.names import DOTTED_INITIAL
from bibconv.variables import ItemType


@dataclass(frozen=True, slots=True)
class Arranged:
    """A text as the network shall read it, and where its parts stand in the entry.

    `moves` are (start in `text`, start in the entry, length), in the order of `text`. `names` and
    `title` are ranges of the entry that the layout has told already.
    """

    text: Text
    moves: tuple[tuple[int, int, int], ...]
    names: tuple[int, int] | None
    title: tuple[int, int]

    def restored(self, tagged: Tagged, item_type: ItemType | None = None) -> Tagged:
        """Return tags with their places in the entry, title and names as the layout has them.

        `item_type` is what the heading says: an article or a chapter is published in something.
        """
        told = [Tag("title", *self.title, self._rule, _SURE)]
        if self.names:
            told.append(Tag(self._role(tagged.tags), *self.names, "names-line", _SURE))
        tags = [
            tag
            for tag in self._moved(tagged.tags)
            if all(tag.end <= one.start or one.end <= tag.start for one in told)
        ]
        labels = {tag.label for tag in tags}
        if item_type in _CONTAINED and not labels & {*_VENUES, "title"}:
            at = next((at for at, tag in enumerate(tags) if tag.label == "publisher"), None)
            if at is not None:
                sure = min(tags[at].confidence, _GUESSED)
                tags[at] = tags[at]._replace(label="container-title", confidence=sure)
        tags = [
            # The title is known: what else looks like one is where it appeared.
            tag._replace(label="container-title", confidence=min(tag.confidence, _GUESSED))
            if tag.label == "title" and not labels & _VENUES
            else tag._replace(label="note")
            if tag.label == "title"
            else tag
            for tag in tags
        ]
        return Tagged(sorted([*told, *tags], key=lambda tag: tag.start), tagged.confidence)

    @property
    def _rule(self) -> str:
        return "title-line" if self.names else "linked-title"

    def _role(self, tags: Sequence[Tag]) -> Label:
        """Return what the people before the title are: authors unless they are said to be editors.

        "A. Kim and B. Roy (eds.)"
        """
        edited = next((tag.label for tag in tags if tag.label in _ROLES), "author") == "editor"
        return "editor" if edited else "author"

    def _moved(self, tags: Sequence[Tag]) -> list[Tag]:
        """Return tags at their places in the entry; one that runs over two parts is cut."""
        starts = [start for start, _, _ in self.moves]
        moved = []
        for tag in tags:
            for start, place, length in self.moves[max(bisect_right(starts, tag.start) - 1, 0) :]:
                first, last = max(tag.start, start), min(tag.end, start + length)
                if first < last:
                    by = place - start
                    moved.append(tag._replace(start=first + by, end=last + by))
        return moved


def arranged(text: Text) -> Arranged | None:
    """Return the entry in the order names, title, rest, None where its layout does not part it.

    The layout parts an entry by line breaks and by a link or bold type that is a title's length:
    "[Title](url)<br>Names<br>Venue", "Names⏎Title⏎Venue".
    """
    quoted = _QUOTED.search(text.text)
    if quoted and quoted.start() > _BEFORE_TITLE:
        return None  # names before a quoted title, and the venue behind it, are read as they are
    parts = _parts(text)
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    title = next((part for part in parts[:3] if _is_set_off(text, part)), None)
    names = max(
        (found for part in parts[:3] if part != title and (found := _names_of(text, *part))),
        key=lambda part: text.text.count(",", *part),
        default=None,
    )
    if title is None:
        # Two lines of text: what is not the names is the title, if it comes first or right behind.
        others = [part for part in parts if not names or part[0] != names[0]]
        if names is None or not text.breaks or others[0] not in parts[:2]:
            return None
        title = others[0]
        if not _is_title(text.text[slice(*title)]):
            return None
    title = _without_year(text, title)
    # "[CVPR'24] **Title**": what labels an entry says nothing that the entry does not say again.
    rest = [
        part
        for part in _rest(text, [part for part in (names, title) if part])
        if part[1] > title[0] or not _LABEL.fullmatch(text.text[slice(*part)])
    ]
    return _joined(text, names, title, rest)


# "[CVPR'24]", "[TPAMI]", "[3DV'22]"
_LABEL = re.compile(r"\[?[\w'’.&/ -]{2,20}\]?")
# As sure as a place that a line break or a link marks; what the network makes of a venue that it
# takes for a title is a guess.
_SURE, _GUESSED = 0.93, 0.6
_ROLES: frozenset[Label] = frozenset(("author", "editor"))
_VENUES: frozenset[Label] = frozenset(("container-title", "journal"))
_CONTAINED: frozenset[ItemType | None] = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference")
)
# Names, title, venue, numbers, a line of links and one of awards; more is a text.
_MOST_PARTS = 12
# A quotation mark, or a number or bullet that was left before it.
_BEFORE_TITLE = 3
# "[code]", "[arXiv]", "[Project page]" are no titles; the shortest titles seen have three words.
_TITLE_WORDS = 3


def _parts(text: Text) -> list[tuple[int, int]]:
    """Return the ranges between line breaks, and the titles that links or bold type set off."""
    size = len(text.text)
    cuts = {0, size, *(at for at in text.breaks if at < size)}
    for start, end in _set_off(text):
        cuts |= {start, end}
    edges = sorted(cuts)
    parts = [_trimmed(text.text, start, end) for start, end in pairwise(edges)]
    return [(start, end) for start, end in parts if start < end]


def _set_off(text: Text) -> list[tuple[int, int]]:
    """Return the ranges that a link or bold type makes a title of.

    Of links the first, where nothing but names or a number stands before it.
    """
    if quoted := _QUOTED.match(text.text) or _SHORT_QUOTED.match(text.text):
        return [quoted.span("title")]
    found = [
        (link.start, link.end)
        for link in text.links
        if len(text.text[link.start : link.end].split()) >= _TITLE_WORDS
    ][:1]
    found += [
        (start, end)
        for start, end in text.bolds
        if len(text.text[start:end].split())
        > (1 if _fills_line(text, start, end) else _TITLE_WORDS)
        and not _are_authors(text, start, end)
    ][:1]
    return found[:1]


# “Ice hears fog in the fjord”: a quotation of a title's length
_QUOTED = re.compile(
    r'(?:^|(?<=[\s.,;:]))[“„"«](?P<title>(?:[^\s”“"»]+\s){3,60}[^\s”“"»]+)[”“"»](?!\w)'
)


# “Butter.” In The Sage Encyclopedia; « Article 311-14 », in Code civil
_SHORT_QUOTED = re.compile(
    r'[“„"«]\s?(?P<title>[^”“»"]{3,60}?)[.,?!]?\s?[”“»"](?:[.,]|(?= (?:[Ii]n|[Dd]ans|[Ee]n)\b))'
)


def _is_set_off(text: Text, part: tuple[int, int]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in _set_off(text))


def _names_of(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Return the people that a part names, or its first sentence: "Ana Kim, Bo Roy. Nature"."""
    stops = [match.start() for match in islice(_STOP.finditer(text.text, start, end), _STOPS_TRIED)]
    for stop in [*stops, end]:
        found = _without_year(text, (start, stop))
        # The one name that is set in bold is the owner's own.
        bold = any(a <= found[0] and found[1] <= b for a, b in text.bolds)
        if _is_names(_ROLE.sub("", text.text[slice(*found)]), bold):
            return found
    return None


def _fills_line(text: Text, start: int, end: int) -> bool:
    """Tell whether a range is all of the entry's first line, which others follow."""
    return start <= _BEFORE_TITLE and not {end, end + 1}.isdisjoint(text.breaks)


def _are_authors(text: Text, start: int, end: int) -> bool:
    """Tell whether what is in bold type is all of it people: "**Kim, A., and Roy, B. (2013)**"."""
    found = _without_year(text, _trimmed(text.text, start, end))
    shown = text.text[slice(*found)]
    # "Teaching Memory with Card Games" is no list of Teaching Memory and Card Games.
    return ("," in shown or DOTTED_INITIAL.search(shown) is not None) and _is_names(
        shown, bold=False
    )


def _is_names(text: str, bold: bool) -> bool:
    """Tell whether a text is a list of people: "Kim, A., & Roy, B.", "Ana Kim, Bo Roy".

    One name without an initial and not in bold may be a journal: "Cellular Polymers".
    """
    if len(text.split()) < 2 or _NO_NAMES.search(text):
        return False
    names = name_list(text)
    whole = [found for found in names if found.name.family and found.name.given]
    if not are_names(names) or len(whole) < 0.6 * len(names):
        return False
    return bold or len(names) > 1 or DOTTED_INITIAL.search(text) is not None


# How often names may be ended by a full stop that ends an initial.
_STOPS_TRIED = 20
# "Ana Kim. Nature", not "A. Kim"
_STOP = re.compile(r"(?<=[^\W\d_]{2})[.;]\s+(?=[^\W\d_a-z])")
# "Ice: Fog", "Is it ice?", "3 ways": never in a list of names
_NO_NAMES = re.compile(r"[:?!\d]")
# " (eds.)", ", editors", " (Hrsg.)"
_ROLE = re.compile(r"[\s,]*\(?\b(?:eds?|editors?|Eds?|Hrsg|Hg|dirs?|coords?|a cura di)\b\.?\)?$")


def _is_title(text: str) -> bool:
    return len(text.split()) >= _TITLE_WORDS and not _NO_TITLE.match(text)


# "In: Nature", "Proceedings of", "Journal of", "doi:10.1/x", "https://…", "Vol. 3", "12(3)"
_NO_TITLE = re.compile(
    r"(?:In:? |Proceedings|Proc\.|Journal |doi|DOI|https?:|[Vv]ol\b|\d+\s?\(|\[)"
)
# "Ice hears fog (2019)", "Ice hears fog, 2019": a year behind the title is no part of it.
_YEAR_BEHIND = re.compile(r"[\s,.]*(?:\((?:1[89]|20)\d\d\)|, (?:1[89]|20)\d\d)[.:,]?$")


def _without_year(text: Text, part: tuple[int, int]) -> tuple[int, int]:
    start, end = part
    if match := _YEAR_BEHIND.search(text.text[max(start, end - 12) : end]):
        end = max(start, end - 12) + match.start()
    return _trimmed(text.text, start, end)


def _rest(text: Text, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what stands between the parts that are known, cut at line breaks."""
    edges = [0, *(edge for part in sorted(taken) for edge in part), len(text.text)]
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        cuts = [start, *(at for at in text.breaks if start < at < end), end]
        found += [_trimmed(text.text, *pair) for pair in pairwise(cuts)]
    return [(start, end) for start, end in found if start < end]


def _joined(
    text: Text,
    names: tuple[int, int] | None,
    title: tuple[int, int],
    rest: list[tuple[int, int]],
) -> Arranged:
    chars = ""
    moves = []
    italics = []
    for start, end in [*([names] if names else []), title, *rest]:
        if chars:
            chars += " " if chars.endswith((".", "?", "!", ":")) else ". "
        moves.append((len(chars), start, end - start))
        by = len(chars) - start
        italics += [
            (max(a, start) + by, min(b, end) + by)
            for a, b in text.italics
            if max(a, start) < min(b, end)
        ]
        chars += text.text[start:end]
    offsets = text.offsets[:0]
    return Arranged(Text(chars, offsets, tuple(italics)), tuple(moves), names, title)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        # "Müller, K.-R.", "Washington, D.C."
        if text[end - 1] == "." and _INITIAL.search(text[max(start, end - 4) : end]):
            break
        end -= 1
    return start, end


_EDGE = ' ,.;:|–—"“”„«»'
_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_a-z]\.$")
