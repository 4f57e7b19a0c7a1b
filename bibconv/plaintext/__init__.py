"""Free text to records: the stages in order, and the two passes that a document is read in."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from bibconv.diagnostics import Report
from bibconv.format import Format, ReadOptions
from bibconv.plaintext.account import Account
from bibconv.plaintext.arranged import arranged
from bibconv.plaintext.assembly import (
    Rest,
    Value,
    assemble,
    keep_rest,
    left_over,
    linked_values,
    retitle,
    review,
    take_owner,
    values_of,
)
from bibconv.plaintext.confidence import of_whole
from bibconv.plaintext.conventions import settled
from bibconv.plaintext.education import theses
from bibconv.plaintext.entries import (
    ABSTRACT,
    MARKER,
    UNTITLED,
    Entry,
    each_block,
    each_line,
    entries,
    is_list,
    last_start,
)
from bibconv.plaintext.genuine import is_sure, passed_over, take_heading
from bibconv.plaintext.layouts import layout_tags, sureness
from bibconv.plaintext.macros import macros_of
from bibconv.plaintext.owner import (
    Owner,
    given_owner,
    imply,
    is_strange,
    recurring_owner,
    titled_owner,
)
from bibconv.plaintext.pages import without_pages
from bibconv.plaintext.patents import begins_with_title, tag_patent
from bibconv.plaintext.repairs import repaired
from bibconv.plaintext.sections import Line, Outline, Section, lines_of, sections
from bibconv.plaintext.tagging import Tagged, tag_all
from bibconv.plaintext.tokens import Text, clean
from bibconv.plaintext.unnamed import with_owner
from bibconv.plaintext.unseen import without_blocks, without_unseen
from bibconv.record import Record
from bibconv.source import Source, Span


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Record]:
    """Yield the publications in a text, in its order.

    With `options.entries` "line" or "blank" every line, or every block between blank lines, is one
    reference, whatever it holds.
    """
    state = _State(given_owner(options.me))
    windows = _windows if options.entries != "line" else _line_windows
    for offset, text in windows(source):
        lines = lines_of(offset, text)
        state.macros |= macros_of(text)
        state.org = state.org or _ORG.search(text[:_HEAD]) is not None
        window = _Window(source, offset, text, lines, _words(text), state.macros, state.org)
        if options.entries == "auto":
            yield from _finish(list(_drafts(window, state)), source, report, options, state)
            continue
        cut = (each_line if options.entries == "line" else each_block)(lines)
        while several := list(islice(cut, _TOGETHER)):
            yield from _finish(window.drafts(several), source, report, options, state)
    for finding in state.account.findings(source):
        report.add(finding)


FORMAT = Format(
    name="text",
    title="publication lists and references in free text (a CV)",
    suffixes=(".txt", ".md", ".text", ".markdown"),
    read=read,
)


@dataclass(slots=True)
class _State:
    """What is carried from one window of a document to the next."""

    owner: Owner | None
    outline: Outline = field(default_factory=Outline)
    account: Account = field(default_factory=Account)
    macros: dict[str, str] = field(default_factory=dict)
    org: bool = False


# "#+TITLE: Publications": the first lines of an org-mode document.
_ORG = re.compile(r"^#\+[A-Za-z_]{3,20}:", re.MULTILINE)
_HEAD = 2000


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry that has been tagged, what of it no tag covers, and the value it begins with."""

    entry: Entry
    record: Record
    rest: Rest
    text: str = ""
    lead: Value | None = None


