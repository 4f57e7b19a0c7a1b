"""The rich text of pandoc's Markdown, in one line, to that of records and back.

Source: Pandoc User's Guide, "Inline formatting" and "Specifying bibliographic data": emphasis,
super- and subscripts, bracketed spans of class `nocase` and `smallcaps`, backslash escapes, TeX
math (kept as it is). CSL's own tags mean what they mean in records.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from bibconv.values.markup import CLOSE, OPEN, Tag, pieces


def from_markdown(text: str) -> str:
    """Return Markdown as rich text; what is no markup, or has no partner, is text."""
    if not _SPECIAL.search(text):
        return text
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    _match_brackets(tokens)
    _match_emphasis(tokens)
    return "".join(token.shown for token in tokens)


def to_markdown(text: str) -> str:
    """Return rich text as Markdown from which `from_markdown` makes the same rich text again."""
    if not _SPECIAL.search(text):
        return text
    written = _written(text, tags=False)
    # Next to each other, or round blanks and punctuation, stars are ambiguous; tags never are.
    return written if from_markdown(written) == text else _written(text, tags=True)


def unescaped(text: str) -> str:
    """Return a text that is no rich text (a DOI, an address) without its backslash escapes."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def escaped(text: str) -> str:
    """Return such a text with the escapes that `unescaped` takes away."""
    return _ESCAPABLE.sub(r"\\\\", text) if "\\" in text else text


_SPECIAL = re.compile(r"[*_^~\[\\<$&`]")
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ESCAPE = re.compile(rf"\\({_PUNCTUATION})")
# the backslash of "\_"
_ESCAPABLE = re.compile(rf"\\(?={_PUNCTUATION})")
# "$x_i^2$"; "$5 and $6" is no math, because a digit follows. Pandoc: extension tex_math_dollars
_MATH = r"\$(?=\S)(?:[^$\\]|\\.){1,500}(?<!\s)\$(?!\d)"
_TOKEN = re.compile(
    rf"""\\(?P<escape>{_PUNCTUATION}|[ ])
    |(?P<math>{_MATH})
    |(?P<code>`[^`\n]{{1,200}}`)
    |&(?P<entity>\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});
    |(?P<stars>\*{{1,3}}|_{{1,3}})
    |(?P<script>\^(?P<sup>(?:[^\s^\\]|\\.)+)\^|(?<!~)~(?P<sub>(?:[^\s~\\]|\\.)+)~(?!~))
    |(?P<open>\[)
    |(?P<close>\](?:\{{[ ]?\.(?P<class>nocase|smallcaps|sc)[ ]?\}})?)
    |[^\\$`&*_^~\[\]]+|.""",
    re.VERBOSE | re.DOTALL,
)
_CLASSES: dict[str, Tag] = {"nocase": "nocase", "smallcaps": "sc", "sc": "sc"}
# How far back a partner is looked for; a title has some five marks.
_MOST_OPEN = 100


@dataclass(slots=True)
class _Token:
    """A piece of text; of stars, how many are left, what they closed and what they open."""

    text: str
    kind: Literal["text", "stars", "open", "close"] = "text"
    tag: Tag | None = None
    opens: bool = False
    closes: bool = False
    count: int = 0
    head: str = ""
    tail: str = ""

    @property
    def shown(self) -> str:
        return (
            self.head + (self.text if self.kind != "stars" else self.text[: self.count]) + self.tail
        )


def _token(match: re.Match[str]) -> _Token:
    if escape := match["escape"]:
        # Pandoc: an escaped blank does not break.
        return _Token("\u00a0" if escape == " " else escape)
    if match["entity"]:
        return _Token(html.unescape(match[0]))
    if match["script"]:
        tag: Tag = "sup" if match["sup"] else "sub"
        inner = (match["sup"] or match["sub"]).replace("\\ ", " ")
        return _Token(f"{OPEN[tag]}{from_markdown(inner)}{CLOSE[tag]}")
    if match["stars"]:
        return _stars(match)
    if match["open"]:
        return _Token("[", "open")
    if match["close"]:
        return _Token(match[0], "close", _CLASSES.get(match["class"] or ""))
    return _Token(match[0])


