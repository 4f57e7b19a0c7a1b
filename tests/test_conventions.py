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
        # a journal in guillemets behind a title, and the numbers behind it
        ("<author:A. Kim>, <title:Ice. Fog in songs, «North Lore>», <journal:LX>, <volume:1>-2,"
         " <issued:2020>",
         "<author:A. Kim>, <title:Ice. Fog in songs>, «<journal:North Lore>», <volume:LX>,"
         " <issue:1-2>, <issued:2020>"),
        ("<author:A. Kim>, <journal:Ice and fog, «North Lore>», <volume:108> (in print)",
         "<author:A. Kim>, <title:Ice and fog>, «<journal:North Lore>», <volume:108> (in print)"),
        ("<author:A. Kim>, <title:recensione a B. Roy, Fog>, <issued:2020>, «<journal:North Lore>»,"
         " CXC, fasc. 665, <issued:2022>",
         "<author:A. Kim>, <title:recensione a B. Roy, Fog>, <note:2020>, «<journal:North Lore>»,"
         " <volume:CXC>, fasc. <issue:665>, <issued:2022>"),
        # places and publishers under one label
        ("<title:Fog>, <publisher-place:Roma, Viella>, <issued:2020>",
         "<title:Fog>, <publisher-place:Roma>, <publisher:Viella>, <issued:2020>"),
        ("<title:Fog>. <publisher:Cruz das Almas: EDUFRB>",
         "<title:Fog>. <publisher-place:Cruz das Almas>: <publisher:EDUFRB>"),
        ("<publisher:Vannes, Agence des aires marines>",
         "<publisher-place:Vannes>, <publisher:Agence des aires marines>"),
        ("<container-title:Lexicon>, <publisher-place:XCV, Roma>",
         "<container-title:Lexicon>, <volume:XCV>, <publisher-place:Roma>"),
        ("<journal:North Lore>, <publisher-place:LIX>, 2018",
         "<journal:North Lore>, <volume:LIX>, 2018"),
        # people in capitals before a title; a meeting's short year
        ("<title:KIM ROY, Ana, El agua pleiteada>, <issued:2010>",
         "<author:KIM ROY, Ana>, <title:El agua pleiteada>, <issued:2010>"),
        ("<title:Fog>. <container-title:UIST> '<volume:18>, pages <page:3–12>",
         "<title:Fog>. <container-title:UIST '18>, pages <page:3–12>"),
        ("<title:Fog>. <note:NeurIPS 2023 (Spotlight>)",
         "<title:Fog>. <container-title:NeurIPS 2023><note: (Spotlight>)"),
        # words that mark a value
        ("<journal:medRxiv>. <issued:2023 Nov> <volume:2>:<page:2023.11.02>.<PMID:23297999>.",
         "<journal:medRxiv>. <issued:2023 Nov 2>:<number:2023.11.02.23297999>."),
        ("<title:Handboek (2e, herz>. <publisher:dr.). Coutinho>.",
         "<title:Handboek (><edition:2e, herz. dr.><publisher:). Coutinho>."),
        ("<title:fog: ice in C++, version 1.3>, <issued:2020>",
         "<title:fog: ice in C++, >version <version:1.3>, <issued:2020>"),
        ("In: <container-title:VI Congresso de Gelo, 2015, Natal. Anais do VI Congresso>. Natal:"
         " <issued:2015>",
         "In: <event-title:VI Congresso de Gelo>, 2015, <event-place:Natal>."
         " <container-title:Anais do VI Congresso>. Natal: <issued:2015>"),
        ("<title:Gelo. 1ed.Cruz das Almas: EDUFRB, 2018, v. 1, p. 85-112>.",
         "<title:Gelo. ><edition:1ed>.<publisher-place:Cruz das Almas>: <publisher:EDUFRB>,"
         " <issued:2018>, v. <volume:1>, p. <page:85-112>."),
        ("<author:E. Kim, voce «Roy, Ana>», in <container-title:Lexicon>",
         "<author:E. Kim, >voce «<title:Roy, Ana>», in <container-title:Lexicon>"),
        ("<title:Fog, traduzione italiana di E. Kim>, <publisher-place:Bari>",
         "<title:Fog, >traduzione italiana di <translator:E. Kim>, <publisher-place:Bari>"),
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
        "<title:Fog>. <publisher-place:Cambridge, MA>, <issued:2010>",
        "<title:Fog>. <publisher-place:Paris, France>, <issued:2010>",
        "<title:Fog>. In <container-title:Proceedings>, <publisher-place:Lyon, Villeurbanne>",
        "<title:Le mot «glace»>. <journal:Revue>, <volume:5>",
        "<title:GLOBAL WARMING OF ICE, Causes, Effects>, <issued:2010>",
        "<title:What CHI ’20 papers say>. <journal:Ice>",
        "<title:Fog>. <journal:Ice>. <note:NeurIPS 2023>",
    ],
)
def test_what_is_left_as_it_is(marked: str) -> None:
    assert settled_tags(marked) == marked
