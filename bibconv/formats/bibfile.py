"""BibTeX files as entries of raw fields: blocks, @string, crossref, and what to do when broken."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import found
from bibconv.formats.latex import fold
from bibconv.record import Verbatim
from bibconv.source import Source, Span

# What the splitter has to say about broken blocks comes out as diagnostics, not on stderr.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# A file of a few lines must not grow to gigabytes by @string and crossref: what they copy, over
# the whole file, is limited to this many characters and four times the file itself.
_COPIES = 8 << 20
_STRING = 1 << 16


class RawField(NamedTuple):
    """A field's text, LaTeX as it was but for the delimiters round it, and where it stands."""

    text: str
    span: Span
    inherited: bool = False


@dataclass(slots=True)
class RawEntry:
    """An entry before anything in it is understood; field names are in lower case."""

    kind: str
    key: str
    span: Span
    fields: dict[str, RawField] = field(default_factory=dict)
    repeated: list[tuple[str, RawField]] = field(default_factory=list)


def entries(source: Source, report: Report) -> Iterator[RawEntry | Verbatim]:
    """Yield what a BibTeX file holds, in its order; a broken entry with what could be read."""
    parsed = list(_Blocks(source, report).run())
    _inherit(parsed, source, report)
    for item in parsed:
        # Entries of type xdata are containers of fields for others; they go back as they are.
        if isinstance(item, RawEntry) and item.kind == "xdata":
            yield _verbatim(source, item.span)
        else:
            yield item


def looks_like_bib(head: str) -> bool:
    """Tell whether text has a BibTeX entry at the beginning of a line."""
    return _ENTRY_LINE.search(head) is not None


def is_biblatex(head: str) -> bool:
    """Tell whether a file of entries speaks biblatex: its fields or types, but not BibTeX's."""
    return _BIBLATEX.search(head) is not None


# "date = {2010}", "journaltitle=", "@online{"; not `journal` or `year`, which both have.
_BIBLATEX = re.compile(
    r"^[ \t]*(?:@(?:online|thesis|report|collection|mv[a-z]+|inreference|reference|xdata|dataset"
    r"|suppbook|bookinbook|artwork|video|audio|letter)[ \t]*[{(]"
    r"|(?:date|journaltitle|location|maintitle|langid|shortjournal|eventdate|origdate|pubstate"
    r"|eventtitle|journalsubtitle)[ \t]*=)",
    re.MULTILINE | re.IGNORECASE,
)
# "@article{key,", "@book(key,", "@string{name =", "@comment{", "@preamble{"
_ENTRY_LINE = re.compile(
    r"^[ \t]*@(?:(?:comment|preamble)[ \t]*[{(]|string[ \t]*[{(]\s*[^\s={}]+\s*="
    r"|[a-z]+[ \t]*[{(][ \t\n]*[^\s=,{}()\"]*\s*(?:,|\}))",
    re.MULTILINE | re.IGNORECASE,
)
# "@article{", "@Book (": where an entry begins.
_START = re.compile(r"@\s*([^\s{}(),=@\"#%]*)\s*([{(])")
# "author = ", "author+an:role="
_FIELD = re.compile(r"([^\s={}\",#%@()\\]+)\s*=\s*")
# The next field or the end of the entry, seen from inside a value that was never closed.
_NEXT_FIELD = re.compile(r",?[ \t]*\n\s*(?=[A-Za-z][\w:+-]*\s*=\s*[\"{\w]|[})][ \t]*(?:\n|\Z))")
_NAME = re.compile(r"[^\s#\"{}(),=%'\\]+")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_PLAIN_BRACES = re.compile(r"[{}]")
_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_SPACE = re.compile(r"[\s,]*")
# The "#" that joins "10~" # jan, or just the space behind a value.
_JOINT = re.compile(r"\s*(#)?\s*")


