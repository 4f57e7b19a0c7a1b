"""LaTeX text to the rich text inside records, and back: accents, symbols, markup, protection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bibconv.formats.latexletters import decode_letters
from bibconv.values.latexcommands import (
    ACCENTS,
    BARE,
    ENVIRONMENTS,
    GREEK,
    KNOWN,
    MARKUP,
    QUOTES,
    SILENT,
    SKIPPED,
    SWITCHES,
    SYMBOLS,
    UNSAFE,
)
from bibconv.values.markup import CLOSE, OPEN, Tag, pieces

# Signs that are not plain text, beside pairs of dashes and quotes; white space to be folded. The
# pairs are looked for by themselves: in one pattern with the signs they take four times as long.
_SIGN = re.compile(r"[\\{}$~`]")
_SIGN_OR_SPACE = re.compile(r"[\\{}$~`\t\n\r\f\v]")
_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?(?P<gap>[ \n]*)   # \emph, \ss
    | \\(?P<sign>.)                               # \&, \'
    | (?P<open>\{) | (?P<close>\}) | (?P<math>\$\$?)
    | (?P<dash>-{2,3}) | (?P<quote>``|''|`|') | (?P<tie>~)
    | (?P<text>[^\\{}$~`'-]+|-)
    | (?P<end>\\)""",
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {" ": " ", "\n": " ", ",": "\u2009", ";": "\u2009", ":": "\u2009", "\\": "\n"}
_NOTHING = frozenset("/-@!*")
_LETTER = re.compile(r"[^\W\d_]")
_UNFOLDED = re.compile(r"[\t\n\r\f\v]|  ")
_FOLD = re.compile(r"[ \t\n\r\f\v]+")


# More accents on one letter, or in one another (`\'{\'{\'{…`), are an attack, not a name.
_MOST_ACCENTS = 8


class _Group(NamedTuple):
    """An open brace: where its text begins in the output, and what happens when it closes."""

    start: int
    letters: int
    kind: str
    value: str


def fold(text: str) -> str:
    """Return text with runs of ASCII white space as one space; a no-break space is kept."""
    return (_FOLD.sub(" ", text) if _UNFOLDED.search(text) else text).strip(" ")


def is_plain(text: str) -> bool:
    """Tell whether a value has nothing to decode or to fold, but for blanks at its ends."""
    return not (_SIGN_OR_SPACE.search(text) or "--" in text or "''" in text or "  " in text)


def decode(text: str, *, protect: bool = False) -> str:
    """Return LaTeX text as rich text.

    With `protect` (titles) braces round letters become `nocase` spans. Mathematics and commands
    this module does not know stay as they are.
    """
    if is_plain(text):
        return text.strip(" ")
    text = fold(text)
    if _is_decoded(text):
        return text
    if "\\" in text and _is_decoded(letters := decode_letters(text)):
        return letters
    return _Decoder(text, protect).run()


def decode_verbatim(text: str) -> str:
    r"""Return a DOI, address or other verbatim value: `\_`, `{\%}` and `\url{…}` undone."""
    if is_plain(text):
        return text.strip(" ")
    text = fold(text)
    while len(text) > 1 and text[0] == "{" and text[-1] == "}" and _balanced(text[1:-1]):
        text = text[1:-1]
    if match := re.fullmatch(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}(?:\{.*\})?", text):
        text = match[1]
    if "\\" not in text:
        return text
    text = re.sub(r"\{?\\textasciitilde\b\s*(?:\{\})?\}?|\\~\{\}|\\string~", "~", text)
    # "{\_}", "\_", "\%"
    return re.sub(r"\{\\([_%&#~$^])\}|\\([_%&#~$^{}])", lambda m: m[1] or m[2], text)


def unknown_commands(text: str) -> list[str]:
    """Return the names of commands in rich text that this module left as they are."""
    return [
        part[1:].partition("{")[0] for part, verbatim in cut(text) if verbatim and part[0] == "\\"
    ]


def unsafe_commands(text: str) -> list[str]:
    r"""Return the names of commands in rich text that are not written as commands: `input`."""
    return [match["name"] for match in _UNSAFE.finditer(text) if match["name"]]


def _mathematics(body: str) -> str:
    """Return mathematics as it is, a Greek letter alone as that letter."""
    body = body.strip(" ")
    return GREEK.get(body[1:], f"${body}$") if body[:1] == "\\" else f"${body}$"


