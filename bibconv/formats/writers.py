"""What writers of several formats have in common: keys, lines, words for what is lost."""

from __future__ import annotations

import re

from bibconv.diagnostics import Diagnostic, Report
from bibconv.record import Json, Record, Verbatim
from bibconv.values.keys import KeyMaker
from bibconv.values.keyset import KeySet


class Keys:
    """The keys of one file; case tells them apart, as everywhere but in BibTeX."""

    def __init__(self) -> None:
        self._maker = KeyMaker()
        self._written = KeySet()

    def of(self, record: Record, report: Report) -> str:
        """Return the key to write a record with: its own, or another one where that is used."""
        key = record.id
        if not key:
            key = self._maker.make(record)
            self._written.add(key)
        elif self._written.add(key):
            self._maker.take(key)
        else:
            key = self._maker.claim(record.id)
            self._written.add(key)
            message = f"another record has the key '{record.id}'; this one is written as '{key}'"
            origin = record.origin
            report.add(
                Diagnostic(
                    "warning",
                    "duplicate-key",
                    message,
                    source=origin.source if origin else "",
                    line=origin.line if origin else 0,
                    key=key,
                )
            )
        return key


def report_between(pieces: list[Verbatim], target: str, report: Report) -> None:
    """Report what stands between records and has no place in the format `target`."""
    skipped = Skipped(target)
    for piece in pieces:
        skipped.add(piece)
    skipped.report(report)


class Skipped:
    """What stands between records and has no place in the format `target`: counted, not kept."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._count = 0
        self._first = Verbatim("", "")

    def add(self, piece: Verbatim) -> None:
        """Count a piece."""
        self._first = self._first if self._count else piece
        self._count += 1

    def report(self, report: Report) -> None:
        """Report the pieces counted, if there are any."""
        if not self._count:
            return
        first = self._first
        count = "1 piece" if self._count == 1 else f"{self._count} pieces"
        report.add(
            Diagnostic(
                "warning",
                "lost",
                f"{count} of {first.format} text between records has no place in {self._target}",
                source=first.source,
                line=first.line,
                excerpt=first.text.split("\n", 1)[0],
            )
        )


def in_words(kept: str) -> str:
    """Return a name for what `Record.extra` keeps: "field file of the .bib file"."""
    space, _, name = kept.partition(":")
    if name.startswith("@again:"):
        return f"second {name.removeprefix('@again:')} of the .bib file"
    if name == "@type":
        return "entry type of the .bib file"
    words = _WORDS.get(space)
    return words.format(name) if words and name else kept


_WORDS = {
    "bibtex": "field {} of the .bib file",
    "ris": "tag {} of the RIS file",
    "enw": "tag %{} of the EndNote file",
    "nbib": "tag {} of the MEDLINE file",
    "isi": "tag {} of the Web of Science file",
    "ovid": "tag {} of the Ovid file",
    "refworks": "tag {} of the RefWorks file",
    "csl-json": "property {} of the CSL-JSON file",
    "endnotexml": "element {} of the EndNote file",
    "mods": "element {} of the MODS file",
    "pubmedxml": "element {} of the PubMed file",
    "wordbib": "element {} of the Word file",
    "cff": "key {} of the CITATION.cff file",
    "hayagriva": "field {} of the Hayagriva file",
}


def one_line(text: str) -> str:
    """Return a text in one line that UTF-8 can hold."""
    text = text.strip() if text.isprintable() else _BREAKS.sub(" ", text).strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def are_lines(values: list[Json]) -> bool:
    """Tell whether what was kept aside are lines of text."""
    return all(isinstance(value, str) and value and one_line(value) == value for value in values)


# Line ends of any kind, where the next line would begin for this or another program.
_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