# So many entries that are cut as told are held at once; the network likes equal lengths together.
_TOGETHER = 1024
# Papers of particle physics list 3,000 authors in 60,000 characters; nothing longer is one entry.
_LONGEST = 100_000
_NOTHING = Text("", array("Q"))


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of the source that is read at once; a CV is one window."""

    source: Source
    offset: int
    text: str
    lines: list[Line]
    words: frozenset[str]
    macros: dict[str, str]
    org: bool

    def clean(self, entry: Entry) -> Text:
        """Return an entry's clean text."""
        pieces = [(span.start, self.cut(span)) for span in entry.spans]
        return clean(pieces, self.words, entry.parted, self.macros, self.org)

    def printed(self, span: Span) -> str:
        """Return what is printed at a span as clean text, which may run over lines."""
        lines = lines_of(span.start, self.cut(span))
        return clean([(line.start, line.text) for line in lines], self.words).text

    def cut(self, span: Span) -> str:
        """Return what is printed at a span."""
        return self.text[span.start - self.offset : span.end - self.offset]

    def drafts(self, cut: Sequence[Entry], owner: Owner | None = None) -> list[_Draft]:
        """Tag entries and make their records; what is too long for a reference stays untagged.

        `owner` is whose list it is, where that is known before it is read.
        """
        texts = [self.clean(entry) for entry in cut]
        read = [text if len(text.text) <= _LONGEST else _NOTHING for text in texts]
        ruled = [_by_rules(entry, text) for entry, text in zip(cut, read, strict=True)]
        order = [
            arranged(text) if entry.section.heading and not rules else None
            for entry, text, rules in zip(cut, read, ruled, strict=True)
        ]
        # Where the cut is told, references are nobody's in particular and have no habits in common.
        groups = None if cut and cut[0].section is UNTITLED else _groups(cut)
        tagged = tag_all(
            [way.text if way else text for way, text in zip(order, read, strict=True)], groups
        )
        if owner:
            own = [
                text if entry.section.kind == "publications" and not (rules or way) else _NOTHING
                for entry, text, rules, way in zip(cut, read, ruled, order, strict=True)
            ]
            tagged = with_owner(own, tagged, owner)
        return [
            self._draft(
                entry, text, rules or (way.restored(found, entry.section.type) if way else found)
            )
            for entry, text, rules, way, found in zip(cut, texts, ruled, order, tagged, strict=True)
        ]

    def _draft(self, entry: Entry, text: Text, tagged: Tagged) -> _Draft:
        tags = repaired(text.text, settled(text.text, tagged.tags))
        values = values_of(text, tags)
        for span in entry.below:
            values.append(self._below(span))
        record, rest = assemble(entry, values + linked_values(text, values), self.source)
        rest += left_over(text, tags)
        sure = tagged.confidence
        if not _is_reference(record, entry.section):
            sure = min(sure, _UNREAD)
            record = Record(type=record.type, origin=record.origin)
            rest = [(text.text, text.span(0, len(text.text)))] if text.text else []
        if not text.text:  # "\\bibitem{}", "<br>": nothing but marks, which are all there is
            rest = [(self.cut(span), span) for span in entry.spans]
        record.evidence["record"] = of_whole(record, sure)
        lead = min(values, key=lambda value: value.span, default=None)
        return _Draft(entry, record, rest, text.text, lead)

    def _below(self, span: Span) -> Value:
        """Return what stands below a reference: its abstract, or a remark."""
        said = self.cut(span)
        if lead := ABSTRACT.match(said):
            text = said[lead.end() :].replace("</details>", "")
            return Value("abstract", clean([(span.start, text)]).text, span, "below-entry", 0.9)
        said = MARKER.sub("", said, count=1)
        return Value("note", clean([(span.start, said)]).text, span, "below-entry", 0.9)

    def thesis(self, entry: Entry, values: list[Value]) -> _Draft:
        """Make the record of a thesis."""
        record, rest = assemble(entry, values, self.source)
        record.evidence["record"] = of_whole(record, 1.0)
        return _Draft(entry, record, rest)


