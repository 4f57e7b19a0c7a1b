"""Rich text while a citation is made: private characters for tags and quotes, settled at the end.

citeproc-py's formatters wrap text in tags as it is joined, and so hide from each other the two
characters between which punctuation is doubled or has to move into a quotation. Here values,
formatting and quotation marks become single characters that no document uses; one pass over the
finished entry decides about quotes, italics inside italics and punctuation, and writes the markup.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from bibconv.format import Markup
from bibconv.values import markup as rich

# The last private-use plane of Unicode. What a document has of these becomes U+FFFD first.
_FIRST = 0x10FE00
_TAGS = (
    "i", "b", "sup", "sub", "sc", "nocase", "u", "quote", "inner", "double", "single",
    # CSL's `display`: parts of an entry that stand by themselves
    "block", "left-margin", "right-inline", "indent",
    # what is upright inside italics, and so on, by its own wish
    "not-i", "not-b", "not-sc", "baseline",
)  # fmt: skip
OPEN = {tag: chr(_FIRST + 2 * at) for at, tag in enumerate(_TAGS)}
CLOSE = {tag: chr(_FIRST + 2 * at + 1) for at, tag in enumerate(_TAGS)}
# Stands behind each value: punctuation that meets here came from two sides.
EDGE = chr(_FIRST + 2 * len(_TAGS))
# Marks that stay in the finished text, for who must know where in it a value stands: engines made
# with elements of their own (`Engine`) put them round values.
PLACES = "".join(chr(_FIRST + 0x40 + at) for at in range(0x40))

_OPENS = {char: tag for tag, char in OPEN.items()}
_CLOSES = {char: tag for tag, char in CLOSE.items()}
# Quotation marks: a style's or straight ones, then printed ones, which stay where nothing quotes
# them: “Blau Space” in a German list, ‘Blau Space’ in a title that is itself in quotation marks.
_QUOTATIONS = {"quote": "", "inner": "", "double": "“”", "single": "‘’"}
_MARKS = frozenset((*_OPENS, *_CLOSES, EDGE, *PLACES))
_BLOCKS = frozenset({"block", "left-margin", "right-inline", "indent"})
_WITHOUT = {ord(char): None for char in _MARKS}
# Any of the marks: U+10FE00 to U+10FE7F
_FOREIGN = re.compile("[\U0010fe00-\U0010fe7f]")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")

# Where running text has a space, between what HTML has in boxes.
_SPLIT = EDGE
_SPLITS = re.compile(rf" *{EDGE}+ *")

# How citeproc-js writes formatting in HTML; the second of each is formatting inside its own kind,
# which is turned back ("flip-flop": a title in italics inside a title in italics is upright).
_HTML: dict[str, tuple[str, str]] = {
    "i": ("<i>", '<span style="font-style:normal;">'),
    "b": ("<b>", '<span style="font-weight:normal;">'),
    "sup": ("<sup>", "<sup>"),
    "sub": ("<sub>", "<sub>"),
    "sc": ('<span style="font-variant:small-caps;">', '<span style="font-variant:normal;">'),
    "u": ('<span style="text-decoration:underline;">', '<span style="text-decoration:none;">'),
}

# What remains of two marks that meet, as citeproc-js has it: the title's `!` swallows the style's
# full stop, a comma stays behind an abbreviation's full stop. Equal marks become one.
_MEETINGS = {
    "!": {".": "!", ":": "!"},
    "?": {".": "?", ":": "?"},
    ":": {"!": "!", "?": "?", ".": ":"},
    ";": {"!": "!", "?": "?", ":": ";", ".": ";"},
}
_PUNCTUATION = ".,:;!?"


class Quotes(NamedTuple):
    """A locale's quotation marks, and whether a full stop or comma goes inside (`punctuation`)."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"
    punctuation: bool = False


def value(text: str) -> str:
    """Return a record's rich text with marks for its tags and quotation marks, and an edge."""
    text = _SPACES.sub(" ", _FOREIGN.sub("\ufffd", text))
    if "nodecor" in text:
        text = _UPRIGHT.sub(lambda found: _upright(found[1]), text)
    marked = [
        piece.text if piece.tag is None else (CLOSE if piece.closes else OPEN)[piece.tag]
        for piece in rich.pieces(text)
    ]
    return _quoted("".join(marked)) + EDGE


# citeproc-js's '<span class="nodecor">v.</span>': upright in a title in italics
_UPRIGHT = re.compile(r'<span class="nodecor">([^<>]*)</span>')


