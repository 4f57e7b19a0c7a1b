"""Lines that carry an entry on, told from lines that begin one, where nothing marks beginnings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bibconv.plaintext.sections import Line

_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
# "van den Berg", "García Márquez", "Müller-Lüdenscheidt"
_FAMILY = (
    r"(?:(?:van|von|de|del|della|di|da|dos|du|der|den|la|le|el|al|ten|ter) ){0,3}"
    rf"{_CAPITAL}[\w'’-]+(?:[ -]{_CAPITAL}[\w'’-]+){{0,2}}"
)
_AND = r" and | & | und | et | \("
# "Tank, D.C., J.M.", "Laudun, John. 2016", "K. T. Schütt and", "Hägele M, Seegerer", "Roy BC. Ice",
# "World Health Organization. (2019).", "王伟, 李娜"
NAMES = re.compile(
    r"\s*[*_]{0,2}(?!(?:Series|Part|Section|Volume|Suppl\w*|Appendix|Chapter) )(?:"
    rf"{_FAMILY}, ?(?:{_CAPITAL}\.[ -]?){{1,4}}"
    rf"|{_FAMILY}, {_CAPITAL}[\w'’-]+(?:[ -]{_CAPITAL}[\w'’-]*\.?){{0,2}}(?:[.,;]|{_AND})"
    rf"|(?:{_CAPITAL}\.[ -]?){{1,3}}{_FAMILY}(?:[,:;]|{_AND})"
    rf"|{_FAMILY} {_CAPITAL}[A-Z-]{{0,3}}(?:[,.:;]|{_AND})"
    rf"|{_CAPITAL}[^()\d]{{2,120}}\((?:1[5-9]|20)\d\d[a-z]?[,)]"
    r"|[\u3040-\u9fff]{2,4}[,，、]"
    r")"
)
# "2015", "(2015a)", "n.d.", "in press", "forthcoming", "under review"
YEAR = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)|\bn\.\s?d\.|\bs\.\s?a\.|\b[Ii]n (?:press|review|revision"
    r"|prep\w*|stampa|corso di stampa)\b|\b[Ff]orthcoming\b|\b[Ii]m (?:Druck|Erscheinen)\b"
    r"|\bto appear\b|\b[Uu]nder (?:review|revision|contract)\b|\b[Ss]ubmitted\b|\b[Aa]ccepted\b"
    r"|\b[Ee]rscheint\b|\b[Ee]ingereicht\b|\b[Àà] paraître\b|\b[Ss]ous presse\b|\b[Ee]n prensa\b"
    r"|\b[Nn]o prelo\b|\b[Вв] печати\b|印刷中|已录用"
)
# Openings of a part that cannot begin an entry: "In: Nature", "pp. 1-2", "doi:10.1…", "(2019)",
# "https://…", "Available at", "& Roy", "Retrieved from", "[pdf]", "12(3), 4-5", "1998."
_NO_BEGINNING = re.compile(
    r"\s*(?:(?:In|IN|Dans|pp?|S|vol|Vol|Bd|no|No|Nr|doi|DOI|URL|https?|Available|Retrieved|Accessed"
    r"|arXiv|Eds?|Hrsg|Springer|Press|Verlag)\b[:.]?|[(\[,;:.)\]&]|\d)"
)
_LOWER = re.compile(r"\s*[a-zà-öø-ÿ]")
_QUOTED = re.compile("\\s*[“„\"«‘']")
# "…, 12-15.", "… (Eds.)", "… https://doi.org/10.1/x", "… Nature”", "… 2019;3:4"
_FINISHED = re.compile('(?:[.。)\\]"”»0-9/]|\\S*(?:/|www\\.)\\S*)$')
# "…, ", "… Ice:", "… Kim &", "… state-", "… the", "… (Hrsg.),"; and an initial: "… Kim, A."
_UNFINISHED = re.compile(
    "(?:[,;:&(\\[“„«‐-―/-]|\\b(?:and|und|et|y|of|the|in|In|In:|for|on|a|an|to|by|with|from|der|die|das"
    "|von|zur|des|de|la|le|du|pp?\\.|vol\\.|Vol\\.|no\\.|No\\.|S\\.|Bd\\.|eds?\\.|Eds?\\.|doi:)|(?:^|[\\s(])[^\\W\\d_a-z]\\.)$"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are set: `width` in characters, which indents begin entries, who leads them.

    `begins` is "outer" for a hanging indent, "inner" where first lines are indented. `indent` is
    the one that parts the two. `led` is the share of sure beginnings that are names, `quoted` of
    those that are titles in quotes. `dated` says that years stood beside the entries, `titled` that
    blank lines part entries which begin with a title in bold type, quotes or a link.
    """

    width: int
    begins: Literal["", "outer", "inner"]
    indent: int
    led: float
    quoted: float = 0.0
    dated: bool = False
    titled: bool = False