def _groups(cut: Sequence[Entry]) -> list[int]:
    """Return the number of each entry's section."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(id(entry.section), len(numbers)) for entry in cut]


# How sure it is that a line is no reference.
_UNREAD = 0.5
# What does not make a reference, and what does so alone.
_NO_VALUE = frozenset({"note", "genre", "status"})
_ENOUGH = frozenset({"DOI", "PMID", "PMCID", "ISBN", "archive_location", "number"})


def _is_reference(record: Record, section: Section) -> bool:
    """Tell whether there are two values: one alone may be any line taken for a title or a name.

    Below "Books in progress" a title is enough, and so are authors "in preparation".
    """
    values = set(record.variables()) - _NO_VALUE
    if values == {"author"} and "status" in record.texts:
        return len(record.names["author"]) > 1
    told = section.kind == "publications" and (section.type or section.status)
    return len(values) > 1 or bool(values & _ENOUGH) or bool(told and "title" in values)


def _by_rules(entry: Entry, text: Text) -> Tagged | None:
    """Return the tags of a patent, or of an entry of a CV whose marks say what all of it is."""
    if entry.section.kind == "patents" and begins_with_title(text):
        tags = tag_patent(text)
        return Tagged(tags, min((tag.confidence for tag in tags), default=0.0))
    if not entry.section.heading:
        return None
    tags = layout_tags(text, entry.section.type)
    sure = sureness(tags)
    return Tagged(tags, sure) if sure and not left_over(text, tags) else None


def _windows(source: Source) -> Iterator[tuple[int, str]]:
    """Yield windows that do not end inside an entry, as far as its looks can tell."""
    held, held_at = "", 0
    for offset, text in source.windows():
        if held:
            cut = last_start(held)
            yield held_at, held[:cut] if cut else held
            held, held_at = (held[cut:], held_at + cut) if cut else ("", offset)
        else:
            held_at = offset
        held += text
    if held:
        yield held_at, held


def _line_windows(source: Source) -> Iterator[tuple[int, str]]:
    """Yield windows that do not end inside a line, however long it is."""
    held: list[str] = []
    held_at = 0
    for offset, text in source.windows():
        held_at = held_at if held else offset
        held.append(text)
        if text.endswith("\n"):
            yield held_at, "".join(held)
            held = []
    if held:
        yield held_at, "".join(held)


# "diver-\nsity": only a text with a word cut at a line end is asked which words it has.
_CUT_WORD = re.compile(r"[^\W\d_][-\u2010]\s*\n")


def _words(text: str) -> frozenset[str]:
    if not _CUT_WORD.search(text):
        return frozenset()
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]+", text))


def _drafts(window: _Window, state: _State) -> Iterator[_Draft]:
    """First pass: sections to entries to records, with what is no publication set aside."""
    lines, hidden = without_unseen(window.lines, window.text)
    for part in hidden:
        state.account.pass_over(part.start, part.end, part.what)
    lines = without_blocks(lines, window.text)
    if state.owner is None and window.offset == 0:
        state.owner = titled_owner(lines)
    lines, pages = without_pages(lines)
    for line in pages:
        state.account.pass_over(
            line.start, line.start + len(line.text), "page number or running head"
        )
    outlined = list(sections(lines, state.outline))
    cut = [
        list(entries(section)) if section.kind not in _NOT_LISTED else [] for section, _ in outlined
    ]
    tagged = iter(window.drafts([entry for some in cut for entry in some], state.owner))
    for (section, outline), own in zip(outlined, cut, strict=True):
        state.outline = outline
        match section.kind:
            case "education":
                drafts = _educated(window, section, state)
            case "other" if section.what == _PERSON:
                drafts = _educated(window, section, state)
            case "other" | "talks":
                state.account.pass_section(section, section.what or "not publications")
                continue
            case _:
                drafts = _listed(window, section, list(islice(tagged, len(own))), state)
        state.account.take(section, [Span(one.entry.start, one.entry.end) for one in drafts])
        yield from drafts


# Where people say who they are they name their own theses, too.
_PERSON = "skills and the person"
_NOT_LISTED = frozenset(("education", "other", "talks"))


def _educated(window: _Window, section: Section, state: _State) -> list[_Draft]:
    """Return the theses that an account of somebody's education names."""
    found = [
        window.thesis(
            replace(entry, section=replace(section, type="thesis")),
            [Value(label, window.printed(span), span, rule, 0.95) for label, span, rule in values],
        )
        for entry, values in theses(section)
    ]
    none = "no thesis named" if section.kind == "education" else section.what
    state.account.pass_section(section, "only the theses taken" if found else none)
    return found


def _listed(window: _Window, section: Section, drafts: list[_Draft], state: _State) -> list[_Draft]:
    """Return a list's entries; where no heading says that it is one, only if it looks like one."""
    listed = 2 * sum(is_sure(draft.record) for draft in drafts) >= len(drafts)
    if not section.heading:
        listed = is_list([draft.entry for draft in drafts], window.text, window.offset)
    taken = []
    for draft in drafts:
        start = draft.entry.start
        at = start - window.offset
        marked = window.text[window.text.rfind("\n", 0, at) + 1 : at].strip() != ""
        why = passed_over(draft.record, draft.text, section, marked=marked, listed=listed)
        if why:
            state.account.pass_over(start, draft.entry.end, why)
        else:
            take_heading(draft.record, draft.entry.section, start)
            taken.append(draft)
    return taken


def _finish(
    drafts: list[_Draft], source: Source, report: Report, options: ReadOptions, state: _State
) -> Iterator[Record]:
    """Second pass: the owner where no author is printed, keys, and what to report."""
    records = [draft.record for draft in drafts]
    told = state.owner is not None and state.owner.rule != "owner-title"
    settled = told or (state.owner is not None and not is_strange(state.owner, records))
    # A list that is cut as told is nobody's in particular, but for --me.
    if options.entries == "auto" and not settled:
        state.owner = recurring_owner(records)
    for draft in drafts:
        record = draft.record
        if state.owner and draft.lead and draft.entry.section.kind == "publications":
            retitle(record, state.owner, draft.lead)
        if state.owner and not record.names and record.type in ("thesis", "patent"):
            take_owner(record, state.owner)
        elif state.owner and draft.entry.section.kind == "publications" and not draft.rest:
            imply(record, state.owner, draft.text, draft.entry.section.heading)
        keep_rest(record, draft.rest)
        key = draft.entry.key
        record.id = options.keys.claim(key) if key else options.keys.make(record)
        review(record, draft.rest, source, report, options.min_confidence)
        yield record
