"""Clean text to labelled ranges: which characters of an entry are its authors, title, venue, …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from bibconv.plaintext.tokens import Text
from bibconv.plaintext.words import Words, words_of

# Labels whose text is the value of the CSL variable of that name.
PlainLabel = Literal[
    "title", "container-title", "collection-title", "volume", "issue", "page",
    "number-of-pages", "number", "publisher", "publisher-place", "event-place", "genre", "edition",
    "status", "DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN",
]  # fmt: skip
# `event-place` is a publisher-place that another stands behind. `journal` is a container-title that
# tells the type; `citation-number` is the list's own numbering; `type-mark` is a letter that only
# tells the type ("[J]").
Label = Literal[
    PlainLabel, "journal", "author", "editor", "translator", "issued", "accessed", "arxiv",
    "note", "citation-number", "type-mark",
]  # fmt: skip


class Tag(NamedTuple):
    """A labelled range of clean text: which rule found it, and how sure that is (0 to 1)."""

    label: Label
    start: int
    end: int
    rule: str
    confidence: float


class Tagged(NamedTuple):
    """The tags of a reference in order of place, and the probability that all of them are right."""

    tags: list[Tag]
    confidence: float


def tag_all(texts: Sequence[Text]) -> list[Tagged]:
    """Return the tags of each reference; they do not overlap."""
    # numpy takes a tenth of a second to import; lists of records are read without it.
    from bibconv.plaintext.network import Item, network, runs

    model = network()
    words = [words_of(text.text) for text in texts]
    items = [
        Item([text.text[start:end] for start, end in own.spans], own.gaps, _italics(text, own))
        for text, own in zip(texts, words, strict=True)
    ]
    return [
        Tagged(
            [
                Tag(
                    cast(Label, run.label),
                    own.spans[run.start][0],
                    own.spans[run.end - 1][1],
                    "network",
                    model.confidence(run.label, run.probability),
                )
                for run in runs(found)
            ],
            model.confidence("whole", found.whole),
        )
        for own, found in zip(words, model.label(items), strict=True)
    ]


def _italics(text: Text, words: Words) -> list[bool]:
    if not text.italics:
        return [False] * len(words.spans)
    return [any(start <= at < end for start, end in text.italics) for at, _ in words.spans]
