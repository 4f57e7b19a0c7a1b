"""The one function behind every command: sources are read, their keys made unique, and written."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from bibconv import registry
from bibconv.diagnostics import (
    Diagnostic,
    InputError,
    Place,
    Report,
    Severity,
    UsageError,
    about_encoding,
)
from bibconv.format import Format, Item, ReadOptions, WriteOptions, Writer
from bibconv.record import Record
from bibconv.source import Source
from bibconv.values.keys import KeyMaker

if TYPE_CHECKING:
    from bibconv.merge import Gone
    from bibconv.profiles import Way

Input = str | bytes | Path | BinaryIO | Source


@dataclass(frozen=True, slots=True)
class Target:
    """What the name of a format or a style stands for: how to write it, and its files' suffix.

    `way` is how records are made ready for the program called `program`, where there is one.
    """

    name: str
    write: Writer
    options: WriteOptions
    suffix: str
    program: str = ""
    way: Way | None = None


def sources(given: Input | Sequence[Input], encoding: str | None = None) -> list[Source]:
    """Return the sources given: text and bytes are content, a `Path` names a file.

    Raise UsageError for an unknown encoding, InputError for a file that cannot be opened.
    """
    if encoding is not None:
        _check_encoding(encoding)
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return [_source(one, encoding) for one in given]
    return [_source(given, encoding)]


def read(
    given: Sequence[Source],
    name: str | None,
    options: ReadOptions,
    report: Report,
    to: Target | None = None,
    *,
    merge: bool = False,
) -> Iterator[Item]:
    """Yield what stands in the sources, each read as the format called `name` or as its own.

    With `merge`, records of one item come as one, after all have been read.

    Raise UsageError, before anything is read, for an unknown format and for options that neither
    the format of a source nor the target, where it is known, takes.
    """
    formats = [_readable(name, report) if name else registry.guess(one, report) for one in given]
    names = {format.name for format in formats}
    cited = {registry.CITATIONS} if to and to.options.style else set[str]()
    _check_taken(options, names | cited)
    if merge:
        from bibconv.merge import merged

        # Keys are told apart when it is known which records are left.
        own = [replace(options, keys=deepcopy(options.keys)) for _ in given]
        groups = merged(_counted(given, formats, own, report))
        return _merged(groups, given, options, report)
    numbered = _counted(given, formats, [options] * len(given), report)
    return _keyed(numbered, given, options, report) if len(given) > 1 else _items(numbered)


def target(name: str, options: WriteOptions, report: Report, program: str = "") -> Target:
    """Return what to write for the name of a format or a style, or for a program.

    Options that are at their defaults are those of the program. Raise UsageError for a name
    unknown, and for a format or options that the other does not take.
    """
    if program:
        return _program_target(name, options, report, program.lower())
    format = registry.find(name, report)
    if not format:
        try:
            return style_target(name, options)
        except UsageError as error:
            if near := registry.near(name, registry.names()):
                raise UsageError(f"unknown format '{name}'{near}", LISTS) from error
            hint = f"{error.hint}; `bibconv formats` lists formats" if error.hint else LISTS
            raise UsageError(str(error), hint) from error
    if not format.write:
        raise UsageError(f"bibconv reads {format.name} but cannot write it", LISTS)
    _check_taken(options, {format.name})
    suffix = format.suffixes[0] if format.suffixes else f".{format.name}"
    return Target(format.name, format.write, options, suffix)


def style_target(name: str, options: WriteOptions) -> Target:
    """Return what to write for the name of a citation style; raise UsageError as `target` does."""
    # Here and not above: only citations need what this imports.
    from bibconv.csl.citations import write as write_citations
    from bibconv.csl.locales import check_locale
    from bibconv.csl.styles import find_style

    find_style(name)
    check_locale(options.locale)
    _check_taken(options, {registry.CITATIONS})
    suffix = ".html" if options.markup == "html" else ".txt"
    return Target(name, write_citations, replace(options, style=name), suffix)


def write(
    items: Iterable[Item], to: Target, output: AbstractContextManager[TextIO], report: Report
) -> bool:
    """Write the items, or tell that there is no record among them and leave the output alone.

    Grouped losses are told when the caller says so: several outputs may be one report.
    """
    items = _noted(_ahead(items), report)
    if to.way:
        from bibconv.profiles import adjusted

        items = _noted(adjusted(items, to.way, to.program, report), report)
    # What stands before the first record waits for it: no record, no output.
    before: list[Item] = []
    for item in items:
        before.append(item)
        if isinstance(item, Record):
            with output as stream:
                to.write(chain(before, items), stream, report, to.options)
            return True
    return False


def known(given: Sequence[Source], report: Report) -> list[Record]:
    """Return the records of earlier bibliographies, whose keys are to be given out again.

    What is wrong with those is not this run's affair, except that they hold no record.
    """
    unheard = Report(keep=False)
    records = [one for one in read(given, None, ReadOptions(), unheard) if isinstance(one, Record)]
    if given and not records:
        names = ", ".join(one.name for one in given)
        report.add(Diagnostic("warning", "no-keys", f"there are no keys in {names}"))
    return records


# What an option is called on the command line, where that is not its own name.
_SWITCHES = {"markup": "--as"}
# Told to readers and writers alike: it is for whichever of them takes it.
_SHARED = frozenset({"me"})

LISTS = "`bibconv formats` and `bibconv styles` list what there is"


def _program_target(name: str, options: WriteOptions, report: Report, program: str) -> Target:
    from bibconv.profiles import way as find_way

    way = find_way(program, name)
    default = WriteOptions()
    own = {
        field.name: getattr(way.options, field.name)
        for field in fields(options)
        if getattr(options, field.name) == getattr(default, field.name)
    }
    found = target(way.format, replace(options, **own), report)
    return replace(found, program=program, way=way)


def _ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items of which some are read at a time.

    Reading and writing in turn, one by one, takes up to a tenth longer: either drives the code and
    the tables of the other out of the processor's caches.
    """
    source = iter(items)
    while True:
        batch: list[Item] = []
        fault: Exception | None = None
        try:
            for item in islice(source, _AHEAD):
                batch.append(item)
        except Exception as error:
            # What comes before it is written.
            fault = error
        yield from batch
        if fault:
            raise fault
        if not batch:
            return