def layout_of(lines: Sequence[Line]) -> Layout:
    """Return how lines are set, blank ones left aside."""
    shown = [line.text for line in lines if not line.blank]
    width = max((len(text.rstrip()) for text in shown), default=0)
    begins, indent = _indents(shown)
    # A line that leaves half of the width free ends a paragraph wherever it is set by a program.
    sure = [text for before, text in pairwise(shown) if len(before.rstrip()) < 0.5 * width]
    sure += shown[:1]
    told = [line.text for line in lines if line.begins]
    sure = told or sure
    led = sum(NAMES.match(text) is not None for text in sure) / len(sure) if sure else 0.0
    quoted = sum(_QUOTED.match(text) is not None for text in told) / len(told) if told else 0.0
    return Layout(width, begins, indent, led, quoted, bool(told), _is_titled(lines))


# "**Ice hears fog**", '**"Ice hears fog"**', "[Ice hears fog](https://…)", "“Ice hears fog”"
_TITLE_LINE = re.compile(r"\s*(?:\*\*|__|\[(?!\[)[^\[\]]{12,}\]\(|[“„\"«](?=\S+ \S+ \S))")


def _is_titled(lines: Sequence[Line]) -> bool:
    """Tell whether most blocks between blank lines begin with a title that is set off."""
    firsts = [
        line.text
        for at, line in enumerate(lines)
        if not line.blank and (at == 0 or lines[at - 1].blank)
    ]
    titled = sum(_TITLE_LINE.match(text) is not None for text in firsts)
    return titled >= _FEWEST_TITLED and titled >= _MOSTLY * len(firsts)


# A few blocks may be remarks.
_FEWEST_TITLED, _MOSTLY = 2, 0.7


