"""YAML, entry by entry: values as they were printed, and recovery."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibconv.diagnostics import Report
from bibconv.formats import yaml_items, yaml_text, yaml_values
from bibconv.source import Source
from tests import strategies
from tests.conftest import ROOT


def reading(text: str, *inside: str) -> tuple[list[yaml_items.Entry], Report]:
    report = Report()
    source = Source.from_text(text)
    return list(yaml_items.entries(source, report, None, frozenset(inside))), report


def pairs(text: str) -> list[tuple[Any, Any]]:
    return [(entry.key, entry.value) for entry in reading(text)[0]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1.10", "1.10"),
        ("a: 0o14", "0o14"),
        ("a: yes", "yes"),
        ("a: 2020-01-02", "2020-01-02"),
        ("a: '~'", "~"),
        ("a: ~", None),
        ("a: null", None),
        ("a:", None),
        ("a: |\n  x\n  y\n", "x\ny"),
        ("a: >\n  x\n  y\n", "x y"),
        ("a: !!int 5", "5"),
        ("a: [1, {b: 2}]", ["1", {"b": "2"}]),
        ("a: &x [1]\n", ["1"]),
        ("a: {<<: {b: 1, c: 2}, b: 3}", {"b": "3", "c": "2"}),
        ("a: {b: 1, b: 2}", {"b": "1", None: [("b", "2")]}),
        ("a: {? [1, 2] : 3}", {'["1", "2"]': "3"}),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert pairs(text) == [("a", value)]


def test_leaves_know_where_they_stood() -> None:
    ((_, value),) = pairs('a: {b: "x", c: y}\n')
    assert (value["b"].at, value["b"].plain) == (7, False)
    assert (value["c"].at, value["c"].plain) == (15, True)


def test_aliases_are_bounded() -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        text += f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    entries, report = reading(text)
    assert [entry.key for entry in entries] == list("abcdefghi")
    assert {finding.code for finding in report.diagnostics} == {"yaml-alias"}


def test_an_alias_of_what_it_stands_in_is_no_loop() -> None:
    entries, report = reading("a: &a [*a, x]\nb: *a\n")
    assert [entry.value for entry in entries] == [["*a", "x"], ["*a", "x"]]
    assert [finding.code for finding in report.diagnostics] == ["yaml-alias"]


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, "[" * 100_000, "{a: " * 5000])
def test_depth_is_bounded(deep: str) -> None:
    entries, report = reading(f"a: 1\nb: {deep}\nc: 3\n")
    assert [entry.key for entry in entries if entry.key] == ["a", "c"]
    assert report.counts["error"] == 1


@pytest.mark.parametrize(
    "broken",
    [
        'b: "no end',
        "b: [1, 2",
        "b: {x: 1",
        "b: {x: 1}}",
        "nothing",
        "b: @x: y",
        "b:\n  - x\n y: z",
        "b: *",
        "b: &",
        "b: x: y",
        "\tb: c",
        "b: |x",
        "]",
        "? x",
        "b:\n    c: 1\n  d: 2",
        "- b",
        "b: 'it's'",
        "b: %x",
    ],
)
def test_a_broken_member_costs_no_other(broken: str) -> None:
    entries, report = reading(f"a: 1\n{broken}\nc: [3]\n")
    assert ("a", "1") in [(entry.key, entry.value) for entry in entries]
    assert ("c", ["3"]) in [(entry.key, entry.value) for entry in entries]
    assert report.diagnostics or broken in ("? x", "- b")


@pytest.mark.parametrize(
    "value",
    [
        "Ice: a song",
        '"Ice" and snow',
        "*E. coli* on ice",
        "[Review of] Ice",
        "{ICE} cracks",
        "@home",
    ],
)
def test_what_people_forgot_to_quote_is_taken_as_it_is_printed(value: str) -> None:
    entries, report = reading(f"a: {value}\nb: x\n")
    assert [(entry.key, entry.value) for entry in entries] == [("a", value), ("b", "x")]
    assert [(one.code, one.line) for one in report.diagnostics] == [("yaml-syntax", 1)]


def test_a_broken_item_costs_no_other() -> None:
    text = "x: 1\nlist:\n  - a: 1\n    b: [\n  - c: 2\n  - 'd\n  -\n    e: 3\ny: 2\n"
    entries, report = reading(text, "list")
    assert [(entry.key, entry.number, entry.value) for entry in entries] == [
        ("x", -1, "1"),
        ("list", 0, {"a": "1"}),
        ("list", 1, {"c": "2"}),
        ("list", 2, {}),
        ("list", 3, {"e": "3"}),
        ("y", -1, "2"),
    ]
    assert [entry.unreadable for entry in entries[1:4]] == [("b: [",), (), ("'d",)]
    assert [finding.line for finding in report.diagnostics] == [4, 6]


# Laws


@example({"a": 1e-05, "b": [1e16, [-2.5e-300]], "c": [[[]]], "d": "1e-05"})
@given(st.dictionaries(strategies.texts(), strategies.json_values, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_written_has_the_same_types_for_every_reader(value: dict[str, Any]) -> None:
    text = "".join(yaml_text.block(value)) or "{}"
    assert yaml.safe_load(text) == value
    if hasattr(yaml, "CSafeLoader"):
        assert yaml.load(text, Loader=yaml.CSafeLoader) == value


_DAMAGE = st.sampled_from(
    [*"\"'[]{}:-#&*!|>%@`,\n\t ", "\n  ", "\n- ", "---\n", "...\n", "&a ", "*a", "? ", "|\n", "\0"]
)
_FILES = sorted(
    path
    for folder in ("csl-yaml", "cff", "hayagriva")
    for path in (ROOT / "fixtures" / folder).glob("*/input.*")
)


@given(
    st.sampled_from(_FILES),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 8), _DAMAGE), max_size=4),
)
@settings(max_examples=40, deadline=None)
def test_damage_stops_no_reader_and_both_parsers_agree(
    path: Path, edits: list[tuple[int, int, str]]
) -> None:
    text = path.read_text("utf-8").replace("\t", "    ")
    for at, cut, put in edits:
        at %= len(text) + 1
        text = text[:at] + put + text[at + cut :]
    entries, report = reading(text, "references")
    shown = [(entry.key, entry.number, entry.value) for entry in entries]
    sound = report.counts["error"] == report.counts["warning"] == 0
    if sound and "\t" not in text:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_values, "loader", lambda: yaml.SafeLoader)
            again, second = reading(text, "references")
        assert [(entry.key, entry.number, entry.value) for entry in again] == shown
        assert second.diagnostics == report.diagnostics


def test_yaml_is_imported_only_to_be_read() -> None:
    program = (
        "import sys, io\n"
        "from bibconv import convert\n"
        "convert('@book{a, title={T}}', 'csl-yaml')\n"
        "assert 'yaml' not in sys.modules\n"
        "convert('- {id: a, type: book}', 'ris', source_format='csl-yaml')\n"
        "assert 'yaml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
