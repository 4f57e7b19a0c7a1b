"""Which formats there are, built in and from plug-ins, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from bibconv import documents
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
    "text": "bibconv.plaintext",
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
    "provenance": ("csl-json",),
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


def find(name: str, report: Report) -> Format | None:
    """Return the format of that name, None if there is none."""
    if name in _BUILT_IN:
        return _built_in(name)
    entry = _plug_ins().get(name)
    return _load(entry, report) if entry else None


def guess(source: Source, report: Report) -> Format:
    """Return the format a source is in: by its first bytes, then by its suffix, else free text.

    Raise UsageError if two formats are left.
    """
    if documents.kind(source):
        # A page about BibTeX has entries in it, and is a page.
        return _built_in("text")
    head = _decoded_head(source)
    name = source.name.lower()
    # Free text has no look of its own, and its stages are the largest part of the program: they are
    # imported only where no other format knows the content.
    readable = [format for format in formats(report, but="text") if format.read]
    by_content = [format for format in readable if format.sniff(head)]
    if not by_content:
        readable.append(_built_in("text"))
    by_suffix = [format for format in readable if name.endswith(format.suffixes)]
    both = [format for format in by_content if format in by_suffix]
    left = both or by_content or by_suffix or [_built_in("text")]
    if len(left) > 1 and head.strip():
        options = " or ".join(f"--from {format.name}" for format in left)
        raise UsageError(
            f"{source.name} may be {' or '.join(format.name for format in left)}", f"say {options}"
        )
    return left[0]


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
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    else:
        if isinstance(loaded, Format):
            return loaded
        problem = f"{entry.value} is no bibconv.format.Format"
    report.add(
        Diagnostic("warning", "plug-in", f"the format '{entry.name}' cannot be used: {problem}")
    )
    return None


def _decoded_head(source: Source) -> str:
    encoding = source.encoding
    return "" if encoding.binary else source.head().decode(encoding.name, "replace")
