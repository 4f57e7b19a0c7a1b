"""BibTeX files as entries of raw fields: blocks, @string, crossref, and what to do when broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import found, to_line
from bibconv.formats.bibentry import (
    BRACES,
    COPIES,
    FIELD,
    NAME,
    PLAIN_BRACES,
    QUOTE,
    RawEntry,
    closing,
    short,
)
from bibconv.formats.bibinherit import Family
from bibconv.formats.bibrecovery import GOES_ON, Recovery
from bibconv.formats.bibwellformed import WellFormed, well_formed
from bibconv.formats.latex import fold
from bibconv.record import Verbatim
from bibconv.source import Source, Span

if TYPE_CHECKING:
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    from bibconv.formats.bibsplit import Placed

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# No honest @string is longer than this; a chain of doubling ones is, after 16 lines.
_STRING = 1 << 16


def entries(source: Source, report: Report) -> Iterator[RawEntry | Verbatim]:
    """Yield what a BibTeX file holds, in its order; a broken entry with what could be read.

    Memory holds a window of the file, and the entries that others take fields from.
    """
    size, linked = _survey(source)
    family = Family(_twice(source, size), size, source, report) if linked else None
    for item in _items(source, report, size):
        if isinstance(item, RawEntry):
            if family:
                item = family.completed(item)
            if item.kind == "xdata":
                # Containers of fields for other entries; they go back as they are.
                yield Verbatim("bibtex", item.raw, item.line, source.name)
                continue
        yield item


# "@article{", "@Book (": where an entry begins.
_START = re.compile(r"@\s*([^\s{}(),=@\"#%]*)\s*([{(])")
# The "#" that joins "10~" # jan, or just the space behind a value.
_JOINT = re.compile(r"\s*(#)?\s*")


# "@comment{", "@string(", which are no entries
_BLOCK = re.compile(r"\s*@\s*(?:comment|preamble|string)\b", re.IGNORECASE)
# "  title = {Ice},"
_FIELD_LINE = re.compile(r"(?m)^[ \t,]*+[A-Za-z][\w:+-]*+[ \t]*+=[ \t]*+[{\"\d]")
# "crossref", "xdata": without these words in a file no entry takes fields from another.
_LINKED = ("crossref", "xdata")
_LONGEST_LINK = max(map(len, _LINKED))
# Characters read at a time: enough for most of the time to go into the entries.
_WINDOW = 1 << 18
# "\n  @article{": here a block begins whatever stands before it, for bibtexparser as well.
_LINE_START = re.compile(r"\n(?=([^\S\n]*@\w*[ \t]*[{(]))")


def _survey(source: Source) -> tuple[int, bool]:
    """Return how many characters a source has, and whether entries may take fields from others."""
    size, linked, held = 0, False, ""
    for piece in source.pieces():
        size += len(piece)
        # A word may begin in one piece and end in the next.
        held = (held[-_LONGEST_LINK:] + piece).lower()
        linked = linked or any(word in held for word in _LINKED)
    return size, linked


def _twice(source: Source, size: int) -> Iterator[Iterator[RawEntry]]:
    """Yield the entries of a source, two times over, with nothing said about them."""
    for _ in range(2):
        items = _items(source, Report(keep=False), size)
        yield (item for item in items if isinstance(item, RawEntry))


def _items(source: Source, report: Report, size: int) -> Iterator[RawEntry | Verbatim]:
    """Yield the entries with the fields of their own, and what stands between them."""
    blocks = _Blocks(source, report, size)
    for offset, window in source.windows_cut(blocks.cut, _WINDOW):
        for item in blocks.run(offset, window):
            if isinstance(item, RawEntry):
                yield item
            else:
                line, _ = source.position(offset + item.start)
                text = window[item.start : item.end]
                if not _BLOCK.match(text) and _FIELD_LINE.search(text):
                    place = Span(offset + item.start, offset + item.end)
                    message = f"this{to_line(source, place)} has fields but is in no entry"
                    hint = "an entry begins with '@type{key,'; kept as text between the entries"
                    report.add(
                        found(source, "warning", "bibtex-no-entry", message, place, hint=hint)
                    )
                yield Verbatim("bibtex", text, line, source.name)
        source.forget(offset + len(window))


class _Blocks:
    """The blocks of one file, window by window, with the strings defined so far.

    Spans count the characters of the window until they leave this class.
    """

    def __init__(self, source: Source, report: Report, size: int) -> None:
        self.source = source
        self.report = report
        self.text = ""
        self.base = 0
        self.behind = ""
        self.strings: dict[str, str] = {}
        self.copies = COPIES + 4 * size

    def cut(self, held: str, size: int) -> int:
        """Return where the last block of a text begins its line, 0 for nowhere."""
        at = 0
        # Most files have one near the end.
        for begin in (max(0, len(held) - (size >> 3)), 0):
            for match in _LINE_START.finditer(held, begin):
                at, self.behind = match.end(), match[1]
            if at:
                break
        return at

    def run(self, offset: int, window: str) -> Iterator[RawEntry | Span]:
        """Yield the entries of a window, and the spans of what stands between them."""
        self.base, self.text = offset, window
        entries, end = well_formed(window)
        if window[end:].strip():
            # The beginning of the next block is read along: a broken entry ends there, and says so.
            self.text = window + self.behind
            yield from _on_one_line(self._blocks(len(window)), window)
        else:
            for entry in entries:
                yield self._well_formed(entry)
        self.behind = ""

    def _blocks(self, size: int) -> Iterator[RawEntry | Span]:
        """Yield what bibtexparser makes of the window, whose own text is the first `size` letters.

        It is imported here, because most files do without: it takes longer than a small one.
        """
        from bibtexparser.model import (
            DuplicateFieldKeyBlock,
            Entry,
            ImplicitComment,
            ParsingFailedBlock,
            Preamble,
            String,
        )

        from bibconv.formats.bibsplit import OnePass

        placed = OnePass(self.text).blocks()
        skip_to = 0
        for index, (start, block) in enumerate(placed):
            if start >= size:
                break
            following = placed[index + 1] if index + 1 < len(placed) else None
            if isinstance(block, WellFormed):
                # bibtexparser puts a line feed before the text.
                entry = self._well_formed(block, 1)
                skip_to = max(skip_to, self._continued(entry, following))
                yield entry
                continue
            end = start + len(block.raw or "")
            if end <= skip_to:
                continue
            if isinstance(block, ImplicitComment):
                # The rest of a broken entry was read with it.
                text = self.text[max(start, skip_to) : end].strip()
                if text:
                    at = self.text.index(text, max(start, skip_to))
                    yield Span(at, at + len(text))
                continue
            inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
            span = Span(start, end)
            if isinstance(inner, Entry):
                # What follows a broken entry on its line is no part of a text.
                for read in self._entry(inner, span, in_text=start > skip_to):
                    if isinstance(read, RawEntry):
                        skip_to = max(skip_to, self._continued(read, following))
                    yield read
            elif isinstance(inner, String):
                self._string(inner, span)
                yield span
            elif isinstance(block, ParsingFailedBlock) and not isinstance(
                block, DuplicateFieldKeyBlock
            ):
                later = (
                    start
                    for start, block in placed[index + 1 :]
                    if not isinstance(block, ImplicitComment)
                )
                skip_to = next(later, len(self.text))
                yield from self._broken(block, Span(start, skip_to))
            else:
                if isinstance(inner, Preamble) and not inner.value.strip():
                    continue
                yield span

    def _well_formed(self, block: WellFormed, before: int = 0) -> RawEntry:
        entry = self._begun(block.kind, block.key, block.start - before, block.end - before)
        fields = entry.fields
        for match in block.fields:
            name, value, text = match.group(1, 2, 3)
            if text is None and value.isdigit():
                text = value
            lower = name.lower()
            if text is None or lower in fields:
                place = Span(match.start(1) - before, match.end(2) - before)
                self._take(entry, name, value, place)
            else:
                fields[lower] = text
        return entry

    def _begun(self, kind: str, key: str, start: int, end: int) -> RawEntry:
        """Return an entry without fields."""
        place = _new(Span, (self.base + start, self.base + end))
        key = key if key.isalnum() else fold(key)
        line, _ = self.source.position(place[0])
        return RawEntry(kind, key, place, line, self.text[start:end])

    def _entry(self, block: Entry, span: Span, *, in_text: bool) -> Iterator[RawEntry | Span]:
        before = self.text[span.start - 1 : span.start] if in_text else ""
        if not block.fields and (before.isalnum() or not block.entry_type.strip()):
            # "me@example (at home)" in free text is an address, "@ (b)" nothing; neither an entry.
            yield span
            return
        if not block.entry_type.strip():
            self._say("warning", "bibtex-no-type", "an entry without a type", span, block.key)
        entry = self._begun(block.entry_type.strip().lower(), block.key, *span)
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
            match = FIELD.match(value, at)
            rest = "" if match or at >= len(value) else value[at:]
            if rest:
                self._say(
                    "error",
                    "bibtex-value",
                    f"text after the value of '{name}': {short(rest)}",
                    span,
                    entry.key,
                    "values are joined by '#' and end in a comma; it was added to the value",
                )
                text = f"{text} {rest}"
            field, place = fold(name).lower(), self._place(span)
            if field in entry.fields:
                entry.repeated.append((field, text, place))
            else:
                entry.fields[field] = text
                entry.places[field] = place
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
                end = closing(value, at, BRACES if char == "{" else QUOTE)
                if end < 0 and char == "{":
                    end = closing(value, at, PLAIN_BRACES)
                if end < 0:
                    # A broken entry's value, already cut where it seems to end.
                    return "".join((*pieces, value[at + 1 :])), len(value)
                pieces.append(value[at + 1 : end])
                at = end + 1
            else:
                match = NAME.match(value, at)
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
                "error", "bibtex-value", f"text after the value of @string: {short(rest)}", span
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

    def _continued(self, entry: RawEntry, following: Placed | None) -> int:
        """Take the fields behind the end of an entry that a brace too many has ended.

        Return where they end, 0 where there are none.
        """
        at = entry.span.end - self.base
        if following is None or not GOES_ON.match(self.text, at):
            return 0
        begin, block = following
        limit = begin + len(getattr(block, "raw", "") or "")
        text = self.text[at:limit]
        start = _START.match(self.text, entry.span.start - self.base)
        if not start or text.count("}") <= text.count("{"):
            return 0
        recovery = Recovery(self.text, Span(start.start(), limit), start)
        recovery.at = at - 1
        for name, value, place in recovery.fields():
            self._take(entry, name, value, place)
        for at, assumed in recovery.faults[:20]:
            message = f"the entry is broken: {assumed}"
            self._say("error", "bibtex-broken-entry", message, Span(at, at), entry.key)
        entry.span = Span(entry.span.start, self.base + recovery.end)
        entry.raw = self.text[start.start() : recovery.end]
        return recovery.end

    def _broken(self, block: ParsingFailedBlock, span: Span) -> Iterator[RawEntry | Span]:
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
        recovery = Recovery(self.text, span, match)
        entry = self._begun(match[1].lower(), recovery.key, *span)
        for name, value, place in recovery.fields():
            self._take(entry, name, value, place)
        entry.span = self._place(Span(span.start, recovery.end))
        entry.raw = self.text[span.start : recovery.end]
        if recovery.faults:
            at, assumed = recovery.faults[0]
            self.report.add(
                found(
                    self.source,
                    "error",
                    "bibtex-broken-entry",
                    f"the entry is broken: {assumed}",
                    self._place(Span(at, at)),
                    key=entry.key,
                    hint="read with what could be recovered; check the entry",
                )
            )
            self._say(
                "error",
                "bibtex-broken-block",
                f"the text of the broken entry{self._to_line(span, raw)} ({reason})",
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
        if _START.search(rest):
            # Written back by itself it would be an entry that nobody wrote so.
            self._say(
                "error",
                "bibtex-broken-block",
                "text behind the broken entry was left out",
                Span(recovery.end, span.end),
                entry.key,
                "begin each entry on a line of its own",
                excerpt=rest.strip(),
            )
        elif rest.strip():
            begin = recovery.end + len(rest) - len(rest.lstrip())
            yield Span(begin, begin + len(rest.strip()))

    def _to_line(self, span: Span, raw: str) -> str:
        return to_line(self.source, self._place(Span(span.start, span.start + len(raw))))

    def _place(self, span: Span) -> Span:
        """Return a span of the window as one of the whole text."""
        return Span(self.base + span.start, self.base + span.end)

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
        span = self._place(span)
        finding = found(self.source, severity, code, message, span, key=key, hint=hint)
        if excerpt:
            finding = Diagnostic(
                severity, code, message, finding.source, finding.line, finding.column, span,
                key=key, hint=hint, excerpt=excerpt,
            )  # fmt: skip
        self.report.add(finding)


_new = tuple.__new__


def _on_one_line(items: Iterator[RawEntry | Span], text: str) -> Iterator[RawEntry | Span]:
    """Join pieces of text between entries that stand on one line: "me" and "@example (home)"."""
    held: Span | None = None
    for item in items:
        if isinstance(item, Span):
            if held and "\n" not in text[held.end : item.start]:
                item = Span(held.start, item.end)
            elif held:
                yield held
            held = item
            continue
        if held:
            yield held
            held = None
        yield item
    if held:
        yield held