_AHEAD = 32


def _noted(items: Iterable[Item], report: Report) -> Iterator[Item]:
    """Let the report know which record is being written."""
    for item in items:
        if isinstance(item, Record):
            origin = item.origin
            report.writing = (
                Place(item.id, origin.source, origin.line) if origin else Place(item.id)
            )
        yield item


def _source(given: Input, encoding: str | None) -> Source:
    if isinstance(given, Source):
        source = given
    elif isinstance(given, str):
        return Source.from_text(given)
    elif isinstance(given, bytes):
        return Source.from_bytes(given, encoding=encoding)
    elif isinstance(given, Path):
        source = Source.from_path(given, encoding)
    else:
        name = getattr(given, "name", None)
        return Source.from_stream(given, name if isinstance(name, str) else "<stream>", encoding)
    try:
        source.head(1)
    except OSError as error:
        raise _unreadable(source, error) from error
    return source


def _unreadable(source: Source, error: OSError) -> InputError:
    hint = "name the files in it" if isinstance(error, IsADirectoryError) else ""
    return InputError(f"{source.name} cannot be read: {error.strerror or error}", hint)


def _check_encoding(name: str) -> None:
    try:
        # Some codecs are not for text (rot13, zlib): only decoding tells.
        codecs.lookup(name)
        b"a".decode(name)
    except LookupError as error:
        from encodings.aliases import aliases

        near = registry.near(name.replace("-", "_"), {*aliases, *aliases.values()})
        hint = "such as utf-8, latin-1, cp1252 or utf-16"
        raise UsageError(f"unknown encoding '{name}'{near}", hint) from error
    except UnicodeError:
        # UTF-16 and its like need two bytes: it is an encoding.
        return


def _readable(name: str, report: Report) -> Format:
    format = registry.find(name, report)
    if not format:
        near = registry.near(name, registry.names())
        raise UsageError(f"unknown format '{name}'{near}", "`bibconv formats` lists all")
    if not format.read:
        raise UsageError(f"bibconv writes {name} but cannot read it", "`bibconv formats` lists all")
    return format


def _check_taken(options: ReadOptions | WriteOptions, names: set[str]) -> None:
    """Raise UsageError for an option that is not at its default and that none of `names` takes."""
    default = type(options)()
    for field in fields(options):
        if getattr(options, field.name) == getattr(default, field.name):
            continue
        if isinstance(options, WriteOptions) and field.name in _SHARED:
            continue
        others = [registry.takers(field.name, name) for name in names]
        if others and all(others):
            switch = _SWITCHES.get(field.name, f"--{field.name.replace('_', '-')}")
            takers = " and ".join(others[0])
            raise UsageError(f"{switch} is for {takers}, not for {', '.join(sorted(names))}")


