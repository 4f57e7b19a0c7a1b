"""Clean text to labelled ranges: which characters of an entry are its authors, title, venue, …"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from bibconv.plaintext.tokens import Text
from bibconv.plaintext.words import Words, words_of

if TYPE_CHECKING:
    from bibconv.plaintext.network import Item, Labels, Network

# Labels whose text is the value of the CSL variable of that name.
PlainLabel = Literal[
    "title", "container-title", "collection-title", "volume", "issue", "page",
    "number-of-pages", "number", "publisher", "publisher-place", "event-place", "genre", "edition",
    "status", "version", "event-title", "DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN", "abstract",
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


def tag_all(texts: Sequence[Text], groups: Sequence[int] | None = None) -> list[Tagged]:
    """Return the tags of each reference; they do not overlap.

    With `groups`, the references are of one document, each of the group (a section) of that number:
    where its like are surely read in one way, a doubtful one is read so if it can be.
    """
    # numpy takes a tenth of a second to import; lists of records are read without it.
    from bibconv.plaintext.network import Item, network, runs

    model = network()
    words = [words_of(text.text) for text in texts]
    items = [
        Item([text.text[start:end] for start, end in own.spans], own.gaps, _italics(text, own))
        for text, own in zip(texts, words, strict=True)
    ]
    labelled = model.label(items)
    if groups is not None:
        labelled = _with_habits(model, items, labelled, groups)
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
        for own, found in zip(words, labelled, strict=True)
    ]


# A reference as sure as this shows how its document prints them; fewer than so many show nothing.
_SURE, _FEWEST = 0.8, 4


def _with_habits(
    model: Network, items: Sequence[Item], labelled: Sequence[Labels], groups: Sequence[int]
) -> list[Labels]:
    """Return the labels with those of doubtful references made again by the habits of the others.

    These are the habits of its own group, where enough of that are sure, or of the document.
    """
    found = list(labelled)
    sure = [model.confidence("whole", one.whole) >= _SURE for one in found]
    for group in sorted(set(groups)):
        doubtful = [at for at, of in enumerate(groups) if of == group and not sure[at]]
        like = [found[at] for at, of in enumerate(groups) if of == group and sure[at]]
        if len(like) < _FEWEST:
            like = [one for one, is_sure in zip(labelled, sure, strict=True) if is_sure]
        if not doubtful or len(like) < _FEWEST:
            continue
        again = model.label([items[at] for at in doubtful], model.habits(like))
        for at, one in zip(doubtful, again, strict=True):
            found[at] = one
    return found


def _italics(text: Text, words: Words) -> list[bool]:
    if not text.italics:
        return [False] * len(words.spans)
    # The ranges are sorted by their beginnings: the furthest end of those that begin before a word.
    starts = [start for start, _ in text.italics]
    ends = list(accumulate((end for _, end in text.italics), max))
    found = []
    for at, _ in words.spans:
        before = bisect_right(starts, at)
        found.append(before > 0 and at < ends[before - 1])
    return found
