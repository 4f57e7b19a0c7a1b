"""XML files record by record: cut at the tags that hold records, repaired, then parsed one by one.

A file is never parsed as a whole: a record costs the memory of a record, and what is broken in one
is no fault of the next. As the parser sees elements only, no document type declaration reaches it,
and with that no entity; those of HTML (`&nbsp;`) are known here, others stay as they are written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import NamedTuple

from bibconv.diagnostics import Diagnostic, Report, Severity
from bibconv.format import ReadOptions, found, to_line
from bibconv.formats.xml_balancing import balanced
from bibconv.record import Origin, Record
from bibconv.source import Source, Span
from bibconv.variables import TextVar
from bibconv.xmltree import ILLEGAL, Node, Rich, compact, left, parsed, printed


class Dialect(NamedTuple):
    """What tells a format: its name, the elements that hold records, attributes without data."""

    space: str
    names: tuple[str, ...]
    form: frozenset[str]


@dataclass(slots=True)
class Entry:
    """A record's element, where it stood, and what is wrong with it."""

    root: Node
    source: str
    span: Span
    line: int
    raw: str
    faults: list[Diagnostic] = field(default_factory=list)

    def say(
        self, severity: Severity, code: str, message: str, line: int = 0, hint: str = ""
    ) -> None:
        """Note a finding about the record."""
        self.faults.append(
            Diagnostic(severity, code, message, self.source, line or self.line, hint=hint)
        )


def root_tag(head: str) -> tuple[str, str]:
    """Return the local name and the whole start tag of the first element in a text, or nothing."""
    match = _ROOT.match(head)
    return (match["name"], match["tag"]) if match else ("", "")


