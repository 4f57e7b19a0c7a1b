"""The network that is trained: embeddings of words and gaps, a bidirectional LSTM, a CRF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

import torch
from torch import Tensor, nn

from bibconv.plaintext.words import gap_parts, parts_of, word_key
from training.corpora import LABELS, Labelled


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network."""

    word: int = 64
    gap: int = 24
    hidden: int = 128
    layers: int = 1


PART_ROWS, GAP_ROWS = 8192, 512  # rows that parts share by their hash
PARTS = 9  # as many as `parts_of` gives at most


class Lexicon:
    """Numbers for words: which row is theirs, which rows their parts have; grows as it is asked."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.known = {word: at for at, word in enumerate(vocabulary, 1)}
        self.words: dict[str, int] = {}
        self.rows: list[tuple[int, list[int]]] = []
        self.gaps: dict[str, int] = {}
        self.gap_parts: list[list[int]] = []

    def word(self, word: str) -> int:
        at = self.words.get(word)
        if at is None:
            at = self.words[word] = len(self.rows)
            parts = [crc32(part.encode()) % PART_ROWS for part in parts_of(word)]
            self.rows.append((self.known.get(word_key(word), 0), parts))
        return at

    def gap(self, gap: str) -> int:
        at = self.gaps.get(gap)
        if at is None:
            at = self.gaps[gap] = len(self.gap_parts)
            self.gap_parts.append([crc32(p.encode()) % GAP_ROWS for p in gap_parts(gap)])
        return at

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return the row of each word, its parts (padded with -1), the parts of each gap."""
        ids = torch.tensor([row for row, _ in self.rows])
        parts = torch.full((len(self.rows), PARTS), -1)
        for at, (_, own) in enumerate(self.rows):
            parts[at, : len(own)] = torch.tensor(own)
        return ids, parts, torch.tensor(self.gap_parts)


class Sums(NamedTuple):
    """Sums over all paths of sequences, as probabilities scaled at each word.

    `total` is the logarithm of the sum of each sequence; `single` (sequence, word, label) is how
    probable each label is, `pairs` (sequence, label, label) how often a step is expected in it.
    """

    total: Tensor
    single: Tensor
    pairs: Tensor


def sums(scores: Tensor, moves: Tensor, begins: Tensor, ends: Tensor, lengths: Tensor) -> Sums:
    """Sum forward and backward: Rabiner, "A Tutorial on Hidden Markov Models", 1989, V.A."""
    batch, length, count = scores.shape
    mask = torch.arange(length)[None, :] < lengths[:, None]
    peaks = scores.max(2, keepdim=True).values
    emitted = torch.exp(scores - peaks)
    across, ending = torch.exp(moves), torch.exp(ends)
    forward = torch.empty_like(scores)
    scale = torch.ones(batch, length)
    now = emitted[:, 0] * torch.exp(begins)
    for at in range(length):
        if at:
            now = torch.where(mask[:, at, None], (now @ across) * emitted[:, at], now)
        scale[:, at] = now.sum(1)
        now = now / scale[:, at, None]
        forward[:, at] = now
    final = (now * ending).sum(1)
    total = (torch.log(scale) + peaks.squeeze(2) * mask).sum(1) + torch.log(final)
    backward = torch.empty_like(scores)
    now = (ending / final[:, None]).expand(batch, count)
    ahead = torch.zeros_like(scores)
    for at in range(length - 1, -1, -1):
        backward[:, at] = now
        if at:
            ahead[:, at] = emitted[:, at] * now / scale[:, at, None] * mask[:, at, None]
            now = torch.where(mask[:, at, None], ahead[:, at] @ across.T, now)
    single = forward * backward * mask.unsqueeze(2)
    pairs = torch.bmm(forward[:, :-1].transpose(1, 2), ahead[:, 1:]) * across
    return Sums(total, single, pairs)


class _Partition(torch.autograd.Function):
    """The logarithm of the sum over all paths; its gradient is how probable each step of them is.

    Differentiating the loop itself takes eight times as long.
    """

    @staticmethod
    def forward(
        ctx: Any, scores: Tensor, moves: Tensor, begins: Tensor, ends: Tensor, lengths: Tensor
    ) -> Tensor:
        found = sums(scores, moves, begins, ends, lengths)
        ctx.save_for_backward(found.single, found.pairs, lengths)
        return found.total

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, None]:
        single, pairs, lengths = ctx.saved_tensors
        slope = slopes[0]
        rows = torch.arange(len(lengths))
        return (
            single * slope[:, None, None],
            (pairs * slope[:, None, None]).sum(0),
            (single[:, 0] * slope[:, None]).sum(0),
            (single[rows, lengths - 1] * slope[:, None]).sum(0),
            None,
        )


