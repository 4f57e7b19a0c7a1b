"""LaTeX's accents and letters where they stand by themselves, decoded by one pattern."""

from __future__ import annotations

import re
import unicodedata

from bibconv.values.latexcommands import ACCENTS, SYMBOLS


def decode_letters(text: str) -> str:
    r"""Return LaTeX with its letters by themselves decoded: `M{\"u}ller \& S{\o}n`.

    What belongs to any other command is left as it is, so if nothing special is left, it is what
    `decode` returns.
    """
    return _LETTERS.sub(_letter, text)


# {\"u}  {\'{e}}  {\'\i}  {\c c}  {\v{s}}  {\ss}  \"u  \&, and, to be left, any other command with
# the brace behind it. Behind a closing brace, braces may be an argument: \href{http://a.b}{\"u}.
_LETTERS = re.compile(
    r"""(?<!\})\{\\(?:
            (?P<sign>[`'^"~=.])(?:(?P<a>[A-Za-z]|\\[ij])|\{(?P<b>[A-Za-z]|\\[ij])\})
          | (?P<mark>[cvukHrdb])(?:\ (?P<c>[A-Za-z])|\{(?P<d>[A-Za-z])\})
          | (?P<symbol>ss|oe|OE|ae|AE|aa|AA|o|O|l|L|i|j)\ ?
        )\}
      | \\(?P<above>[`'^"~=.])(?P<e>[A-Za-z])
      | \\(?P<escaped>[&%_\#])
      | \\(?:[A-Za-z]+\*?[ \n]*\{?|.)""",
    re.VERBOSE | re.DOTALL,
)


def _letter(match: re.Match[str]) -> str:
    if sign := match["sign"] or match["mark"] or match["above"]:
        letter = match["a"] or match["b"] or match["c"] or match["d"] or match["e"]
        return unicodedata.normalize("NFC", letter[-1] + ACCENTS[sign])
    if symbol := match["symbol"]:
        return SYMBOLS[symbol]
    return match["escaped"] or match[0]
