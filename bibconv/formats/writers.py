"""What writers of several formats have in common: keys used once, words for what is lost."""

from __future__ import annotations

from bibconv.diagnostics import Diagnostic, Report
from bibconv.record import Record, Verbatim
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
    first = pieces[0]
    count = "1 piece" if len(pieces) == 1 else f"{len(pieces)} pieces"
    report.add(
        Diagnostic(
            "warning",
            "lost",
            f"{count} of {first.format} text between records has no place in {target}",
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
}