def begins_entry(block: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Tell whether a line begins another entry and does not carry on the block before it."""
    if layout.titled and not _TITLE_LINE.match(line.text):
        return False
    if layout.begins:
        deep = _indent(line.text) >= layout.indent
        return deep if layout.begins == "inner" else not deep
    opens = _opens(line.text, layout.led)
    if _QUOTED.match(line.text) and layout.quoted >= _USUAL:
        opens = 2.0
    shown = opens + _room(block[-1], line, layout)
    if shown + _MOST_ENDED < _ENOUGH:
        # What is seen of the line settles it; a look back at sixty lines costs much more.
        return False
    before = " ".join(other.text[-_SEEN:] for other in block[-_LOOKED_BACK:])
    return _ends(before, layout.dated) + shown >= _ENOUGH


def parted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the offsets of lines that carry an entry on, but in a line of their own.

    That is where the line before leaves room for more than the next word: title, authors and venue
    each on a line. A wrap leaves no such room, or little where most lines are lines of their own.
    """
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    # One line in ten may run out of the column: an address, a heading, a row of a table.
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    pairs = [
        (before, line)
        for before, line in pairwise(lines)
        if not (before.blank or line.blank or line.begins)
    ]
    parted = {line.start for before, line in pairs if _is_parted(before, line, width, _ROOM)}
    if 2 * len(parted) >= len(pairs):
        parted |= {line.start for before, line in pairs if _is_parted(before, line, width, _LESS)}
        # "A. Kim, B. Roy," over lines "and C. Ito" ends: names are all that commas carry on.
        parted |= {
            line.start
            for (above, before), (_, line) in pairwise(pairs)
            if above.text.rstrip().endswith(",")
            and not before.text.rstrip().endswith((",", "&", "-"))
            and before.text.count(",") > 0
            and not _LOWER.match(line.text)
        }
    return frozenset(parted)


def _is_parted(before: Line, line: Line, width: int, room: float) -> bool:
    last = before.text.rstrip()
    word = line.text.split(None, 1)[0]
    # Two blanks or a backslash at the end of a line: a line break in Markdown.
    if before.text.endswith(("  ", "\\")):
        return True
    leaves = width < _NARROWEST or len(last) + 1 + len(word) <= room * width
    carried = _LOWER.match(line.text) and not _VENUE.match(line.text)
    return leaves and not carried and not _OPEN_END.search(last)


# "in: Proceedings of", "in Nature": a venue on a line of its own.
_VENUE = re.compile(r"\s*(?:in|dans|en|em): ")
# Where half of all lines are lines of their own, a tenth of the width is room enough.
_LESS = 0.92
# The proportion by which the lines of justified or proportional type vary is a tenth or two.
_ROOM = 0.75
# Nothing is wrapped to fewer characters than a column of a page with two has.
_NARROWEST = 45
# "… of the", "… Kim &", "state-": what is surely carried on
_OPEN_END = re.compile(
    r"(?:[&(\[“„«‐-]|\b(?:and|und|et|y|of|the|in|for|on|a|an|to|by|with|de|la|der))$"
)

# An author list of a page is 60 lines; the year behind it is in the last ones or in the first.
# Of a line only so much is looked at, so that the work grows with the text alone.
_LOOKED_BACK, _SEEN = 60, 1000
# The marks below are weighed by hand on lists that the project's own citations make, wrapped at 60
# to 100 columns: a beginning behind a full last line that is finished, has a year and is followed
# by names comes to 2.5, a wrap at a full stop before a name-like title to 1 or less.
_ENOUGH = 2.0
# What `_ends` gives at most: a text that is finished and has a year.
_MOST_ENDED = 2.0
# As many entries as this must begin in a way for it to be the list's.
_USUAL = 0.4


def finished(text: str) -> bool:
    """Tell whether an entry may end with this text."""
    return _ends(text) >= 2


def led_by_names(text: str) -> bool:
    """Tell whether a line begins with names, as most entries do."""
    return NAMES.match(text) is not None


def _ends(before: str, dated: bool = False) -> float:
    """Return how much a text looks like a whole entry; a `dated` one has its year elsewhere."""
    text = before.rstrip(" *_\t")
    last = text[-40:]
    sign = -2.0 if _UNFINISHED.search(last) else 1.0 if _FINISHED.search(last) else -0.5
    year = dated or YEAR.search(text)
    return sign + (1.0 if year else -2.0) - (1.5 if len(text) < 30 else 0)


def _opens(text: str, led: float) -> float:
    """Return how much a line looks like the beginning of an entry, in a list so led by names."""
    if NAMES.match(text):
        return 2.0 if led >= 0.3 else 1.0
    if _LOWER.match(text) or _NO_BEGINNING.match(text):
        return -3.0
    if _QUOTED.match(text):
        return -1.0
    return -1.5 if led >= 0.8 else 0.0


def _room(last: Line, line: Line, layout: Layout) -> float:
    """Return how much the room behind a line says that it is the last of its paragraph.

    A program that wraps lines leaves no room that the next word would fit into. Fonts and justified
    lines make the number of characters vary by some tenth.
    """
    word = line.text.split(None, 1)[0]
    filled = (len(last.text.rstrip()) + 1 + len(word)) / max(layout.width, 1)
    return 3.0 if filled <= 0.75 else 2.0 if filled <= 0.9 else 1.0 if filled <= 1 else -1.5


def _indents(shown: Sequence[str]) -> tuple[Literal["", "outer", "inner"], int]:
    """Return which of two indents begins entries, and the smallest of the deeper one."""
    depths = [_indent(text) for text in shown]
    outer = min(depths, default=0)
    # One column is a slip, not an indent.
    deeper = [depth for depth in depths if depth > outer + 1]
    if len(shown) < 3 or not 0.1 * len(shown) <= len(deeper) <= 0.95 * len(shown):
        return "", 0
    indent = outer + 2
    marks = {True: [0.0], False: [0.0]}
    for text, depth in zip(shown, depths, strict=True):
        marks[depth >= indent].append(_opens(text, 1.0))
    mean = {deep: sum(some) / max(len(some) - 1, 1) for deep, some in marks.items()}
    if abs(mean[True] - mean[False]) < 1:
        return "", 0
    inner = mean[True] > mean[False]
    if (depths[0] >= indent) != inner:
        return "", 0
    return ("inner" if inner else "outer"), indent


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
