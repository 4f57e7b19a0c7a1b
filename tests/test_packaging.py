"""The styles are found wherever the package is installed from."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Every name in the project's own table, and where that table was found.
LOOK = """
import bibconv
from bibconv.csl import styles
for name in styles.aliases():
    styles.find_style(name)
print(bibconv.__file__)
print(styles.data_file("aliases.json"))
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--wheel-dir", str(folder), str(ROOT)],
        check=True, timeout=120,
    )  # fmt: skip
    (built,) = folder.glob("bibconv-*.whl")
    return built


def look(package: Path, folder: Path) -> tuple[Path, Path]:
    """Return where the package and its styles are found from another folder."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**os.environ, "PYTHONPATH": str(package)},
        cwd=folder, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    module, table = ran.stdout.split("\n")[:2]
    return Path(module), Path(table)


def test_styles_of_a_wheel(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    module, table = look(installed, tmp_path)
    assert module.is_relative_to(installed)
    assert table.is_relative_to(installed)


def test_styles_of_a_checkout(tmp_path: Path) -> None:
    module, table = look(ROOT, tmp_path)
    assert module == ROOT / "bibconv/__init__.py"
    assert table == ROOT / "styles/aliases.json"


def test_styles_of_an_editable_install(tmp_path: Path) -> None:
    # PEP 660: an editable install is a wheel as well, which names the checkout in a .pth file.
    build = "import sys, hatchling.build; print(hatchling.build.build_editable(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    installed = tmp_path / "site"
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as archive:
        archive.extractall(installed)
    # Before the place where the tests' own bibconv is installed, which keeps the dependencies.
    places = str(installed), sysconfig.get_path("purelib")
    order = f"site.addsitedir({places[0]!r}); sys.path.append({places[1]!r})"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import site, sys; {order}{LOOK}"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    module, table = ran.stdout.split("\n")[:2]
    assert module == str(ROOT / "bibconv/__init__.py")
    assert table == str(ROOT / "styles/aliases.json")


def test_a_wheel_holds_the_package_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "bibconv").rglob("*.py")}
    assert modules <= names
    assert "bibconv/py.typed" in names
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"bibconv"}
    data = {str(path.relative_to(ROOT)) for path in (ROOT / "bibconv").rglob("*.toml")}
    assert data <= names


def test_the_version_is_the_package_s(wheel: Path) -> None:
    import bibconv

    assert wheel.name.startswith(f"bibconv-{bibconv.__version__}-")
