"""CSL items in YAML, read and written: pandoc's `references`, alone or in a document's metadata.

Texts are Markdown, as pandoc reads them. Source: Pandoc User's Guide, "Specifying bibliographic
data" and "Metadata blocks".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions, found, to_line
from bibconv.formats import trees, yaml_text
from bibconv.formats.csl_items import NAME_PARTS, Dialect, records
from bibconv.formats.csl_properties import properties
from bibconv.formats.writers import Keys, Skipped
from bibconv.record import Date, Json, Record, Verbatim
from bibconv.source import Source, Span
from bibconv.values import dates
from bibconv.values.markdown import escaped, from_markdown, to_markdown, unescaped
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS

if TYPE_CHECKING:
    from bibconv.formats import yaml_items


def sniff(head: str) -> bool:
    """Tell whether a text is YAML, or begins with YAML, that has a list of CSL items in it."""
    if _CFF.search(head) or not _YAML.match(head):
        return False
    if _REFERENCES.search(head):
        return _ID.search(head) is not None
    types = (match[1] for match in _TYPE.finditer(head))
    is_list = _LIST.match(head) is not None and _FIELD.search(head) is not None
    return is_list and any(found in ITEM_TYPES for found in types)


def read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    """Yield the records of CSL items in YAML, and of those in the metadata of a Markdown text."""
    yield from records(_items(source, report), source, report, options, _DIALECT)


def write(items: Iterable[Item], stream: TextIO, report: Report, options: WriteOptions) -> None:
    """Write records as a metadata block that pandoc reads, with the list `references`."""
    keys = Keys()
    skipped = Skipped("csl-yaml")
    between = "---\nreferences:\n"
    for item in items:
        if isinstance(item, Verbatim):
            skipped.add(item)
            continue
        key = keys.of(item, report)
        named = properties(item, key, report, "csl-yaml", provenance=options.provenance)
        written = {name: _written(name, value, item) for name, value in named}
        stream.write(between + "".join(yaml_text.block([written])))
        between = ""
    # Closed by dots: three more hyphens would begin a second, empty document.
    stream.write("references: []\n" if between else "...\n")
    skipped.report(report)


# "---", "# a comment", "title: x", "- id: a", "%YAML 1.2": how YAML may begin, unlike prose
_YAML = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\n]*)?\n)*"
    r"(?:---|%YAML|[\[{]|-[ \t]*\n|-[ ]+[\w-]+[ \t]*:|[\w-]+[ \t]*:(?:\s|$))"
)
# The key by which every CITATION.cff is known; its `references` are of another kind.
_CFF = re.compile(r"^cff-version[ \t]*:", re.MULTILINE)
# "references:\n- id: a"
_REFERENCES = re.compile(
    r"^references[ \t]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*"
    r"[ \t]*-\s+(?:\{|[\w-]+[ \t]*:)",
    re.MULTILINE,
)
# "- id: a", "  id: a", "{id: a"
_ID = re.compile(r"(?:^[ \t]*(?:-[ ]+)?|[{,][ ]*)id[ \t]*:", re.MULTILINE)
# "- id: a" at the beginning of a bare list
_LIST = re.compile(r"\ufeff?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\n)*-\s+(?:\{|[\w-]+[ \t]*:)")
# "%YAML 1.2", "# a comment": what stands before a document and is none of it
_NO_CONTENT = re.compile(r"\ufeff?(?:[ \t]*(?:[#%][^\n]*)?(?:\n|$))*")
# "- title: T": lists of other things have types as well, such as `map`
_FIELD = re.compile(r"^[ \t]*(?:-[ ]+)?(?:title|author|editor|issued|DOI)[ \t]*:", re.MULTILINE)
# "  type: article-journal"
_TYPE = re.compile(r"^[ \t]*(?:-[ ]+)?type[ \t]*:[ \t]*[\"']?([\w-]{1,40})", re.MULTILINE)
# "---", "...": what parts documents in YAML, and metadata from text in Markdown
_MARKER = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

# Values that are no rich text to pandoc; they only have escapes.
_BARE = frozenset(("DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"))


def _rich(text: str, variable: str) -> str:
    return unescaped(text) if variable in _BARE else from_markdown(text)


_DIALECT = Dialect("csl-yaml", _rich)


def _items(source: Source, report: Report) -> Iterator[trees.Item]:
    """Yield the items of all stretches of YAML in a text."""
    text = source.text()
    told = False
    for stretch, is_yaml in _stretches(text):
        if is_yaml:
            yield from _items_of(source, report, stretch)
        elif not told:
            told = True
            message = "the text of the document was not read, only its metadata"
            hint = "--from text reads the references in it"
            report.add(found(source, "info", "prose", message, stretch, hint=hint))


def _stretches(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield the parts of a text that are not blank, and whether each is YAML or prose."""
    at, first = 0, True
    ends = [*((match.start(), match.end()) for match in _MARKER.finditer(text))]
    for number, (stop, following) in enumerate((*ends, (len(text), len(text)))):
        begin, at = at, following
        part = text[begin:stop]
        if _NO_CONTENT.fullmatch(part):
            continue
        start = begin + len(part) - len(part.lstrip())
        # What follows the first marker of a file is its front matter.
        is_yaml = bool(_REFERENCES.search(part) or _LIST.match(part))
        is_yaml = is_yaml or (first and bool(number or _YAML.match(part)))
        yield Span(begin if is_yaml else start, stop), is_yaml
        first = False


