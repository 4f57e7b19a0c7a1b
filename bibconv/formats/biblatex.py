"""BibLaTeX: .bib files in the words of biblatex and biber."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.bibfile import is_biblatex, looks_like_bib
from bibconv.formats.bibread import read_entries
from bibconv.formats.bibwrite import write_entries
from bibconv.source import Source


def _sniff(head: str) -> bool:
    return looks_like_bib(head) and is_biblatex(head)


def _read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    return read_entries(source, report, options, "biblatex")


def _write(items: Iterable[Item], out: TextIO, report: Report, options: WriteOptions) -> None:
    write_entries(items, out, report, options, "biblatex")


FORMAT = Format("biblatex", "BibLaTeX", (".bib",), _sniff, _read, _write)
