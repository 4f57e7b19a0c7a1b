"""Labelled references as the network sees them: one convention for all corpora."""

from __future__ import annotations

import re
from typing import Any

import pytest

from training.corpora import LABELS, labelled

_SPAN = re.compile(r"<(?P<label>[\w-]+):(?P<text>[^<>]*)>")


def row(marked: str, **more: Any) -> dict[str, Any]:
    """Return a corpus row of a text with its spans in angle brackets."""
    text, spans, at = "", [], 0
    for match in _SPAN.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match["text"]
        spans.append({"label": match["label"], "start": start, "end": len(text)})
        at = match.end()
    return {"text": text + marked[at:], "spans": spans, "fields": {}, "corpus": "grobid", **more}


def shown(marked: str, **more: Any) -> str:
    """Return the runs of labels and their words."""
    reference = labelled(row(marked, **more))
    out: list[str] = []
    before = ""
    for (start, end), number in zip(reference.words.spans, reference.labels, strict=True):
        label, word = LABELS[number], reference.text[start:end]
        if label and label == before:
            out[-1] += f" {word}"
        elif label:
            out.append(f"{label}: {word}")
        before = label
    return "; ".join(out)


@pytest.mark.parametrize(
    ("marked", "more", "labels"),
    [
        # lead-ins are in the spans of some corpora and outside in others
        ("<container-title:In Ice,> <pages:pp. 3-5.>", {}, "container-title: Ice; page: 3 5"),
        ("<editor:In A. Kim & B. Roy (Eds.),>", {}, "editor: A Kim B Roy"),
        ("<translator:Translated by A. Kim.>", {}, "translator: A Kim"),
        # a volume's span may hold the year, the issue and the pages
        ("<volume:vol. 12, no. 3,>", {"fields": {"issue": "3"}}, "volume: 12; issue: 3"),
        (
            "<volume:2000;355(9222):> <pages:220-1.>",
            {"fields": {"year": "2000", "issue": "9222"}},
            "issued: 2000; volume: 355; issue: 9222; page: 220 1",
        ),
        (
            "<volume:128(1):183–269,>",
            {"fields": {"issue": "1", "page": "183-269"}},
            "volume: 128; issue: 1; page: 183 269",
        ),
        ("<pages:S278-S286>", {}, "page: S 278 S 286"),
        ("<pages:108 p>", {}, "number-of-pages: 108 p"),
        # what PLOS prints where "PubMed PMID:" is meant
        (
            "<title:Ice>. doi: 22415112; PubMed Central PMCID: PMC3553365.",
            {"corpus": "plos"},
            "title: Ice; PMID: 22415112; PMCID: PMC 3553365",
        ),
        ("<title:Ice> in 22415112 grains", {}, "title: Ice"),
        # who is meant
        ("<author:Kim A>, et al. <title:Ice>", {}, "author: Kim A et al; title: Ice"),
        (
            "<publisher:Ice Office> (<date:1996>). <title:Fog>",
            {},
            "author: Ice Office; issued: 1996; title: Fog",
        ),
        (
            "<author:Kim A> <title:Ice>. In: <author:Roy B>, <container-title:Fog>",
            {"corpus": "plos", "type": "book"},
            "author: Kim A; title: Ice; editor: Roy B; container-title: Fog",
        ),
        (
            "<author:Kim A> <container-title:Fog>. <publisher:Ice>",
            {"corpus": "plos", "type": "book"},
            "author: Kim A; title: Fog; publisher: Ice",
        ),
        ("<url:https://doi.org/10.1000/x>", {}, "DOI: https://doi.org/10.1000/x"),
        ("<note:[Accessed 5 May 2015]>", {}, "accessed: 5 May 2015"),
        ("<note:in press>", {}, "status: in press"),
    ],
)  # fmt: skip
def test_conventions_are_evened_out(marked: str, more: dict[str, Any], labels: str) -> None:
    assert shown(marked, **more) == labels
