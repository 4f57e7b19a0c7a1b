"""Which formats there are, built in and from plug-ins, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from bibconv.diagnostics import Diagnostic, Report, UsageError
from bibconv.format import Format
from bibconv.source import Source

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

# Named by module, so that a command imports only the formats that it uses.
_BUILT_IN = {
    "bibtex": "bibconv.formats.bibtex",
    "biblatex": "bibconv.formats.biblatex",
    "ris": "bibconv.formats.ris",
    "csl-json": "bibconv.formats.csl_json",
    "enw": "bibconv.formats.enw",
    "nbib": "bibconv.formats.nbib",
    "isi": "bibconv.formats.isi",
    "refworks": "bibconv.formats.refworks",
    "ovid": "bibconv.formats.ovid",
    "endnotexml": "bibconv.formats.endnotexml",
    "pubmedxml": "bibconv.formats.pubmedxml",
    "mods": "bibconv.formats.mods",
    "wordbib": "bibconv.formats.wordbib",
    "csl-yaml": "bibconv.formats.csl_yaml",
    "jsonl": "bibconv.formats.json_lines",
    "cff": "bibconv.formats.cff",
    "hayagriva": "bibconv.formats.hayagriva",
    "csv": "bibconv.formats.comma_values",
    "tsv": "bibconv.formats.tab_values",
    "text": "bibconv.plaintext",
}

# What else people and other programs call the formats; spelling apart ("CSL JSON"), the names of
# pandoc, bibutils, Zotero and the databases.
_ALIASES = {
    "bib": "bibtex",
    "bibla": "biblatex",
    "json": "csl-json",
    "csl": "csl-json",
    "csljson": "csl-json",
    "citeproc-json": "csl-json",
    "yaml": "csl-yaml",
    "yml": "csl-yaml",
    "cslyaml": "csl-yaml",
    "endnote": "enw",
    "refer": "enw",
    "xml-endnote": "endnotexml",
    "endnote-xml": "endnotexml",
    "medline": "nbib",
    "pubmed": "nbib",
    "pubmed-xml": "pubmedxml",
    "medline-xml": "pubmedxml",
    "wos": "isi",
    "ciw": "isi",
    "web-of-science": "isi",
    "word": "wordbib",
    "word-xml": "wordbib",
    "citation-file-format": "cff",
    "citation.cff": "cff",
    "ndjson": "jsonl",
    "json-lines": "jsonl",
    "txt": "text",
    "plain": "text",
}

# Suffixes that say enough to ask these formats first: if the content agrees with exactly one of
# them, no other is imported; if it tells nothing (a .bib file of comments), the first is taken. A
# format may have suffixes that are not here.
_ASKED_FIRST = {
    ".bib": ("bibtex", "biblatex"),
    ".ris": ("ris",),
    ".json": ("csl-json",),
}

# The options that not every format takes, and which take them. What "citations" is to this table
# is any style. A plug-in is given every option: what it does with them is its own affair.
CITATIONS = "citations"
_TAKERS = {
    "entries": ("text",),
    "min_confidence": ("text",),
    "me": ("text", CITATIONS),
    "group_by": (CITATIONS,),
    "reverse": (CITATIONS,),
    "provenance": ("csl-json", "csl-yaml", "jsonl"),
    "ascii": ("bibtex", "biblatex"),
    "protect": ("bibtex", "biblatex"),
    "markup": (CITATIONS,),
    "locale": (CITATIONS,),
}

_GROUP = "bibconv.formats"


def names() -> list[str]:
    """Return the names of all formats, built-in ones first."""
    return [*_BUILT_IN, *(name for name in _plug_ins() if name not in _BUILT_IN)]


def formats(report: Report, *, but: str = "") -> Iterator[Format]:
    """Yield all formats but one; a plug-in that cannot be imported is reported and left out."""
    for name in _BUILT_IN:
        if name != but:
            yield _built_in(name)
    for name, entry in _plug_ins().items():
        if name not in _BUILT_IN and (plug_in := _load(entry, report)):
            yield plug_in


def canonical(name: str) -> str:
    """Return the name of the format that a name stands for; a name of none comes back as it is.

    "bib" is bibtex and "CSL JSON" csl-json. A plug-in's own name goes before an alias.
    """
    spelt = "-".join(name.lower().replace("_", " ").split())
    if spelt in _BUILT_IN:
        return spelt
    meant = _ALIASES.get(spelt, spelt)
    return meant if meant in _BUILT_IN and name not in _plug_ins() else name


def aliases(name: str) -> list[str]:
    """Return the other names of the format called `name`."""
    return [alias for alias, meant in _ALIASES.items() if meant == name]


def find(name: str, report: Report) -> Format | None:
    """Return the format of that name or alias, None if there is none."""
    meant = canonical(name)
    if meant in _BUILT_IN:
        return _built_in(meant)
    entry = _plug_ins().get(name)
    return _load(entry, report) if entry else None


def guess(source: Source, report: Report) -> Format:
    """Return the format a source is in: by its first bytes, then by its suffix, else free text.

    Raise UsageError if two formats are left.
    """
    # Here and not above: a format that is named needs no look.
    from bibconv import documents

    if documents.kind(source):
        # A page about BibTeX has entries in it, and is a page.
        return _built_in("text")
    head = _decoded_head(source)
    name = source.name.lower()
    likely = list(_asked_first(name))
    sure = [format for format in likely if format.sniff(head)]
    if len(sure) == 1:
        return sure[0]
    # Free text has no look of its own, and its stages are the largest part of the program: they are
    # imported only where no other format knows the content.
    readable = [format for format in formats(report, but="text") if format.read]
    by_content = [format for format in readable if format.sniff(head)]
    if not by_content:
        readable.append(_built_in("text"))
    by_suffix = [format for format in readable if name.endswith(format.suffixes)]
    both = [format for format in by_content if format in by_suffix]
    left = both or by_content or likely[:1] or by_suffix or [_built_in("text")]
    if len(left) > 1 and head.strip():
        options = " or ".join(f"--from {format.name}" for format in left)
        raise UsageError(
            f"{source.name} may be {' or '.join(format.name for format in left)}", f"say {options}"
        )
    return left[0]


def unusable(name: str, error: Exception) -> Diagnostic:
    """Return what there is to say about a plug-in that fails."""
    problem = f"{type(error).__name__}: {error}"
    return Diagnostic("warning", "plug-in", f"the format '{name}' cannot be used: {problem}")


def takers(option: str, name: str) -> tuple[str, ...]:
    """Return which formats take an option that the format called `name` does not, else nothing."""
    takers = _TAKERS.get(option, ())
    own = name in takers or (name != CITATIONS and name not in _BUILT_IN)
    return () if own else takers


def near(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'a' or 'b'?" for the known names nearest to one, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), list(known), n=3)
    return f"; did you mean {' or '.join(repr(near) for near in found)}?" if found else ""


def _asked_first(name: str) -> Iterator[Format]:
    for suffix, likely in _ASKED_FIRST.items():
        if name.endswith(suffix):
            yield from (format for one in likely if (format := _built_in(one)).read)


def _built_in(name: str) -> Format:
    found = import_module(_BUILT_IN[name]).FORMAT
    assert isinstance(found, Format), name
    return found


def _plug_ins() -> dict[str, EntryPoint]:
    # Imported here: it costs more than the rest of this module, and most commands do without.
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=_GROUP)}


def _load(entry: EntryPoint, report: Report) -> Format | None:
    # Somebody else's code: whatever it raises, it costs a warning and not the whole command.
    try:
        loaded = entry.load()
        if not isinstance(loaded, Format):
            raise TypeError(f"{entry.value} is no bibconv.format.Format")
    except Exception as error:
        report.add(unusable(entry.name, error))
        return None
    return loaded


def _decoded_head(source: Source) -> str:
    encoding = source.encoding
    return "" if encoding.binary else source.head().decode(encoding.name, "replace")
