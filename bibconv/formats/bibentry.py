"""A BibTeX entry before anything in it is understood, and the marks that part its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bibconv.formats.bibwellformed import well_formed
from bibconv.formats.latex import fold
from bibconv.source import Span

# A file of a few lines must not grow to gigabytes by @string and crossref: what they copy, over
# the whole file, is limited to this many characters and four times the file itself.
COPIES = 8 << 20

# "author = ", "author+an:role="
FIELD = re.compile(r"([^\s={}\",#%@()\\]+)\s*=\s*")
# A macro's name or a number in a value: "jan", "2020".
NAME = re.compile(r"[^\s#\"{}(),=%'\\]+")
# Braces as bibtexparser counts them, and as BibTeX does, for which a backslash changes nothing.
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
PLAIN_BRACES = re.compile(r"[{}]")
QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)


@dataclass(slots=True)
class RawEntry:
    """An entry before anything in it is understood; field names are in lower case.

    A field's text is LaTeX as it was but for the delimiters round it. `line` is the first one of
    the entry's text `raw`; `inherited` are the fields taken from other entries, `repeated` those
    that were given before. `places` are known of fields that one pass has not read.
    """

    kind: str
    key: str
    span: Span
    line: int = 0
    raw: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    repeated: list[tuple[str, str, Span]] = field(default_factory=list)

    def place(self, name: str) -> Span:
        """Return where a field stands, from its name to the end of its value.

        One pass leaves it to whoever asks: that is looked up for findings and for evidence.
        """
        if name not in self.places:
            start = self.span.start
            for entry in well_formed(self.raw)[0][:1]:
                for match in entry.fields:
                    span = Span(start + match.start(1), start + match.end(2))
                    self.places.setdefault(match[1].lower(), span)
        return self.places.get(name, self.span)


def closing(text: str, at: int, pattern: re.Pattern[str], limit: int | None = None) -> int:
    """Return the place of the delimiter that closes the one at `at`, -1 for none."""
    quoted = text[at] == '"'
    depth = 0
    for match in pattern.finditer(text, at + 1 if quoted else at, limit or len(text)):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth <= 0 and not quoted:
                return match.start()
        elif mark == '"' and depth <= 0 and quoted:
            return match.start()
    return -1


def short(text: str) -> str:
    """Return text as a message shows it."""
    text = fold(text)
    return repr(text if len(text) <= 60 else text[:59] + "…")
