"""BibTeX: the format of .bib files that every LaTeX tool reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats.bibsniff import is_biblatex, looks_like_bib
from bibconv.source import Source


def _sniff(head: str) -> bool:
    return looks_like_bib(head) and not is_biblatex(head)


# Reader and writer are imported when they are used: each format is asked whether a file is its own.


def _read(source: Source, report: Report, options: ReadOptions) -> Iterator[Item]:
    from bibconv.formats.bibread import read_entries

    return read_entries(source, report, options, "bibtex")


def _write(items: Iterable[Item], out: TextIO, report: Report, options: WriteOptions) -> None:
    from bibconv.formats.bibwrite import write_entries

    write_entries(items, out, report, options, "bibtex")


FORMAT = Format("bibtex", "BibTeX", (".bib",), _sniff, _read, _write)