class Tagger(nn.Module):
    """Scores of labels for words, and of labels for neighbours."""

    def __init__(self, vocabulary: int, shape: Shape, dropout: float = 0.35) -> None:
        super().__init__()
        self.shape = shape
        labels = len(LABELS)
        self.words = nn.Embedding(vocabulary + 1, shape.word, padding_idx=0)
        self.parts = nn.Embedding(PART_ROWS, shape.word)
        self.gaps = nn.Embedding(GAP_ROWS, shape.gap)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.parts.weight, std=0.3)
        nn.init.normal_(self.gaps.weight, std=0.5)
        with torch.no_grad():
            self.words.weight[0] = 0
        width = shape.word + 2 * shape.gap + 1
        widths = [width, *[2 * shape.hidden] * (shape.layers - 1)]
        self.onward = nn.ModuleList(nn.LSTM(w, shape.hidden, batch_first=True) for w in widths)
        self.back = nn.ModuleList(nn.LSTM(w, shape.hidden, batch_first=True) for w in widths)
        self.out = nn.Linear(2 * shape.hidden, labels)
        self.moves = nn.Parameter(torch.zeros(labels, labels))
        self.begins = nn.Parameter(torch.zeros(labels))
        self.ends = nn.Parameter(torch.zeros(labels))
        self.dropout = nn.Dropout(dropout)

    def scores(
        self,
        ids: Tensor,
        parts: Tensor,
        before: Tensor,
        after: Tensor,
        italic: Tensor,
        lengths: Tensor,
    ) -> Tensor:
        """Return (batch, words, labels)."""
        mask = (parts >= 0).unsqueeze(-1)
        embedded = self.parts(parts.clamp(min=0)) * mask
        words = self.words(ids) + embedded.sum(-2) / mask.sum(-2).clamp(min=1)
        gaps_before = self.gaps(before).mean(-2)
        gaps_after = self.gaps(after).mean(-2)
        inputs = torch.cat((words, gaps_before, gaps_after, italic.unsqueeze(-1)), -1)
        # Each sequence turned round by itself: PyTorch's packed sequences take twice as long.
        places = torch.arange(inputs.shape[1]).expand(inputs.shape[:2])
        turned = torch.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)
        hidden = inputs
        for onward, back in zip(self.onward, self.back, strict=True):
            hidden = self.dropout(hidden)
            hidden = torch.cat(
                (onward(hidden)[0], _taken(back(_taken(hidden, turned))[0], turned)), -1
            )
        return self.out(self.dropout(hidden))

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Return the negative log likelihood of each sequence."""
        rows = torch.arange(len(lengths))
        mask = torch.arange(scores.shape[1])[None, :] < lengths[:, None]
        steps = scores.gather(2, labels.unsqueeze(2)).squeeze(2)
        moved = self.moves[labels[:, :-1], labels[:, 1:]]
        gold = (
            (steps * mask).sum(1)
            + (moved * mask[:, 1:]).sum(1)
            + self.begins[labels[:, 0]]
            + self.ends[labels[rows, lengths - 1]]
        )
        return self._total(scores, lengths) - gold

    def taught_loss(self, scores: Tensor, taught: Sums, lengths: Tensor) -> Tensor:
        """Return the cross entropy of each sequence's paths to those that teachers expect.

        It needs no more of them than the probability of each label and of each step: Wang et al.,
        "Structural Knowledge Distillation", 2020, equation 8.
        """
        single = taught.single
        rows = torch.arange(len(lengths))
        expected = (
            (scores * single).sum((1, 2))
            + (taught.pairs * self.moves).sum((1, 2))
            + single[:, 0] @ self.begins
            + single[rows, lengths - 1] @ self.ends
        )
        return self._total(scores, lengths) - expected

    def _total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        total: Tensor = _Partition.apply(scores, self.moves, self.begins, self.ends, lengths)
        return total

    @torch.no_grad()
    def decode(self, scores: Tensor, lengths: Tensor) -> list[list[int]]:
        """Return the best labels of each sequence."""
        batch, length, _ = scores.shape
        best = self.begins + scores[:, 0]
        back: list[Tensor] = []
        last = best + self.ends
        finals = torch.where((lengths == 1).unsqueeze(1), last, torch.zeros_like(last))
        for at in range(1, length):
            step, origin = (best.unsqueeze(2) + self.moves).max(1)
            best = step + scores[:, at]
            back.append(origin)
            finals = torch.where((lengths == at + 1).unsqueeze(1), best + self.ends, finals)
        out: list[list[int]] = []
        for row in range(batch):
            label = int(finals[row].argmax())
            path = [label]
            for at in range(int(lengths[row]) - 2, -1, -1):
                label = int(back[at][row, label])
                path.append(label)
            out.append(path[::-1])
        return out


def _taken(values: Tensor, places: Tensor) -> Tensor:
    return values.gather(1, places.unsqueeze(2).expand(-1, -1, values.shape[2]))


@dataclass(frozen=True, slots=True)
class Example:
    """A reference as numbers."""

    words: Tensor
    gaps: Tensor
    italics: Tensor
    labels: Tensor
    weight: float


def example(reference: Labelled, lexicon: Lexicon, weight: float) -> Example:
    words = [lexicon.word(reference.text[start:end]) for start, end in reference.words.spans]
    first, *between, last = reference.words.gaps
    gaps = [lexicon.gap(gap) for gap in ("^" + first, *between, last + "$")]
    return Example(
        torch.tensor(words),
        torch.tensor(gaps),
        torch.tensor(reference.italics, dtype=torch.float32),
        torch.tensor(reference.labels),
        weight,
    )