def entries(source: Source, report: Report, names: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the elements of these local names, none of which holds another of its name."""
    text = _Text(source, names)
    around = _Around(source, report)
    count = 0
    while opening := _next_opening(text, around):
        count += 1
        end, fault = _end_of(opening, text)
        span = Span(opening.start, end)
        if fault == _TOO_LARGE:
            _report(source, report, "too-large", fault, span)
            continue
        raw = text.until(end)
        line, _ = source.position(span.start)
        entry = _entry(source, span, line, raw, around.spaces, whole=not fault)
        text.drop(end)
        if entry is None:
            message = f"this <{opening.name}> is broken and cannot be read"
            _report(source, report, "xml-broken", message, span)
            continue
        if fault:
            entry.say("error", "not-closed", fault.format(opening.name))
        yield entry
    around.finish(text, count, names)


def records(
    source: Source,
    report: Report,
    options: ReadOptions,
    dialect: Dialect,
    fill: Callable[[Entry, Record], None],
) -> Iterator[Record]:
    """Yield the records of a file; `fill` reads an element, what it leaves is kept in `extra`."""
    told: set[str] = set()
    for entry in entries(source, report, dialect.names):
        record = Record(
            origin=Origin(dialect.space, source.name, entry.span, entry.line, entry.raw)
        )
        fill(entry, record)
        _keep_rest(record, entry, dialect, told)
        empty = not entry.root.parts and not entry.root.attributes
        if empty:
            message = "a record without any value was left out"
            entry.say("warning", "empty-item", message)
        else:
            record.id = record.id or options.keys.make(record)
        for fault in entry.faults:
            report.add(fault._replace(key=record.id))
        if not empty:
            yield record


def put(record: Record, variable: TextVar, node: Node | None, rich: Rich | None = None) -> bool:
    """Set a variable to an element's text; the same again is understood, another is left unread.

    Tell whether the variable has the text now.
    """
    text = node.peek(rich) if node else ""
    if not node or not text:
        return False
    if record.texts.setdefault(variable, text) != text:
        return False
    node.mark()
    return True


def _keep_rest(record: Record, entry: Entry, dialect: Dialect, told: set[str]) -> None:
    """Keep what was not read of an element in `extra`; say so once for each place.

    Text is kept as text, an element with attributes or elements as XML.
    """
    for path, rest, line in left(entry.root, dialect.form):
        value = rest if isinstance(rest, str) else _kept(rest)
        record.extra.setdefault(f"{dialect.space}:{path}", []).append(value)
        place = re.sub(r"\[\d+\]", "", path)
        if place not in told:
            told.add(place)
            message = f"{place} has no place in the record here; it is kept aside"
            entry.say("info", "kept-aside", message, line)


# A record of PubMed with 3,000 authors and their addresses has 4 million characters.
_LARGEST = 16 << 20
_WINDOW = 1 << 18
_LONGEST_MARK = 128
# Longer start tags are not looked at for namespaces; those of MODS have 500 characters.
_LONGEST_TAG = 8192
_TOO_LARGE = f"a record of more than {_LARGEST >> 20} million characters is not read"
_CUT_OFF = "the text ends inside this <{}>; what came before its end was read"
_NOT_CLOSED = "this <{}> is not closed before the next one begins"

# A start tag behind a declaration, comments and a document type; "<xml>", "<b:Sources …>"
_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?[^>]{0,2000}>\s*|<!--(?:[^-]|-(?!->)){0,4000}-->\s*"
    r"|<!DOCTYPE(?:[^>\[]{0,2000}(?:\[[^\]]{0,4000}\]\s*)?)>\s*){0,9}"
    r"(?P<tag><(?:[\w.-]{1,40}:)?(?P<name>[A-Za-z_][\w.-]{0,60})(?=[\s/>])[^>]{0,4000})"
)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


@dataclass(slots=True)
class _Tag:
    """A tag of a record: where it begins, the offset behind it, its local name."""

    start: int
    end: int
    name: str
    closes: bool
    empty: bool


class _Text:
    """The part of the text held in memory, from `start` on; offsets are the source's."""

    def __init__(self, source: Source, names: tuple[str, ...]) -> None:
        self._windows = source.windows(_WINDOW)
        self._held = ""
        self._base = 0
        self.start = 0
        self.ended = False
        self._unclosed: set[str] = set()
        # "<!--", "<![CDATA[", "<?", "<record", "</b:Source"
        self._marks = re.compile(
            r"<!--|<!\[CDATA\[|<\?|<(?P<close>/)?(?:[\w.-]{1,40}:)?"
            rf"(?P<name>{'|'.join(map(re.escape, names))})(?=[\s/>])"
        )

    @property
    def end(self) -> int:
        """The offset behind what is held."""
        return self._base + len(self._held)

    def until(self, offset: int) -> str:
        """Return the text held up to an offset."""
        return self._held[self.start - self._base : offset - self._base]

    def tag(self, at: int) -> tuple[_Tag | None, int]:
        """Return the next tag of a record at or behind an offset, and how far the text was seen.

        Without a tag, that is where to go on when more of the text is there.
        """
        while match := self._marks.search(self._held, at - self._base):
            begin = self._base + match.start()
            mark = _ENDS.get(match[0], ">")
            close = -1
            if match[0] not in self._unclosed:
                close = self._held.find(mark, match.end())
            if close < 0 and not self.ended and match[0] not in self._unclosed:
                return None, begin
            if close < 0 and match[0] in _ENDS:
                # "<!--" without an end in all of the text stands for itself.
                self._unclosed.add(match[0])
                at = self._base + match.end()
                continue
            end = self.end if close < 0 else self._base + close + len(mark)
            if match["name"]:
                empty = close > 0 and self._held[close - 1] == "/"
                return _Tag(begin, end, match["name"], bool(match["close"]), empty), end
            at = end
        # The next mark may be here in part; none is longer than a prefix and a name.
        return None, self.end if self.ended else max(at, self.end - _LONGEST_MARK)

    def more(self) -> bool:
        """Read on, at least as much again as is held; tell whether there was anything."""
        rest = self._held[self.start - self._base :]
        parts, size = [rest], len(rest)
        for _, window in self._windows:
            parts.append(window)
            size += len(window)
            if size > 2 * len(rest):
                break
        else:
            self.ended = True
        self._base, self._held = self.start, "".join(parts)
        return size > len(rest)

    def drop(self, offset: int) -> None:
        """Forget what lies before an offset."""
        self.start = offset


class _Around:
    """What stands around records: namespaces that hold in them, and text that is lost."""

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self._root = ""
        self._tail = ""
        self.spaces = ""

    def see(self, text: str, start: int) -> None:
        """Look at a piece of the text between records."""
        self._tail = (self._tail + text)[-_LONGEST_TAG:]
        for match in _START_TAG.finditer(text):
            self._root = self._root or match["name"]
            if len(self.spaces) < _LONGEST_TAG:
                for declared in _SPACE.finditer(match[0]):
                    if f" {declared[1]}=" not in self.spaces:
                        self.spaces += f" {declared[1]}={declared[2]}"
        at = text.find("<!DOCTYPE")
        if at >= 0 and (doctype := _DOCTYPE.match(text, at)):
            text = text[:at] + " " * len(doctype[0]) + text[doctype.end() :]
        rest = _NO_TEXT.sub(lambda match: " " * len(match[0]), text)
        if rest.strip(" \t\n\ufeff"):
            at = len(rest) - len(rest.lstrip(" \t\n\ufeff"))
            span = Span(start + at, start + len(rest.rstrip()))
            lines = to_line(self._source, span)
            message = f"text between the records{lines} is in none of them, and is left out"
            self._report.add(found(self._source, "warning", "outside-record", message, span))

    def finish(self, text: _Text, count: int, names: tuple[str, ...]) -> None:
        """Report a file without records, or one that ends before its root does."""
        end = Span(max(0, text.start - 1), text.start)
        if not count:
            message = f"there is no <{'> or <'.join(names)}> in it"
            _report(self._source, self._report, "no-records", message, end)
        if self._root and not re.search(rf"</{re.escape(self._root)}\s*>|/>\s*$", self._tail):
            message = f"the text ends before </{self._root}>: the file may have been cut off"
            _report(self._source, self._report, "xml-cut-off", message, end)


# "<b:Sources xmlns:b='…'>"
_START_TAG = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]{0,80})(?=[\s/>])[^<>]{0,8192}")
# 'xmlns:b="http://…"'
_SPACE = re.compile(r"""\s(xmlns(?::[A-Za-z_][\w.-]{0,40})?)\s*=\s*("[^"<&]*"|'[^'<&]*')""")
# Tags, comments and declarations, with what is in them
_NO_TEXT = re.compile(r"<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)|<[^<>]*>", re.DOTALL)
# "<!DOCTYPE xml [ <!ENTITY a 'b'> ]>"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>")


