"""What people paste of LaTeX into plain text: when it is LaTeX, and what its marks stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from bibconv.values.latexcommands import ACCENTS, MARKUP, SILENT, SWITCHES, SYMBOLS


class Command(NamedTuple):
    """What a command does: the emphasis ("i", "b", "") of its argument or of the rest of its group.

    `address` is that of a link, `shown` what the command prints, `group` whether it takes an
    argument.
    """

    kind: str = ""
    address: str = ""
    shown: str = ""
    group: bool = False


def _emphasis(tag: str | None) -> str:
    return tag if tag in ("i", "b") else ""


COMMANDS: dict[str, Command] = {
    **{word: Command() for word in (*SILENT, "newblock")},
    **{word: Command(shown=shown) for word, shown in SYMBOLS.items() if shown},
    **{word: Command(_emphasis(tag)) for word, tag in SWITCHES.items()},
    **{word: Command(_emphasis(tag), group=True) for word, tag in MARKUP.items()},
}

# What tells LaTeX from a stray backslash ("C:\temp") or tilde ("/~kim"): a command of references,
# an accent on a letter (Markdown escapes "2024\\. Ice"), an escaped ampersand, ``quotes'', a tie
# between initials.
_IS_TEX = re.compile(
    r"""\\(?:bibitem|newblock|emph|textit|textbf|textsc|textsl|textsuperscript|url|href|noindent)\b
    |\{\\(?:em|it|bf|sc|sl|tt|rm|itshape|bfseries)(?![A-Za-z])
    |\\&|\\['`^~=]\s?\{?\\?[A-Za-z]|\\\.\{?\\?[A-Za-z]|\\[cvuHkrbd]\s?\{\\?[A-Za-z]\}|\\"\{?\\?[A-Za-z]
    |\\(?:ss|o|O|l|L|aa|AA|ae|AE|oe|OE|i)(?![A-Za-z])
    |``[^`]{1,600}''|[^\W\d_]\.~[^\W\d_]""",
    re.VERBOSE,
)
# 'she said \"yes\"': a quotation mark that JSON or C has escaped, no umlaut.
_ESCAPED_QUOTE = re.compile(r'\\"(?![\\{A-Za-z])')


def is_tex(lines: Sequence[str]) -> bool:
    """Tell whether an entry's lines hold marks of LaTeX."""
    if not any(mark in line for line in lines for mark in "\\~`"):
        return False
    text = "\n".join(lines)
    return _IS_TEX.search(text) is not None and not _ESCAPED_QUOTE.search(text)


# "\bibitem[Kim(2009)]{key}", "\url{http://…}", "\doi{10.1/x}", "$^*$" behind a name, "\href{http://…}", "\'{\i}", "\"u", "\c{c}",
# "\v z", "\emph", "\ss", "\&", "{", "}", "~", "``", "''", "--", "$x$", "https://…/~kim"
TEX = r"""\\bibitem\ *
        (?P<item>(?:\[(?:[^\[\]{}]|\{[^{}]{0,200}\}){0,300}\])?\ *\{(?P<key>[^{}]{0,300})\})
    |\\(?:url|path|nolinkurl|doi)\ *\{(?P<verbatim>[^{}]{0,2000})\}
    |(?P<raised>\$\^\{?(?:\*|\\ast|\\star|\\d?dagger|\\ddagger|\\S|[†‡§])\}?\$)
    |\\href\ *\{(?P<href>[^{}]{0,2000})\}
    |(?P<accent>\\(?:(?P<mark>["'`^~=.])|(?P<letter_mark>[cvuHkrbd])(?=\ *[\{\\]|\ [A-Za-z]))
        \ *(?:\{\ *\\?(?P<in_braces>[A-Za-z])\ *\}|\\(?P<dotless>[ij])(?![A-Za-z])\ *
        |(?P<bare>[A-Za-z])))
    |\\(?P<word>[A-Za-z]+)\*?(?:\{\}|\ *)
    |\\(?P<sign>[^A-Za-z])
    |(?P<open>\{)|(?P<close>\})
    |(?P<plain>\$[^$]{1,300}\$|https?://[^\s{}\\]{1,2000})
    |(?P<shown>~|``|''|---?)
    |(?P<escaped>(?!))"""


def accented(match: re.Match[str]) -> str:
    """Return the letter that an accent command stands for, or the command where there is none."""
    letter = match["in_braces"] or match["dotless"] or match["bare"]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[match["mark"] or match["letter_mark"]])
    return composed if len(composed) == 1 else match[0]