class _Blocks:
    """The blocks of one file, with the strings defined so far."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.text = source.text()
        self.strings: dict[str, str] = {}
        self.copies = _COPIES + 4 * len(self.text)

    def run(self) -> Iterator[RawEntry | Verbatim]:
        blocks = Splitter(self.text).split().blocks
        starts = _offsets(self.text, blocks)
        skip_to = 0
        for index, block in enumerate(blocks):
            start = starts[index]
            end = start + len(block.raw or "")
            if end <= skip_to:
                continue
            if isinstance(block, ImplicitComment):
                # The rest of a broken entry was read with it.
                text = self.text[max(start, skip_to) : end].strip()
                if text:
                    at = self.text.index(text, max(start, skip_to))
                    yield _verbatim(self.source, Span(at, at + len(text)))
                continue
            inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
            span = Span(start, end)
            if isinstance(inner, Entry):
                yield from self._entry(inner, span)
            elif isinstance(inner, String):
                self._string(inner, span)
                yield _verbatim(self.source, span)
            elif isinstance(block, ParsingFailedBlock) and not isinstance(
                block, DuplicateFieldKeyBlock
            ):
                limit = next(
                    (
                        starts[later]
                        for later in range(index + 1, len(blocks))
                        if not isinstance(blocks[later], ImplicitComment)
                    ),
                    len(self.text),
                )
                skip_to = limit
                yield from self._broken(block, Span(start, limit))
            else:
                if isinstance(inner, Preamble) and not inner.value.strip():
                    continue
                yield _verbatim(self.source, span)

    def _entry(self, block: Entry, span: Span) -> Iterator[RawEntry | Verbatim]:
        if not block.fields and self.text[span.start - 1 : span.start].isalnum():
            # "me@example (at home)" in free text is an address, not an entry.
            yield _verbatim(self.source, span)
            return
        if not block.entry_type.strip():
            self._say("warning", "bibtex-no-type", "an entry without a type", span, block.key)
        entry = RawEntry(block.entry_type.strip().lower(), fold(block.key), span)
        at = span.start
        for raw in block.fields:
            key, value = str(raw.key), str(raw.value)
            at = self.text.find(key, at, span.end) if key else at
            begin = at
            at = self.text.find(value, at + len(key), span.end) + len(value)
            place = Span(begin, at)
            self._take(entry, key, value, place)
        yield entry

    def _take(self, entry: RawEntry, name: str, value: str, span: Span) -> None:
        """Put a field into an entry; what follows a value without a comma is fields as well."""
        at = 0
        while True:
            text, at = self._value(value, at, span, entry.key, name)
            match = _FIELD.match(value, at)
            rest = "" if match or at >= len(value) else value[at:]
            if rest:
                self._say(
                    "error",
                    "bibtex-value",
                    f"text after the value of '{name}': {_short(rest)}",
                    span,
                    entry.key,
                    "values are joined by '#' and end in a comma; it was added to the value",
                )
                text = f"{text} {rest}"
            field = fold(name).lower()
            if field in entry.fields:
                entry.repeated.append((field, RawField(text, span)))
            else:
                entry.fields[field] = RawField(text, span)
            if not match:
                return
            self._say(
                "error",
                "bibtex-missing-comma",
                f"no comma between '{name}' and '{match[1]}'",
                span,
                entry.key,
                "it was read as if there were one",
            )
            name, at = match[1], match.end()

    def _value(self, value: str, at: int, span: Span, key: str, name: str) -> tuple[str, int]:
        """Return the value at `at` without delimiters, pieces joined, and where it ends."""
        if at == 0 and value.startswith("{") and value.find("}") == len(value) - 1:
            return value[1:-1], len(value)
        pieces: list[str] = []
        while at < len(value):
            char = value[at]
            if char in '{"':
                end = _closing(value, at, _BRACES if char == "{" else _QUOTE)
                if end < 0 and char == "{":
                    end = _closing(value, at, _PLAIN_BRACES)
                if end < 0:
                    # A broken entry's value, already cut where it seems to end.
                    return "".join((*pieces, value[at + 1 :])), len(value)
                pieces.append(value[at + 1 : end])
                at = end + 1
            else:
                match = _NAME.match(value, at)
                if not match:
                    break
                pieces.append(self._expanded(match[0], span, key, name))
                at = match.end()
            joint = _JOINT.match(value, at)
            at = joint.end() if joint else at
            if not joint or not joint[1]:
                break
        return "".join(pieces), at

    def _expanded(self, word: str, span: Span, key: str, name: str) -> str:
        if word.isdigit():
            return word
        known = self.strings.get(word.lower())
        if known is not None:
            self.copies -= len(known)
            if self.copies < 0:
                self._say(
                    "error",
                    "bibtex-too-large",
                    f"@string '{word}' was not replaced: the file would grow without bounds",
                    span,
                    key,
                )
                return word
            return known
        if word.lower() in MONTHS or (name.lower() == "month" and word.isalpha()):
            return word
        self._say(
            "warning",
            "bibtex-undefined-string",
            f"'{word}' in '{name}' is not defined by any @string before it",
            span,
            key,
            "its name was kept as the text; put text in braces",
        )
        return word

    def _string(self, block: String, span: Span) -> None:
        value = str(block.value)
        text, end = self._value(value, 0, span, "", str(block.key))
        if rest := value[end:]:
            self._say(
                "error", "bibtex-value", f"text after the value of @string: {_short(rest)}", span
            )
        name = str(block.key).lower()
        if name in self.strings and self.strings[name] != text:
            self._say(
                "warning",
                "bibtex-string-redefined",
                f"@string '{block.key}' is defined again",
                span,
                hint="what follows takes the new definition",
            )
        if len(text) > _STRING:
            self._say("error", "bibtex-too-large", f"@string '{block.key}' is too long", span)
        self.strings[name] = text[:_STRING]

    def _broken(self, block: ParsingFailedBlock, span: Span) -> Iterator[RawEntry | Verbatim]:
        """Read what can be read of a block that the splitter gave up."""
        reason = str(getattr(block.error, "abort_reason", block.error)).strip()
        match = _START.match(self.text, span.start, span.end)
        raw = self.text[span.start : span.end].rstrip()
        if not match or match[1].lower() in ("comment", "preamble", "string"):
            self._say(
                "error",
                "bibtex-broken-block",
                f"a block could not be read: {reason}",
                span,
                hint="close its bracket; the text was left out",
                excerpt=raw,
            )
            return
        recovery = _Recovery(self.text, span, match)
        entry = RawEntry(match[1].lower(), recovery.key, span)
        for name, value, place in recovery.fields():
            self._take(entry, name, value, place)
        entry = RawEntry(
            entry.kind, entry.key, Span(span.start, recovery.end), entry.fields, entry.repeated
        )
        if recovery.faults:
            at, assumed = recovery.faults[0]
            self.report.add(
                found(
                    self.source,
                    "error",
                    "bibtex-broken-entry",
                    f"the entry is broken: {assumed}",
                    Span(at, at),
                    key=entry.key,
                    hint="read with what could be recovered; check the entry",
                )
            )
            self._say(
                "error",
                "bibtex-broken-block",
                f"the text of the broken entry ({reason})",
                span,
                entry.key,
                excerpt=raw,
            )
            # Past a score of faults a reader has seen enough of one entry.
            for at, assumed in recovery.faults[1:20]:
                self._say("error", "bibtex-broken-entry", assumed, Span(at, at), entry.key)
        if not entry.fields and not entry.key:
            if not recovery.faults:
                self._say("error", "bibtex-broken-block", f"no entry: {reason}", span, excerpt=raw)
        else:
            yield entry
        rest = self.text[recovery.end : span.end]
        if rest.strip():
            begin = recovery.end + len(rest) - len(rest.lstrip())
            yield _verbatim(self.source, Span(begin, begin + len(rest.strip())))

    def _say(
        self,
        severity: Severity,
        code: str,
        message: str,
        span: Span,
        key: str = "",
        hint: str = "",
        excerpt: str = "",
    ) -> None:
        finding = found(self.source, severity, code, message, span, key=key, hint=hint)
        if excerpt:
            finding = Diagnostic(
                severity, code, message, finding.source, finding.line, finding.column, span,
                key=key, hint=hint, excerpt=excerpt,
            )  # fmt: skip
        self.report.add(finding)


class _Recovery:
    """A second, forgiving pass over one broken entry; braces count as BibTeX counts them."""

    def __init__(self, text: str, span: Span, start: re.Match[str]) -> None:
        self.text = text
        self.limit = span.end
        self.close = "}" if start[2] == "{" else ")"
        self.faults: list[tuple[int, str]] = []
        self.lost_quote = False
        self.pairs: dict[int, int] = {}
        opened: list[int] = []
        for brace in _PLAIN_BRACES.finditer(text, start.end(), span.end):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                self.pairs[opened.pop()] = brace.start()
        match = re.compile(r"\s*([^\s,{}\"=]*)[ \t]*").match(text, start.end(), span.end)
        self.key = match[1] if match else ""
        self.at = match.end() if match else start.end()
        if text.startswith("=", self.at):
            # "@book{title = {…}}": the first word was a field.
            self.at, self.key = start.end(), ""
        self.end = self.at

    def fields(self) -> Iterator[tuple[str, str, Span]]:
        text, limit = self.text, self.limit
        while True:
            comma = _SPACE.match(text, self.at, limit)
            at = comma.end() if comma else self.at
            if at >= limit:
                self.faults.append((self.end, f"no '{self.close}' closes it"))
                self.end = limit
                return
            if text[at] == self.close:
                self.end = at + 1
                return
            match = _FIELD.match(text, at, limit)
            if not match:
                self.at = self.end = self._skip(at)
                continue
            if "," not in text[self.at : at]:
                self.faults.append((at, f"a comma was assumed before '{match[1]}'"))
            end = self._value_end(match.end(), match[1])
            yield match[1], text[match.end() : end].strip(), Span(at, end)
            self.at = self.end = end

    def _skip(self, at: int) -> int:
        """Return the place after what is neither a field nor the end: up to a comma or line end."""
        match = re.compile(r"[,\n]").search(self.text, at, self.limit)
        end = match.start() if match else self.limit
        closing = self.text.rfind(self.close, at, end)
        if closing > at and not self.text[closing + 1 : end].strip():
            end = closing
        self.faults.append((at, f"not a field: {_short(self.text[at:end])}"))
        return max(end, at + 1)

    def _closed(self, at: int) -> int:
        """Return where the brace or quotation mark at `at` closes, -1 for nowhere."""
        if self.text[at] == "{":
            return self.pairs.get(at, -1)
        limit = self.limit
        if self.lost_quote:
            # One mark without a partner is enough to look no further than the line.
            end = self.text.find("\n", at, limit)
            limit = limit if end < 0 else end
        end = _closing(self.text, at, _QUOTE, limit)
        self.lost_quote = self.lost_quote or end < 0
        return end

    def _value_end(self, at: int, name: str) -> int:
        text, limit = self.text, self.limit
        while at < limit:
            char = text[at]
            if char in '{"':
                end = self._closed(at)
                following = _NEXT_FIELD.search(text, at + 1, limit if end < 0 else end)
                if following:
                    self.faults.append(
                        (at, f"'{'}' if char == '{' else char}' was assumed at the end of '{name}'")
                    )
                    return following.start()
                if end < 0:
                    end = _line_end(text, at, limit)
                    self.faults.append((at, f"the value of '{name}' is never closed"))
                    return end
                at = end + 1
            else:
                match = _NAME.match(text, at, limit)
                if not match:
                    return at
                at = match.end()
            more = re.compile(r"\s*#\s*").match(text, at, limit)
            if not more:
                return at
            at = more.end()
        return limit


def _line_end(text: str, at: int, limit: int) -> int:
    end = limit
    while end > at + 1 and text[end - 1] in " \t\n,})":
        end -= 1
    return end


def _closing(text: str, at: int, pattern: re.Pattern[str], limit: int | None = None) -> int:
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


def _offsets(text: str, blocks: list[Block]) -> list[int]:
    """Return where each block begins; the splitter tells lines, and blocks are in order."""
    starts, at = [], 0
    for block in blocks:
        start = text.find(block.raw or "", at)
        start = at if start < 0 else start
        starts.append(start)
        at = start + (len(block.raw or "") if not isinstance(block, ParsingFailedBlock) else 1)
    return starts


def _verbatim(source: Source, span: Span) -> Verbatim:
    text = source.text()[span.start : span.end]
    return Verbatim("bibtex", text, source.position(span.start)[0])


def _short(text: str) -> str:
    text = fold(text)
    return repr(text if len(text) <= 60 else text[:59] + "…")


# ------------------------------------------------------------------------------ crossref, xdata

_PARTS = frozenset(
    "inbook bookinbook suppbook incollection suppcollection inreference inproceedings "
    "conference".split()
)
_WHOLES = frozenset("book collection reference proceedings".split())
_MULTIVOLUMES = frozenset("mvbook mvcollection mvreference mvproceedings".split())
# biblatex manual, appendix B: what a child never takes from its parent.
_OWN = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related "
    "relatedoptions relatedstring relatedtype shorthand shorthandintro sortkey sortname sorttitle "
    "sortyear shorttitle indextitle indexsorttitle keywords file abstract".split()
)


def _inherit(parsed: list[RawEntry | Verbatim], source: Source, report: Report) -> None:
    """Copy fields from xdata and crossref parents into entries that lack them."""
    by_key: dict[str, RawEntry] = {}
    for item in parsed:
        if isinstance(item, RawEntry):
            by_key.setdefault(item.key.lower(), item)
    done: set[int] = set()
    budget = _COPIES + 4 * len(source.text())
    for item in parsed:
        if not isinstance(item, RawEntry):
            continue
        # Parents first; a chain may be as long as the file, so it is a list and not a recursion.
        chain: list[RawEntry] = [item]
        seen = {id(item)}
        at = 0
        while at < len(chain):
            for parent in _parents(chain[at], by_key, source, report, quiet=at > 0):
                if id(parent) not in seen and id(parent) not in done:
                    seen.add(id(parent))
                    chain.append(parent)
            at += 1
        for entry in reversed(chain):
            if id(entry) in done:
                continue
            done.add(id(entry))
            for parent in _parents(entry, by_key, source, report, quiet=True):
                if parent is not entry:
                    budget = _copy(parent, entry, budget)
        if budget < 0:
            report.add(
                found(
                    source,
                    "error",
                    "bibtex-too-large",
                    "fields are no longer copied by crossref: the file would grow without bounds",
                    item.span,
                    key=item.key,
                )
            )
            return


def _parents(
    entry: RawEntry, by_key: dict[str, RawEntry], source: Source, report: Report, *, quiet: bool
) -> Iterator[RawEntry]:
    for name in ("xdata", "crossref"):
        value = entry.fields.get(name)
        if value is None or value.inherited:
            continue
        for key in value.text.split(","):
            parent = by_key.get(key.strip().lower())
            if parent is not None:
                yield parent
            elif not quiet and key.strip():
                report.add(
                    found(
                        source,
                        "info",
                        "bibtex-no-parent",
                        f"'{key.strip()}' in '{name}' is not an entry of this file",
                        value.span,
                        key=entry.key,
                    )
                )


def _copy(parent: RawEntry, child: RawEntry, budget: int) -> int:
    renamed: dict[str, str] = {}
    if parent.kind in _MULTIVOLUMES and child.kind in _PARTS | _WHOLES:
        renamed = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
    elif parent.kind in _WHOLES and child.kind in _PARTS:
        renamed = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
    elif parent.kind == "periodical" and child.kind in ("article", "suppperiodical"):
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    journal = "journal" in child.fields or "journal" in parent.fields
    booktitle = "booktitle" in child.fields
    date = any(name in child.fields for name in ("date", "year"))
    for name, value in list(parent.fields.items()):
        target = renamed.get(name, name)
        if name in _OWN or target in child.fields:
            continue
        if target == "booksubtitle" and booktitle:
            continue
        if (target in ("journaltitle", "journalsubtitle") and journal) or (
            date and name in ("date", "year", "month", "day")
        ):
            continue
        if parent.kind == "book" and child.kind in _PARTS and name == "author":
            # The parts of a book are by its author, who is the container's author too.
            child.fields.setdefault("bookauthor", value._replace(inherited=True))
        budget -= len(value.text)
        if budget < 0:
            return budget
        child.fields[target] = value._replace(inherited=True)
    return budget


def written(entry: Entry) -> str:
    """Return an entry as text, with bibtexparser's writer."""
    from bibtexparser.writer import BibtexFormat, write

    style = BibtexFormat()  # type: ignore[no-untyped-call]
    style.indent = "  "
    style.trailing_comma = True
    return write(Library([entry]), style)