def _is_decoded(text: str) -> bool:
    return not (_SIGN.search(text) or "--" in text or "''" in text)


class _Decoder:
    """One pass over a value; open braces are on a list, so depth costs nothing."""

    def __init__(self, text: str, protect: bool) -> None:
        self.text = text
        self.protect = protect
        self.at = 0
        self.out: list[str] = []
        self.groups: list[_Group] = []
        self.letters = 0
        self.nocase = 0
        self.single = 0
        self.accents = 0
        self._unclosed: set[str] = set()
        self._pairs: dict[int, int] | None = None

    def run(self) -> str:
        text = self.text
        while self.at < len(text):
            match = _TOKEN.match(text, self.at)
            if match is None:
                break
            self.at = match.end()
            getattr(self, f"_{match.lastgroup}" if match["word"] is None else "_word")(match)
        while self.groups:
            group = self.groups.pop()
            if group.kind == "switch":
                self._end_switch(group)
            else:
                self._shut(group, closed=False)
        # "a {} b", "a \\ b": spaces that commands leave behind are one space.
        # Round a line break there is none: TeX skips them.
        text = re.sub(" {2,}", " ", "".join(self.out)).strip(" ")
        return re.sub(" ?\n ?", "\n", text) if "\n" in text else text

    def _emit(self, text: str) -> None:
        self.out.append(text)
        if self.protect and _LETTER.search(text):
            self.letters += 1

    def _text(self, match: re.Match[str]) -> None:
        self._emit(match[0])

    def _dash(self, match: re.Match[str]) -> None:
        self._emit("–" if len(match[0]) == 2 else "—")

    def _tie(self, match: re.Match[str]) -> None:
        self._emit("\u00a0")

    def _end(self, match: re.Match[str]) -> None:
        self._emit("\\")

    def _quote(self, match: re.Match[str]) -> None:
        mark = match[0]
        if mark == "'":
            # The end of `quoted' text; elsewhere an apostrophe.
            following = self.text[self.at : self.at + 1]
            if self.single and not following.isalnum():
                self.single -= 1
                mark = "’"
        elif mark == "`":
            self.single += 1
            mark = "‘"
        else:
            mark = "“" if mark == "``" else "”"
        self._emit(mark)

    def _math(self, match: re.Match[str]) -> None:
        mark = match[0]
        body = _MATH_BODY.match(self.text, self.at)
        end = body.end() if body else self.at
        if not self.text.startswith(mark, end) or end == self.at:
            self._emit(mark)
            return
        self._emit(_mathematics(self.text[self.at : end]))
        self.at = end + len(mark)

    def _open(self, match: re.Match[str]) -> None:
        self._push("group", "")

    def _close(self, match: re.Match[str]) -> None:
        while self.groups and self.groups[-1].kind == "switch":
            # A declaration ends with the group that it stands in.
            self._end_switch(self.groups.pop())
        if not self.groups:
            self._emit("}")
            return
        self._shut(self.groups.pop(), closed=True)

    def _end_switch(self, group: _Group) -> None:
        tag: Tag = group.value  # type: ignore[assignment]
        self.out.append(CLOSE[tag])

    def _push(self, kind: str, value: str) -> None:
        if kind == "group" and self.protect and not self.text.startswith("\\", self.at):
            # BibTeX: braces protect case, but not when a command follows ({\"o}, {\em …}).
            kind = "protect"
            self.nocase += 1
        self.groups.append(_Group(len(self.out), self.letters, kind, value))
        self.out.append("")

    def _shut(self, group: _Group, *, closed: bool) -> None:
        out, start = self.out, group.start
        if group.kind == "protect":
            self.nocase -= 1
            if not closed:
                out[start] = "{"
            elif not self.nocase and self.letters > group.letters:
                out[start] = OPEN["nocase"]
                out.append(CLOSE["nocase"])
        elif group.kind == "accent":
            self.accents -= 1
            self._accent_on(start + 1, group.value.split())
        elif group.kind == "tag":
            if any(out[start + 1 : start + 2]) or len(out) > start + 2:
                tag: Tag = group.value  # type: ignore[assignment]
                out[start] = OPEN[tag]
                out.append(CLOSE[tag])
        elif group.kind == "quote":
            out[start] = group.value[0]
            out.append(group.value[1])
        elif group.kind == "href":
            shown = out[start + 1] if len(out) == start + 2 else ""
            out.append("" if shown == group.value else f" ({group.value})")
        elif not closed:
            out[start] = "{"

    def _sign(self, match: re.Match[str]) -> None:
        sign = match["sign"]
        if sign in ACCENTS:
            self._accent(sign)
        elif sign in "([":
            close = -1
            if sign not in self._unclosed:
                close = self.text.find("\\)" if sign == "(" else "\\]", self.at)
            if close < 0:
                self._unclosed.add(sign)
                self._emit("\\" + sign)
            else:
                self._emit(_mathematics(self.text[self.at : close]))
                self.at = close + 2
        elif sign in _SIGNS:
            if sign == "\\" and (gap := re.compile(r"\*?[ \n]*").match(self.text, self.at)):
                self.at = gap.end()
            self._emit(_SIGNS[sign])
        elif sign not in _NOTHING:
            self._emit(sign)

    def _accent(self, mark: str) -> None:
        text = self.text
        marks = [mark]
        # \'\^e: several marks on one letter, as Vietnamese has them.
        while match := _TOKEN.match(text, self._past_spaces()):
            following = match["word"] or match["sign"] or ""
            if following not in ACCENTS:
                break
            marks.append(following)
            self.at = match.end()
        if match is not None and match["open"]:
            if self.accents == _MOST_ACCENTS:
                self._emit("\\" + "\\".join(marks))
                return
            self.accents += 1
            self.at = match.end()
            self._push("accent", " ".join(marks))
            return
        start = len(self.out)
        if match is not None and match["word"] in SYMBOLS:
            self.at = match.end()
            self._emit(SYMBOLS[match["word"]])
        elif match is not None and (match["text"] or match["sign"]):
            self.at = match.end() if match["sign"] else self.at + 1
            self._emit(match["sign"] or match[0][0])
        self._accent_on(start, marks)

    def _past_spaces(self) -> int:
        while self.text.startswith(" ", self.at):
            self.at += 1
        return self.at

    def _accent_on(self, start: int, marks: list[str]) -> None:
        out = self.out
        for index in range(start, len(out)):
            piece = out[index]
            if not piece or piece.startswith("<"):
                continue
            base = {"ı": "i", "ȷ": "j"}.get(piece[0], piece[0])
            above = "".join(ACCENTS[mark] for mark in marks[-_MOST_ACCENTS:][::-1])
            out[index] = unicodedata.normalize("NFC", base + above) + piece[1:]
            return
        self._emit("".join(BARE.get(mark, "") for mark in marks[-_MOST_ACCENTS:]))

    def _word(self, match: re.Match[str]) -> None:
        word = match["word"]
        text = self.text
        if word in ACCENTS:
            self._accent(word)
        elif word == "ElsevierGlyph" and (glyph := _GLYPH.match(text, match.end())):
            self.at = glyph.end()
            self._emit(chr(int(glyph[1], 16)))
        elif word in SYMBOLS:
            if not match["gap"] and text.startswith("{}", self.at):
                self.at += 2
            self._emit(SYMBOLS[word])
        elif word in SILENT:
            pass
        elif word in SWITCHES:
            if tag := SWITCHES[word]:
                self.groups.append(_Group(len(self.out), self.letters, "switch", tag))
                self.out.append(OPEN[tag])
        elif not text.startswith("{", self.at):
            if word not in MARKUP and word not in QUOTES:
                self._raw(match)
        elif word in QUOTES:
            self.at += 1
            self._push("quote", "".join(QUOTES[word]))
        elif word in MARKUP:
            self._markup(word)
        elif word in SKIPPED and (end := self.pairs.get(self.at)):
            self.at = end + 1
        elif word == "href" and (end := self.pairs.get(self.at)):
            self._href(end)
        elif word == "ensuremath" and (end := self.pairs.get(self.at)):
            self._emit(_mathematics(text[self.at + 1 : end].strip("$")))
            self.at = end + 1
        else:
            self._raw(match)

    def _markup(self, word: str) -> None:
        tag = MARKUP[word]
        end = self.pairs.get(self.at)
        if word in ("url", "path", "nolinkurl") and end:
            self._emit(decode_verbatim(self.text[self.at + 1 : end]))
            self.at = end + 1
            return
        self.at += 1
        self._push("tag" if tag else "plain", tag or "")

    def _href(self, end: int) -> None:
        url = decode_verbatim(self.text[self.at + 1 : end])
        self.at = end + 1
        if self.text.startswith("{", self.at):
            self.at += 1
            self._push("href", url)
        else:
            self._emit(url)

    def _raw(self, match: re.Match[str]) -> None:
        end = match.end("word")
        while self.text.startswith("{", end) and (close := self.pairs.get(end)):
            end = close + 1
        self._emit(self.text[match.start() : end])
        self.at = end

    @property
    def pairs(self) -> dict[int, int]:
        """The place of the closing brace for each opening one, found once a value."""
        if self._pairs is None:
            self._pairs, opened = {}, []
            for match in _BRACE.finditer(self.text):
                if match[0] == "{":
                    opened.append(match.start())
                elif match[0] == "}" and opened:
                    self._pairs[opened.pop()] = match.start()
        return self._pairs


