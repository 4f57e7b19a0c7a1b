"""The vocabulary is CSL 1.0.2's, no word more or less."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bibconv.formats.ris_tables import KNOWN_TAGS, NAME_TAGS, TEXT_TAGS, TYPES
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, NUMBER_VARS, TEXT_VARS
from tests.conftest import ROOT

SCHEMA = ROOT.parent / "shared" / "schema" / "csl-data.json"
# Properties of an item that are no variables.
OTHERS = {"id", "type", "categories", "custom"}


@pytest.fixture(scope="module")
def properties() -> dict[str, Any]:
    if not SCHEMA.exists():
        pytest.skip("the CSL schema lies beside the repository")
    found: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))["items"]["properties"]
    return found


def test_types(properties: dict[str, Any]) -> None:
    assert set(properties["type"]["enum"]) == ITEM_TYPES


def test_variables(properties: dict[str, Any]) -> None:
    assert set(properties) == TEXT_VARS | NAME_VARS | DATE_VARS | OTHERS


def test_names_dates_and_numbers_by_their_shape(properties: dict[str, Any]) -> None:
    shapes = {name: json.dumps(shape) for name, shape in properties.items()}
    assert {name for name, shape in shapes.items() if "name-variable" in shape} == NAME_VARS
    assert {name for name, shape in shapes.items() if "date-variable" in shape} == DATE_VARS
    numbers = {name for name, shape in shapes.items() if '["string", "number"]' in shape}
    assert numbers - OTHERS == NUMBER_VARS


def test_no_variable_has_two_shapes() -> None:
    assert NUMBER_VARS < TEXT_VARS
    assert not TEXT_VARS & NAME_VARS
    assert not TEXT_VARS & DATE_VARS
    assert not NAME_VARS & DATE_VARS


def test_the_tables_of_ris_speak_it() -> None:
    assert set(TYPES.values()) <= ITEM_TYPES
    assert {name for _, name, _ in TEXT_TAGS} <= TEXT_VARS
    assert {name for _, name, _ in NAME_TAGS} <= NAME_VARS
    assert {tag for tag, _, _ in (*TEXT_TAGS, *NAME_TAGS)} <= KNOWN_TAGS