def _report(source: Source, report: Report, code: str, message: str, span: Span) -> None:
    # Only where it begins: a record of a thousand lines is no place to look at.
    report.add(found(source, "error", code, message, Span(span.start, span.start + 1)))


def _next_opening(text: _Text, around: _Around) -> _Tag | None:
    """Return the next start tag of a record; what stands before it is looked at and dropped."""
    while True:
        tag, seen = text.tag(text.start)
        cut = tag.start if tag else seen
        if not tag and cut == text.start and text.end - text.start > _LARGEST:
            cut = text.end  # a comment without an end
        if cut > text.start:
            around.see(text.until(cut), text.start)
            text.drop(cut)
        if tag and not tag.closes:
            return tag
        if tag:
            text.drop(tag.end)
        elif not text.more() and text.ended and text.start == text.end:
            return None


def _end_of(opening: _Tag, text: _Text) -> tuple[int, str]:
    """Return the offset behind a record, and what is wrong with its end.

    Of a record that is too large, what is held is dropped.
    """
    if opening.empty:
        return opening.end, ""
    at = opening.end
    while True:
        tag, at = text.tag(at)
        if (tag.start if tag else at) - text.start > _LARGEST or (
            not tag and text.end - text.start > 2 * _LARGEST
        ):
            end = tag.start if tag else at
            text.drop(tag.end if tag and tag.closes else end)
            return end, _TOO_LARGE
        if tag and tag.name == opening.name:
            return (tag.end, "") if tag.closes else (tag.start, _NOT_CLOSED)
        if tag:
            continue
        if text.ended and not text.more():
            return text.end, _CUT_OFF
        text.more()