def _stars(match: re.Match[str]) -> _Token:
    """Return stars or underscores, and whether they can open and close (CommonMark 6.2)."""
    start, end = match.span()
    before, after = match.string[start - 1 : start], match.string[end : end + 1]
    open_before, open_after = not before or before.isspace(), not after or after.isspace()
    mark_before, mark_after = _is_mark(before), _is_mark(after)
    left = not open_after and (not mark_after or open_before or mark_before)
    right = not open_before and (not mark_before or open_after or mark_after)
    opens, closes = left, right
    if match[0][0] == "_":
        opens, closes = left and (not right or mark_before), right and (not left or mark_after)
    return _Token(match[0], "stars", None, opens, closes, len(match[0]))


def _is_mark(char: str) -> bool:
    return bool(char) and not char.isalnum() and not char.isspace()


def _match_brackets(tokens: list[_Token]) -> None:
    """Make tags of the brackets round a text with a class, and text of all others."""
    opened: list[_Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            opener = opened.pop() if opened else None
            if opener and token.tag:
                opener.text, token.text = OPEN[token.tag], CLOSE[token.tag]
            else:
                token.kind = "text"
                if opener:
                    opener.kind = "text"
    for opener in opened:
        opener.kind = "text"


def _match_emphasis(tokens: list[_Token]) -> None:
    """Make tags of the stars and underscores that have a partner in the same brackets."""
    held: list[_Token] = []
    for token in tokens:
        if token.kind == "open":
            held.append(token)
        elif token.kind == "close":
            while held and held.pop().kind != "open":
                pass
        elif token.kind == "stars":
            if token.closes:
                _close(token, held)
            if token.opens and token.count:
                held.append(token)


def _close(token: _Token, held: list[_Token]) -> None:
    """Close what the stars can close, from the nearest opener outwards."""
    place = len(held) - 1
    last = max(0, len(held) - _MOST_OPEN)
    while token.count and place >= last and held[place].kind == "stars":
        opener = held[place]
        both = (opener.opens and opener.closes) or (token.opens and token.closes)
        lengths = len(opener.text), len(token.text)
        # CommonMark's rule of three.
        apart = both and sum(lengths) % 3 == 0 and any(length % 3 for length in lengths)
        if opener.text[0] != token.text[0] or apart:
            place -= 1
            continue
        used = 2 if opener.count >= 2 and token.count >= 2 else 1
        tag: Tag = "b" if used == 2 else "i"
        opener.count, token.count = opener.count - used, token.count - used
        opener.tail, token.head = OPEN[tag] + opener.tail, token.head + CLOSE[tag]
        del held[place + bool(opener.count) :]
        place = len(held) - 1


# Marks for what has one in Markdown, and what stands round a text in a bracketed span.
_MARKS: dict[Tag, str] = {"i": "*", "b": "**", "sup": "^", "sub": "~"}
_SPANS: dict[Tag, str] = {"nocase": ".nocase", "sc": ".smallcaps"}
# "*", "\\", "[", "<i", "&amp;"; an underscore within a word is left as it is
_MARKED = re.compile(
    rf"(?P<math>{_MATH})|[*^~\\\[\]`$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!])|&(?=[#\w]+;)"
)


def _written(text: str, *, tags: bool) -> str:
    """Return rich text with marks for its tags, or with the tags themselves."""
    written: list[str] = []
    for piece in pieces(text):
        if piece.tag is None:
            written.append(_MARKED.sub(_escaped, piece.text))
        elif tags:
            written.append(piece.text)
        elif piece.tag in _SPANS:
            written.append(f"]{{{_SPANS[piece.tag]}}}" if piece.closes else "[")
        else:
            written.append(_MARKS[piece.tag])
    return "".join(written)


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match["math"] else "\\" + match[0]
