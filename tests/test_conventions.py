"""Tags set right where a convention of print leaves no doubt."""

from __future__ import annotations

import re
from typing import cast

import pytest

from bibconv.plaintext.conventions import settled
from bibconv.plaintext.tagging import Label, Tag

_MARKED = re.compile(r"<(?P<label>[A-Za-z-]+):(?P<text>[^<>]*)>")


def settled_tags(marked: str) -> str:
    """Return what is made of `<author:A. Kim>, <title:Ice>`, in the same form."""
    text, tags, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        end = len(text) + len(match["text"])
        tags.append(Tag(cast(Label, match["label"]), len(text), end, "network", 0.9))
        text += match["text"]
        at = match.end()
    text += marked[at:]
    for tag in reversed(settled(text, tags)):
        inside = f"<{tag.label}:{text[tag.start : tag.end]}>"
        text = text[: tag.start] + inside + text[tag.end :]
    return text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a title's first word is no author
        ("<author:H. Ma, I. King, Sorec>: <title:recommendation>",
         "<author:H. Ma, I. King, ><title:Sorec: recommendation>"),
        ("<author:Roy R, West A. Myofibroblasts>. <title:I. Cells>",
         "<author:Roy R, West A. ><title:Myofibroblasts. I. Cells>"),
        # a body before the date in brackets is no title
        ("<title:Ministry of Parks>. (<issued:2021>). <title:Bobolink>.",
         "<author:Ministry of Parks>. (<issued:2021>). <title:Bobolink>."),
        ("<author:Department of Climate>, <title:Energy and Water>. (<issued:n.d.>). <title:X y>.",
         "<author:Department of Climate, Energy and Water>. (<issued:n.d.>). <title:X y>."),
        # a volume in its venue's run, where there is no other
        ("<journal:Cultural Heritage 5>", "<journal:Cultural Heritage> <volume:5>"),
        ("<journal:Phys. Rev. D 45>", "<journal:Phys. Rev. D> <volume:45>"),
        ("<container-title:Linguistics, Volume 30>",
         "<container-title:Linguistics>, Volume <volume:30>"),
        # what stands beside or in a value tells what it is
        ("ISSN <page:0024-9041>", "ISSN <ISSN:0024-9041>"),
        ("<volume:5> vols. Rome", "<note:5 vols.> Rome"),
        ("vol. <volume:107>, A<issue:8>", "vol. <volume:107>, <issue:A8>"),
        ("<title:X y>. <note:Book Review>", "<title:X y>. <genre:Book Review>"),
    ],
)  # fmt: skip
def test_what_a_convention_tells(marked: str, expected: str) -> None:
    assert settled_tags(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<author:H. Ma, I. King and Plato>. <title:On beauty>",
        "<author:J. Roe, ATLAS>, <title:Search for dijets>",
        "<author:Paul Allison, Madonna>. <title:Missing data>",
        "<title:The bobolink>. (<issued:2021>). <journal:Auk>",
        "<journal:Physica 5>, <volume:12>",
        "<container-title:Apollo 13>",
        "<title:Blade Runner 2>",
        "<volume:5> (<issue:8>), <page:12-15>",
    ],
)
def test_what_is_left_as_it_is(marked: str) -> None:
    assert settled_tags(marked) == marked