def _items_of(source: Source, report: Report, stretch: Span) -> Iterator[trees.Item]:
    # Here and not above: to guess a format, all are imported, and few are used.
    from bibconv.formats import yaml_items

    # Members of the outermost mapping that follow one another; items part them.
    runs: list[list[yaml_items.Entry]] = [[]]
    is_list = False
    for entry in yaml_items.entries(source, report, stretch, _INSIDE):
        if entry.number >= 0 or entry.key in _INSIDE:
            is_list = True
            runs.append([])
            if isinstance(entry.value, dict):
                yield _item(source, entry)
            elif entry.value is not None or not entry.unreadable:
                message = f"'{entry.key or 'the list'}' holds something that is no item"
                report.add(found(source, "error", "yaml-stray", message, entry.span))
        elif entry.key is not None:
            runs[-1].append(entry)
        elif not entry.unreadable:
            message = "this is no list of CSL items"
            report.add(found(source, "error", "yaml-stray", message, entry.span))
    if not is_list and {entry.key for entry in runs[0]} & {"id", "type"}:
        yield _single(source, runs[0])
        return
    for others in filter(None, runs):
        names = dict.fromkeys(entry.key for entry in others)
        shown = ", ".join(f"'{name}'" for name in list(names)[:5])
        rest = f" and {len(names) - 5} more" if len(names) > 5 else ""
        lines = to_line(source, Span(others[0].span.start, others[-1].span.end))
        message = f"metadata of the document{lines} was not read: {shown}{rest}"
        report.add(found(source, "info", "metadata", message, others[0].span))


_INSIDE = frozenset(("references",))


def _item(source: Source, entry: yaml_items.Entry) -> trees.Item:
    path = f"#/{entry.key}/{max(entry.number, 0)}" if entry.key else f"#/{entry.number}"
    line, _ = source.position(entry.span.start)
    return trees.Item(entry.value, path, entry.span, line, entry.raw, entry.unreadable)


def _single(source: Source, members: list[yaml_items.Entry]) -> trees.Item:
    """Return the item that the members of the outermost mapping are."""
    span = Span(members[0].span.start, members[-1].span.end)
    value = trees.from_pairs([(entry.key, entry.value) for entry in members])
    unreadable = tuple(text for entry in members for text in entry.unreadable)
    line, _ = source.position(span.start)
    return trees.Item(value, "#", span, line, source.text()[slice(*span)], unreadable)


def _written(name: str, value: Json, record: Record) -> Any:
    """Return the value of a property as pandoc has it: Markdown, names in it, EDTF for dates."""
    if name in _BARE:
        return escaped(str(value))
    if name in TEXT_VARS:
        return to_markdown(str(value))
    if name in NAME_VARS and isinstance(value, list):
        return [_written_name(one) for one in value]
    if name in DATE_VARS:
        date: Date = record.dates[name]
        text = dates.to_iso(date)
        return text if dates.from_iso(text) == date else value
    return value


def _written_name(name: Json) -> Any:
    if not isinstance(name, dict):
        return name
    return {
        part: to_markdown(text) if part in NAME_PARTS and isinstance(text, str) else text
        for part, text in name.items()
    }


FORMAT = Format(
    name="csl-yaml",
    title="CSL items in YAML, pandoc's references",
    suffixes=(".yaml", ".yml"),
    sniff=sniff,
    read=read,
    write=write,
)