def _upright(text: str) -> str:
    for tag in ("not-i", "not-b", "not-sc"):
        text = OPEN[tag] + text + CLOSE[tag]
    return text


def verbatim(text: str) -> str:
    """Return an identifier or address as a value: nothing in it is a tag or a quotation mark."""
    return _SPACES.sub(" ", _FOREIGN.sub("\ufffd", text)) + EDGE


def bare(text: str) -> str:
    """Return marked text without its marks."""
    return text.translate(_WITHOUT)


def is_mark(char: str) -> bool:
    """Tell whether a character is one of the marks."""
    return char in _MARKS


def joint(text: str) -> str:
    """Return a style's affix or delimiter so that its punctuation is known for another side's."""
    return EDGE + text if text[:1] in _PUNCTUATION and text else text


def appended(text: str, suffix: str) -> str:
    """Return marked text with a suffix, which goes into a block that ends the text."""
    if text and _CLOSES.get(text[-1]) in _BLOCKS:
        return text[:-1] + suffix + text[-1]
    return text + suffix


def wrapped(text: str, tag: str) -> str:
    """Return marked text inside a tag."""
    return OPEN[tag] + text + CLOSE[tag]


# The formatting attributes of CSL 1.0.2, "Formatting", from the inside out.
_DECORATIONS = (
    ("font-style", {"italic": "i", "oblique": "i", "normal": "not-i"}),
    ("font-variant", {"small-caps": "sc", "normal": "not-sc"}),
    ("font-weight", {"bold": "b", "normal": "not-b", "light": "not-b"}),
    ("text-decoration", {"underline": "u"}),
    ("vertical-align", {"sup": "sup", "sub": "sub", "baseline": "baseline"}),
)


def decorates(attributes: Mapping[str, str]) -> bool:
    """Tell whether any attribute is for formatting."""
    return any(name in attributes for name, _ in _DECORATIONS)


def decorated(text: str, attributes: Mapping[str, str]) -> str:
    """Apply the formatting attributes of CSL 1.0.2, "Formatting", to marked text."""
    for name, tags in _DECORATIONS:
        if (value := attributes.get(name)) and (tag := tags.get(value)):
            text = OPEN[tag] + text + CLOSE[tag]
    return text


def finished(marked: str, quotes: Quotes, markup: Markup) -> str:
    """Return an entry's marked text as plain text, HTML or Markdown."""
    return _written(_settled(marked, quotes.punctuation), quotes, markup)


def _quoted(text: str) -> str:
    """Replace quotation marks by marks where each has its partner, and apostrophes by ’."""
    if '"' in text:
        text = _straight(text, '"', "quote")
    # In „…“ the same character closes: such a text keeps its own marks.
    if "“" in text and "„" not in text and text.count("“") == text.count("”"):
        text = text.replace("“", OPEN["double"]).replace("”", CLOSE["double"])
    if "'" in text:
        text = _straight(text, "'", "inner").replace("'", "’")
    if "‘" in text and "‚" not in text:
        text = _SINGLE.sub(lambda match: OPEN["single"] + match[1] + CLOSE["single"], text)
    return text


# "‘Nonemergency’", "‘it’s gone’"; the last ’ of a word closes, one inside a word is an apostrophe.
_SINGLE = re.compile(r"(?<!\w)‘((?:[^‘’]|’(?=\w))*)’(?!\w)")


def _straight(text: str, quote: str, tag: str) -> str:
    """Mark pairs of straight quotes: opening after a space or bracket, closing before one."""
    found: list[tuple[int, int]] = []
    opened = -1
    for at, char in enumerate(text):
        if char != quote:
            continue
        before, after = _letter(text, at, -1), _letter(text, at, 1)
        if opened < 0 and not before.isalnum() and not after.isspace() and after:
            opened = at
        elif opened >= 0 and not before.isspace() and not after.isalnum():
            found.append((opened, at))
            opened = -1
    chars = list(text)
    for begin, end in found:
        chars[begin], chars[end] = OPEN[tag], CLOSE[tag]
    return "".join(chars)


def _letter(text: str, at: int, step: int) -> str:
    """Return the next character before or after `at` that is no mark."""
    at += step
    while 0 <= at < len(text):
        if text[at] not in _MARKS:
            return text[at]
        at += step
    return ""


