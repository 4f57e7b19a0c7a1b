"""Turn publication lists and bibliographies into records, and records into any format.

Every function that takes a source takes text (`str`) or bytes as content, a `pathlib.Path` as a
file, a binary stream, or a list of these, which is one bibliography. What there is to say about
the data goes to the `report`, where one is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibconv.version import __version__

if TYPE_CHECKING:
    from bibconv.api import cite, convert, convert_files, parse, read, read_items, write
    from bibconv.conversion import Input
    from bibconv.diagnostics import BibconvError, Diagnostic, InputError, Report, UsageError
    from bibconv.format import Format, Item, ReadOptions, WriteOptions
    from bibconv.record import Date, Name, Record, Verbatim
    from bibconv.source import Source


__all__ = [
    "BibconvError",
    "Date",
    "Diagnostic",
    "Format",
    "Input",
    "InputError",
    "Item",
    "Name",
    "ReadOptions",
    "Record",
    "Report",
    "Source",
    "UsageError",
    "Verbatim",
    "WriteOptions",
    "__version__",
    "cite",
    "convert",
    "convert_files",
    "parse",
    "read",
    "read_items",
    "write",
]

# Where each name comes from: whoever asks for the version alone does without them all.
_HOMES = {
    "api": "cite convert convert_files parse read read_items write",
    "conversion": "Input",
    "diagnostics": "BibconvError Diagnostic InputError Report UsageError",
    "format": "Format Item ReadOptions WriteOptions",
    "record": "Date Name Record Verbatim",
    "source": "Source",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names.split():
            value: object = getattr(import_module(f"bibconv.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'bibconv' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