# "a_1 < \$5": up to the dollar sign that ends it.
_MATH_BODY = re.compile(r"[^$\\]*(?:\\.[^$\\]*)*", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
# "\ElsevierGlyph{2014}": a code point.
_GLYPH = re.compile(r"\{([0-9A-Fa-f]{4})\}")

# ---------------------------------------------------------------------------------- writing

_ESCAPES = str.maketrans(
    {
        "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "`": r"\textasciigrave{}",
        "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\u00a0": "~", "–": "--", "—": "---",
        "\n": r"\par ",
    }
)  # fmt: skip
# Mathematics ("$x^2$", not "$5 and $6") or a command ("\ce" of "\ce{H2O}").
_VERBATIM = re.compile(
    r"\$(?=[^\s$])(?P<math>[^$\\]*(?:\\.[^$\\]*)*)(?<!\s)\$|\\(?P<command>[A-Za-z]+)", re.DOTALL
)
# "\\input" but not "\\inputenc", "\\begin{document}" but not "\\begin{pmatrix}"; "^^5c", which TeX
# reads as a backslash.
_UNSAFE = re.compile(
    rf"\\(?P<name>(?:{'|'.join(sorted(UNSAFE))})(?![A-Za-z])"
    rf"|(?:begin|end)(?![A-Za-z]|\{{(?:{'|'.join(sorted(ENVIRONMENTS))})\*?\}}))|\^\^"
)
# Whatever is no plain text in LaTeX, CSL's tags, and the signs that mark places below.
_TO_ENCODE = re.compile("[" + re.escape("".join(map(chr, _ESCAPES))) + "<>\ufdd0\ufdd1]")
_CONTINUED = re.compile("\ufdd1+(?=[A-Za-z])")
# "-" before "-", "–" before "-": three hyphens in a row would be another dash.
_TWO_DASHES = re.compile(r"[-–—](?=[-–—])")
# Letters NFD does not take apart, and signs, as commands; the first name in the table wins.
_COMMANDS: dict[str, str] = {}
for _name, _char in SYMBOLS.items():
    if len(_char) == 1 and not _char.isascii():
        _COMMANDS.setdefault(_char, _name)
_GREEK = {char: name for name, char in GREEK.items()}
_MARKS = {char: mark for mark, char in reversed(ACCENTS.items())}
_TEX: dict[Tag, str] = {
    "i": "\\emph", "b": "\\textbf", "sup": "\\textsuperscript", "sub": "\\textsubscript",
    "sc": "\\textsc", "nocase": "",
}  # fmt: skip


def needs_no_encoding(text: str, *, ascii: bool = False) -> bool:
    """Tell whether a rich text is its own LaTeX, but for blanks at its ends."""
    if _TO_ENCODE.search(text) or "--" in text or "''" in text:
        return False
    return not ascii or text.isascii()


def encode(text: str, *, ascii: bool = False) -> str:
    """Return rich text as LaTeX."""
    if needs_no_encoding(text, ascii=ascii):
        return text.strip(" ")
    out: list[str] = []
    starts: list[int] = []
    inside = 0
    for piece in pieces(text):
        if piece.tag is None:
            out.extend(_escaped(piece.text, ascii))
        elif not piece.closes:
            nested = piece.tag == "nocase" and inside
            inside += piece.tag == "nocase"
            starts.append(len(out))
            out.append("" if nested else _TEX[piece.tag] + "{")
        else:
            inside -= piece.tag == "nocase"
            start = starts.pop()
            if piece.tag == "nocase" and inside:
                continue
            if piece.tag == "nocase" and "".join(out[start + 1 : start + 3]).startswith("\\"):
                # {\emph{…}} would be one of BibTeX's special characters, which protect nothing.
                out[start] = "{{"
                out.append("}")
            out.append("}")
    # A brace behind a command kept as it was would be its argument. (U+FDD0 and U+FDD1 are no
    # characters: they mark places while a value is written.)
    # Nor may a letter behind it make another command of it: "\in" and, out of a span, "put".
    whole = _CONTINUED.sub("{}", "".join(out).replace("\ufdd1{", "\\relax{"))
    whole = whole.replace("\ufdd1", "")
    return whole.strip(" ")


def defuse(raw: str) -> str:
    """Return raw LaTeX with the commands that read, write or define turned into text."""
    if not _UNSAFE.search(raw):
        return raw
    return _UNSAFE.sub(
        lambda match: (
            f"\\textbackslash{{}}{match['name']}" if match["name"] else r"\textasciicircum{}" * 2
        ),
        raw,
    )


def encode_verbatim(text: str) -> str:
    """Return an address or identifier as it is, percent-encoded where braces would not close."""
    # "^^5c" is a backslash for TeX.
    text = text.replace("^^", "%5E%5E")
    if "\\" in text or not _balanced(text):
        for char, code in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D")):
            text = text.replace(char, code)
    return text


def is_balanced(text: str) -> bool:
    """Tell whether a raw value can stand between braces, for BibTeX and for bibtexparser."""
    return not text.endswith("\\") and _balanced(text) and _balanced(_BRACE_ESCAPE.sub("", text))


_BRACE_ESCAPE = re.compile(r"\\[{}]")


def _balanced(text: str) -> bool:
    opened = text.count("{")
    if opened != text.count("}"):
        return False
    depth = 0
    for char in re.findall(r"[{}]", text) if opened else ():
        depth += 1 if char == "{" else -1
        if depth < 0:
            return False
    return True


def _escaped(text: str, ascii: bool) -> Iterator[str]:
    for part, verbatim in cut(text):
        if verbatim:
            yield f"{part}\ufdd1" if part[0] == "\\" else part
        else:
            yield _letters(part, ascii)


def cut(text: str) -> Iterator[tuple[str, bool]]:
    """Cut text at what is LaTeX already and stays so (True): mathematics and unknown commands."""
    at = 0
    if "$" in text or "\\" in text:
        pairs: dict[int, int] | None = None
        for match in _VERBATIM.finditer(text):
            end = match.end()
            if match.start() < at:
                continue
            if match["math"] is not None:
                if not _is_math(match["math"], text[end : end + 1]):
                    continue
            elif match["command"] in KNOWN:
                continue
            else:
                while text.startswith("{", end):
                    pairs = _Decoder(text, False).pairs if pairs is None else pairs
                    if end not in pairs:
                        break
                    end = pairs[end] + 1
            piece = text[match.start() : end]
            if not is_balanced(piece) or _UNSAFE.search(piece):
                continue
            yield text[at : match.start()], False
            yield text[match.start() : end], True
            at = end
    yield text[at:], False


def _is_math(body: str, following: str) -> bool:
    # "$5 and $6" and "$5-$6" are money.
    money = following.isdigit() or re.search(r"\s", body)
    return bool(re.search(r"[\\^_=<>+]", body)) or not money


def _letters(text: str, ascii: bool) -> str:
    # Two hyphens or apostrophes in the record are two, not a dash or a quotation mark.
    text = _TWO_DASHES.sub("\\g<0>\ufdd0", text)
    text = re.sub(r"'(?=')", "'\ufdd0", text) if "''" in text else text
    text = text.translate(_ESCAPES)
    if ascii and not text.isascii():
        text = re.sub(r"[^\x00-\x7f\ufdd0][\u0300-\u036f]*", _command, text)
        text = re.sub(r"[A-Za-z][\u0300-\u036f]+", _command, text)
    return text.replace("\ufdd0", "{}")


def _command(match: re.Match[str]) -> str:
    char = match[0]
    if char in _COMMANDS:
        return f"{{\\{_COMMANDS[char]}}}"
    if char in _GREEK:
        return f"\\ensuremath{{\\{_GREEK[char]}}}"
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    if not marks or any(mark not in _MARKS for mark in marks):
        return char
    if not base.isascii():
        if base not in _COMMANDS:
            return char
        base = f"\\{_COMMANDS[base]}"
    for mark in marks:
        name = _MARKS[mark]
        base = f"\\{name}{{{base}}}"
    return f"{{{base}}}"
