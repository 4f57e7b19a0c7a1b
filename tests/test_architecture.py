"""Imports point one way, modules stay one idea long, and lines are cut at line feeds only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# From the left to the right, and never back. A line is a layer; what shares one is independent of
# the others in it, or a package.
LAYERS = (
    "__main__",
    "cli",
    "options job",
    "console",
    "__init__",
    "api",
    "archive",
    "batch manifest",
    "plan",
    "conversion",
    "merge profiles capacity",
    "adjustments sameness",
    "output registry filters",
    "formats plaintext",
    "csl",
    "documents",
    "format",
    "values",
    "record",
    "variables",
    "diagnostics",
    "source xmltree streams version",
    "positions",
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names.split()}
MODULES = sorted((ROOT / "bibconv").rglob("*.py"))


def layer(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            submodules = (f"{node.module}.{alias.name}" for alias in node.names)
            files = (ROOT / f"{name.replace('.', '/')}" for name in submodules)
            for file, alias in zip(files, node.names, strict=True):
                is_module = file.with_suffix(".py").is_file() or file.is_dir()
                yield f"{node.module}.{alias.name}" if is_module else f"{node.module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_right(path: Path) -> None:
    own = path.relative_to(ROOT / "bibconv").with_suffix("").parts
    for module in imported(path):
        if module.split(".")[0] != "bibconv":
            continue
        other = layer(module)
        same_package = len(own) > 1 and own[0] == other
        assert same_package or LEVEL[other] > LEVEL[own[0]], f"{own} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_idea(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 600
    # str.splitlines cuts at U+2028 and form feeds, which stand inside values.
    assert ".splitlines(" not in text
    if text:
        assert ast.get_docstring(ast.parse(text))


def test_formats_do_not_know_each_other() -> None:
    """What two formats share lies in a module that is no format."""
    formats = {
        path.stem
        for path in (ROOT / "bibconv/formats").glob("*.py")
        if "\nFORMAT" in path.read_text("utf-8")
    }
    for name in formats:
        used = {
            module.rpartition(".")[2] for module in imported(ROOT / f"bibconv/formats/{name}.py")
        }
        assert not used & formats - {name}