def _settled(marked: str, punctuation_in_quote: bool) -> list[str]:
    """Drop doubled spaces and punctuation and move punctuation into quotations."""
    out: list[str] = []
    for char in marked:
        if char in _MARKS:
            out.append(char)
            continue
        at = len(out)
        while at and out[at - 1] in _MARKS:
            at -= 1
        last = out[at - 1] if at else ""
        if char == " " and last == " ":
            continue
        if char in _PUNCTUATION and at < len(out):
            if last == char or (last in _MEETINGS and char in _MEETINGS[last]):
                out[at - 1] = _MEETINGS[last].get(char, last) if last != char else last
                continue
            if punctuation_in_quote and char in ".," and (place := _inside(out, at)) >= 0:
                out.insert(place, char)
                continue
        out.append(char)
    return out


def _inside(out: list[str], start: int) -> int:
    """Return where the first quotation closes among the marks from `start`, -1 for nowhere.

    Without an edge there, both the quotation and what follows are the document's own.
    """
    if EDGE not in out[start:]:
        return -1
    for at in range(start, len(out)):
        if _CLOSES.get(out[at]) in _QUOTATIONS:
            return at
    return -1


def _written(chars: list[str], quotes: Quotes, markup: Markup) -> str:
    # Markdown is HTML but for its own marks; what it has none for stays HTML, which it allows.
    tagged, boxed = markup != "text", markup == "html"
    character = _CHARACTERS[markup]
    own_marks = _MARKDOWN if markup == "markdown" else {}
    out: list[str] = []
    # The tags that close what is open, by the tag that opened it; open quotations by their marks.
    open_tags: list[tuple[str, str]] = []
    depth = dict.fromkeys(_HTML, 0)
    quoted: list[bool] = []
    for char in chars:
        if tag := _OPENS.get(char):
            if tag in _QUOTATIONS:
                # Quotations inside quotations take turns, whichever marks they were printed with.
                inner = not quoted[-1] if quoted else tag == "single"
                opener = quotes.inner_opening if inner else quotes.opening
                out.append(opener if quoted else _QUOTATIONS[tag][:1] or opener)
                quoted.append(inner)
            elif tag in _BLOCKS:
                # In running text a space parts what stands by itself.
                out.append(f'<div class="csl-{tag}">' if boxed else _SPLIT)
                open_tags.append((tag, "</div>" if boxed else _SPLIT))
            elif tagged:
                opener = _opener(tag, depth)
                closer = f"</{opener[1:-1].split(' ')[0]}>" if opener else ""
                out.append(own_marks.get(opener, opener))
                open_tags.append((tag, own_marks.get(opener, closer)))
        elif tag := _CLOSES.get(char):
            if tag in _QUOTATIONS:
                inner = quoted.pop() if quoted else False
                closer = quotes.inner_closing if inner else quotes.closing
                out.append(closer if quoted else _QUOTATIONS[tag][1:] or closer)
            elif tag in _BLOCKS and not tagged:
                out.append(_SPLIT)
            elif tagged and open_tags:
                opened, closer = open_tags.pop()
                if opened in depth:
                    depth[opened] -= 1
                out.append(closer)
        elif char != EDGE:
            out.append(character(char))
    if tagged:
        out += [closer for _, closer in reversed(open_tags)]
    text = "".join(out)
    return text if boxed else _SPLITS.sub(" ", text)


def _opener(tag: str, depth: dict[str, int]) -> str:
    """Return the HTML tag that a mark opens, turned back inside its own kind."""
    if tag in _HTML:
        depth[tag] += 1
        return _HTML[tag][(depth[tag] - 1) % 2]
    if tag == "baseline":
        return '<span style="baseline">' if depth["sup"] or depth["sub"] else ""
    kind = tag.removeprefix("not-")
    return _HTML[kind][1] if kind in _HTML and depth[kind] % 2 else ""


# CommonMark's own marks for what HTML has tags for.
_MARKDOWN = {"<i>": "*", "<b>": "**"}


def _markdown_character(char: str) -> str:
    """Return a character for Markdown, in which it stands for itself."""
    return f"\\{char}" if char in "\\`*_[]" else _html_character(char)


def _html_character(char: str) -> str:
    """Return a character for HTML; "Nᵒ" and "1ᵉʳ" are printed as raised letters there."""
    if char.isascii():
        return html.escape(char, quote=False)
    raised = unicodedata.decomposition(char)
    if raised.startswith("<super> "):
        letters = "".join(chr(int(code, 16)) for code in raised.split(" ")[1:])
        return f"<sup>{letters}</sup>"
    return char


_CHARACTERS: dict[Markup, Callable[[str], str]] = {
    "text": str,
    "html": _html_character,
    "markdown": _markdown_character,
}