def _counted(
    given: Sequence[Source],
    formats: Sequence[Format],
    options: Sequence[ReadOptions],
    report: Report,
) -> Iterator[tuple[int, Item]]:
    """Yield the items of all sources, each with the number of its source; count the records."""
    for number, (source, format, own) in enumerate(zip(given, formats, options, strict=True)):
        for item in _read(source, format, own, report):
            if isinstance(item, Record):
                report.records += 1
                if not item.id:
                    item.id = own.keys.make(item)
                own.keys.take(item.id)
            yield number, item


def _items(numbered: Iterable[tuple[int, Item]]) -> Iterator[Item]:
    return (item for _, item in numbered)


def _keyed(
    numbered: Iterable[tuple[int, Item]],
    given: Sequence[Source],
    options: ReadOptions,
    report: Report,
) -> Iterator[Item]:
    """Give a new key to a record whose key an earlier source has.

    Two records of one source with one key are that format's affair: CSL-JSON allows them.
    """
    earlier: set[str] = set()
    own: set[str] = set()
    last = 0
    for number, item in numbered:
        if number != last:
            earlier |= own
            own, last = set(), number
        if isinstance(item, Record):
            if item.id.casefold() in earlier:
                _rename(item, given[number], options.keys, report)
            own.add(item.id.casefold())
        yield item


def _merged(
    groups: Iterator[tuple[int, Item, list[Gone]]],
    given: Sequence[Source],
    options: ReadOptions,
    report: Report,
) -> Iterator[Item]:
    """Yield joined records under their final keys, and report what joined them."""
    from bibconv.merge import tell

    waiting: list[list[Gone]] = []

    def numbered() -> Iterator[tuple[int, Item]]:
        for number, item, gone in groups:
            waiting.append(gone)
            yield number, item

    for item in _keyed(numbered(), given, options, report):
        gone = waiting.pop()
        if isinstance(item, Record):
            options.keys.take(item.id)
            tell(item, gone, report)
        yield item


def _rename(record: Record, source: Source, keys: KeyMaker, report: Report) -> None:
    old, record.id = record.id, keys.claim(record.id)
    line = record.origin.line if record.origin else 0
    message = f"another record has the key '{old}'; this one is now '{record.id}'"
    code = "duplicate-key"
    report.add(Diagnostic("warning", code, message, source.name, line, key=record.id))


def _read(source: Source, format: Format, options: ReadOptions, report: Report) -> Iterator[Item]:
    """Yield what one source holds, after what there is to say about its bytes."""
    assert format.read
    records, errors = report.records, report.counts["error"]
    try:
        if not source.head(1):
            report.add(_about(source, "error", "empty", "the file is empty"))
        elif (printed := _printed(source, format, report)) and _is_text(printed, report):
            errors = report.counts["error"]
            yield from format.read(printed, report, options)
    except OSError as error:
        raise _unreadable(source, error) from error
    except UnicodeError as error:
        raise InputError(
            f"{source.name} is not {source.encoding.name}: {error}", "say another --encoding"
        ) from error
    # A reader that found nothing may have said why; that it passed text over is not enough.
    if report.records == records and report.counts["error"] == errors:
        message = f"no record found in what was read as {format.name}"
        hint = "--from names another format" if format.name != "text" else ""
        report.add(_about(source, "error", "no-records", message, hint))


def _printed(source: Source, format: Format, report: Report) -> Source | None:
    """Return what free text is read from: of a PDF, DOCX or HTML file, the text printed in it."""
    if format.name != "text":
        return source
    # Here and not above: bibliographies are no documents.
    from bibconv import documents

    return documents.as_text(source, report)


def _is_text(source: Source, report: Report) -> bool:
    encoding = source.encoding
    if encoding.binary:
        message = f"this is not text but {encoding.binary}"
        hint = "save it as plain text first, for instance with pdftotext or pandoc"
        from bibconv import documents

        if documents.kind(source) in documents.READ:
            hint = "bibconv parse reads it; with convert and cite, --from text does"
        report.add(_about(source, "error", "binary", message, hint))
        return False
    if finding := about_encoding(source):
        report.add(finding)
    return True


def _about(
    source: Source, severity: Severity, code: str, message: str, hint: str = ""
) -> Diagnostic:
    return Diagnostic(severity, code, message, source=source.name, hint=hint)