def _entry(
    source: Source, span: Span, line: int, raw: str, spaces: str, *, whole: bool
) -> Entry | None:
    """Parse a record; None where not even its element can be read.

    Where it is not `whole`, that something in it is not closed is no fault of its own.
    """
    entry = Entry(Node(""), source.name, span, line, raw)
    text = _repaired(raw if whole else _CUT_TAG.sub("", raw), entry)
    root, faults = parsed(text, line, spaces)
    if any(not message.startswith(_PREFIX) for _, message in faults):
        root = parsed(balanced(text), line, spaces)[0] or root
    if root is None:
        return None
    entry.root = root
    # What is not closed meets the end of the wrapper; prefixes say nothing where names do.
    faults = [
        (where, "an element is not closed" if "wrapper" in message else _LINE.sub("", message))
        for where, message in faults
        if (whole or "wrapper" not in message) and not message.startswith(_PREFIX)
    ]
    for where, message in faults[:1]:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        entry.say("error", "xml-broken", f"this is no sound XML: {message}{more}", where, _SEEN)
    return entry


_PREFIX = "Namespace prefix"
# "</ti": the tag in which a record is cut off
_CUT_TAG = re.compile(r"<[^<>]*\Z")
# "mismatch: title line 1 and titles": the parser counts the record's lines
_LINE = re.compile(r" line \d+")
_SEEN = "what could be read of it was; compare the record with the file"
# CDATA and comments, which stay as they are; "&amp;", "&#x3b1;", "&nbsp;", a bare "&"; "< 5"
_FAULTY = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)"
    r"|&(?:#(?P<decimal>\d{1,9});|#[xX](?P<hex>[0-9A-Fa-f]{1,8});|(?P<name>[A-Za-z]\w{0,31});)?"
    r"|<(?![^\W\d]|[/!?:])",
    re.DOTALL,
)
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def _ended(raw: str, entry: Entry) -> str:
    """Return a record's text with each mark that has no end (`<!--`) standing for itself."""
    out: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while match := _ENDED.search(raw, at):
        mark = match[0]
        close = -1 if mark in unclosed else raw.find(_ENDS[mark], match.end())
        if close >= 0:
            out.append(raw[at : close + len(_ENDS[mark])])
            at = close + len(_ENDS[mark])
            continue
        if mark not in unclosed:
            unclosed.add(mark)
            line = entry.line + raw.count("\n", 0, match.start())
            entry.say(
                "error", "xml-broken", f"'{mark}' has no end; it stands for itself here", line
            )
        out.append(f"{raw[at : match.start()]}&lt;")
        at = match.start() + 1
    return "".join((*out, raw[at:]))


_ENDED = re.compile(r"<!--|<!\[CDATA\[|<\?")


def _repaired(raw: str, entry: Entry) -> str:
    """Return a record's text without what would stop the parser, and note what that was."""
    if ILLEGAL.search(raw):
        raw = ILLEGAL.sub("\ufffd", raw)
        entry.say("warning", "bad-character", "characters that XML forbids are U+FFFD now")
    told: set[str] = set()

    def tell(match: re.Match[str], code: str, message: str) -> None:
        # Once for each kind; a line is counted only then.
        if (kind := f"{code} {match[0][:1]}") not in told:
            told.add(kind)
            entry.say("warning", code, message, entry.line + raw.count("\n", 0, match.start()))

    raw = _ended(raw, entry)

    def repaired(match: re.Match[str]) -> str:
        whole = match[0]
        if whole.startswith("<!"):
            return whole
        if whole in ("<", "&"):
            tell(match, "bare-mark", f"'{whole}' stands for itself here")
            return "&lt;" if whole == "<" else "&amp;"
        if name := match["name"]:
            if name in _XML_ENTITIES:
                return whole
            if character := html5.get(f"{name};"):
                return character
            message = f"entities are not expanded: '{whole}' is kept as it stands"
            tell(match, "unknown-entity", message)
            return f"&amp;{name};"
        number = match["decimal"] or match["hex"]
        code = int(number, 10 if match["decimal"] else 16)
        if 0 < code <= sys.maxunicode and not ILLEGAL.match(chr(code)):
            return whole
        tell(match, "bad-character", f"'{whole}' is no character")
        return "\ufffd"

    return _FAULTY.sub(repaired, raw)


def _kept(node: Node) -> str:
    """Return an element as it is kept: its text where it has nothing else, else all of it."""
    bare = not node.attributes and not any(True for _ in node.children())
    text = node.peek()
    return text if bare and not text.startswith("<") else printed(compact(node), -1)
