"""Records made by reading the formats' specifications, each with the item that it says.

`specifications/*.yaml` have a case an entry: what the specification says, the text, the CSL item,
the places of what has no variable and is kept aside, and what is reported lost in writing it.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bibconv import registry
from bibconv.diagnostics import Report
from bibconv.format import ReadOptions, WriteOptions
from bibconv.formats import csl_json
from bibconv.record import Record
from bibconv.source import Source

FOLDER = Path(__file__).parent / "specifications"
# What stands around a record of XML.
AROUND = {
    "mods": "<mods>{}</mods>",
    "endnotexml": "<xml><records><record>{}</record></records></xml>",
    "pubmedxml": "<PubmedArticleSet>{}</PubmedArticleSet>",
}
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}/{case['case']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def read(name: str, text: str) -> list[Record]:
    format = registry.find(name, Report())
    assert format
    assert format.read
    items = format.read(Source.from_text(text), Report(), ReadOptions())
    return [item for item in items if isinstance(item, Record)]


def as_item(record: Record) -> tuple[dict[str, Any], list[str]]:
    """Return a record's CSL item, and the places of what is kept aside."""
    stream = io.StringIO()
    csl_json.write([record], stream, Report(), WriteOptions())
    (item,) = json.loads(stream.getvalue())
    kept = item.pop("custom", {}).get("bibconv", {}).get("extra", {})
    return item, sorted(key.partition(":")[2] for key in kept)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_record_means_what_the_specification_says(name: str, case: dict[str, Any]) -> None:
    (record,) = read(name, AROUND.get(name, "{}").format(case["text"]))
    item, kept = as_item(record)
    if "id" not in case["item"]:
        del item["id"]
    assert item == case["item"]
    assert kept == sorted(case.get("kept", []))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_what_it_means_is_written_and_read_back(name: str, case: dict[str, Any]) -> None:
    format = registry.find(name, Report())
    assert format
    if not format.write:
        pytest.skip("it is not written")
    before = read(name, AROUND.get(name, "{}").format(case["text"]))
    report, stream = Report(), io.StringIO()
    format.write(before, stream, report, WriteOptions())
    report.finish()
    lost = {one.message.split("'")[1] for one in report.diagnostics if one.code == "lost"}
    after = read(name, stream.getvalue())
    changed = {what.removeprefix("markup of ") for what in case.get("lost", [])}
    for old, new in zip(before, after, strict=True):
        for variable in changed:
            del old.texts[variable], new.texts[variable]
        assert as_item(new)[0] == as_item(old)[0]
        # What stood at a place of which there are several has none to go back to, and is named.
        assert new == old or lost
    assert {one for one in lost if "[" not in one} == set(case.get("lost", []))


def test_there_are_enough() -> None:
    counts = {path.stem: len(yaml.safe_load(path.read_text("utf-8"))) for path in FOLDER.glob("*")}
    assert counts
    assert min(counts.values()) >= 10
