"""Reading, writing and golden cases of the formats that are trees, for their tests."""

from __future__ import annotations

import io
from pathlib import Path

from bibconv.diagnostics import Report
from bibconv.format import Format, Item, ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.record import Record
from bibconv.source import Source
from tests.conftest import ROOT


def reading(format: Format, text: str | bytes) -> tuple[list[Record], Report]:
    """Return the records of a text, and what was found."""
    assert format.read
    report = Report()
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source.from_text(text)
    items = list(format.read(source, report, ReadOptions()))
    return [item for item in items if isinstance(item, Record)], report


def writing(
    format: Format, items: list[Item], options: WriteOptions | None = None
) -> tuple[str, Report]:
    """Return what is written, and what was found, one finding a loss."""
    assert format.write
    report, stream = Report(grouped=False), io.StringIO()
    format.write(items, stream, report, options or WriteOptions())
    return stream.getvalue(), report


def codes(report: Report) -> list[str]:
    """Return the codes of all findings."""
    return [diagnostic.code for diagnostic in report.diagnostics]


def lost(report: Report) -> set[str]:
    """Return the variables that losses speak of: "title" of "markup of title"."""
    return {
        finding.message.split("'")[1].split()[-1]
        for finding in report.diagnostics
        if finding.code == "lost" and "'" in finding.message
    }


def cases(name: str) -> list[Path]:
    """Return the folders of a format's golden cases."""
    return sorted((ROOT / "fixtures" / name).glob("*"))


def check_case(format: Format, case: Path, *, accept: bool) -> None:
    """Compare the records and findings of a case with what is expected, or accept them."""
    assert format.read
    (path,) = case.glob("input.*")
    source = Source.from_bytes(path.read_bytes(), path.name)
    report, stream = Report(), io.StringIO()
    csl_json.write(format.read(source, report, ReadOptions()), stream, report, WriteOptions())
    findings = "".join(diagnostic.as_text() + "\n" for diagnostic in report.diagnostics)
    if accept:
        (case / "expected.json").write_text(stream.getvalue(), "utf-8")
        (case / "diagnostics.txt").write_text(findings, "utf-8")
    assert stream.getvalue() == (case / "expected.json").read_text("utf-8")
    assert findings == (case / "diagnostics.txt").read_text("utf-8")
