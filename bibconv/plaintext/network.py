"""The learned network, decoded: words to the most likely labels, and how likely they are.

Layers of a bidirectional LSTM over embeddings of words and of what stands between them, and a
linear-chain conditional random field over its scores; `training/` makes the weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import count, pairwise, takewhile
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bibconv.plaintext.words import gap_parts, parts_of, word_key

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

# So many references are read side by side: more fill no processor's cache better.
_BATCH = 64
# And so many words, those that short references lack beside a long one counted: at 4 kB a word, one
# of 12,000 words beside 63 others would take gigabytes.
_CELLS = 20_000


class Item(NamedTuple):
    """What the network sees of a reference: its words, the gaps around them, which are italic.

    `gaps` has one more item than `words`.
    """

    words: Sequence[str]
    gaps: Sequence[str]
    italics: Sequence[bool]


class Labels(NamedTuple):
    """The most likely labels of a reference's words.

    `own[i]` is the probability of word i's label, `chained[i]` that probability once the label of
    the word before is given: the product of one `own` and the `chained` behind it is the
    probability of a run. `whole` is the probability of all labels together.
    """

    names: list[str]
    own: list[float]
    chained: list[float]
    whole: float


class Run(NamedTuple):
    """Words from `start` up to `end` with one label, and the probability that they all have it."""

    label: str
    start: int
    end: int
    probability: float


def runs(labels: Labels) -> Iterator[Run]:
    """Yield the runs of words with one label; words without one are in no run."""
    names, own, chained = labels.names, labels.own, labels.chained
    at = 0
    while at < len(names):
        end = at + 1
        probability = own[at]
        while end < len(names) and names[end] == names[at]:
            probability *= chained[end]
            end += 1
        if names[at]:
            yield Run(names[at], at, end, probability)
        at = end


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, bounded as a probability in 32 bits has to be."""
    bounded = min(max(probability, 1e-5), 1 - 1e-5)
    return math.log(bounded / (1 - bounded))


class Habits(NamedTuple):
    """What a document's sure references add to the scores of its doubtful ones.

    `begins[a]` is added where a reference begins with label a, `moves[a, b]` where b follows a.
    """

    begins: Floats
    moves: Floats


class Network:
    """Weights, and tables of the words and gaps that were met."""

    def __init__(self, weights: dict[str, NDArray[np.generic]]) -> None:
        self.labels = _text(weights["labels"]).split("\n")
        vocabulary = _text(weights["vocabulary"]).split("\n")
        self._rows = {word: at for at, word in enumerate(vocabulary, 1)}
        self._word_rows = _dequantised(weights, "words")
        self._part_rows = _dequantised(weights, "parts")
        self._gap_rows = _floats(weights["gaps"])
        self._layers = [
            (_Direction(weights, f"onward.{layer}"), _Direction(weights, f"back.{layer}"))
            for layer in takewhile(lambda at: f"onward.{at}_bias" in weights, count())
        ]
        self._out = _floats(weights["out"])
        self._out_bias = _floats(weights["out_bias"])
        self._moves = _floats(weights["moves"])
        self._begins = _floats(weights["begins"])
        self._ends = _floats(weights["ends"])
        curves = _floats(weights["calibration"]).tolist()
        self._curves = dict(zip(["whole", *self.labels], curves, strict=True))
        self._words = _Rows(self._word_rows.shape[1])
        self._gaps = _Rows(self._gap_rows.shape[1])

    def label(self, items: Sequence[Item], habits: Habits | None = None) -> list[Labels]:
        """Return the labels of each reference, in order."""
        labelled = [Labels([], [], [], 1.0)] * len(items)
        order = sorted(
            (at for at, item in enumerate(items) if item.words),
            key=lambda at: len(items[at].words),
            reverse=True,
        )
        start = 0
        while start < len(order):
            self._words.bound()
            self._gaps.bound()
            longest = len(items[order[start]].words)
            batch = order[start : start + max(1, min(_BATCH, _CELLS // longest))]
            start += len(batch)
            several = self._batch([items[at] for at in batch], habits)
            for at, found in zip(batch, several, strict=True):
                labelled[at] = found
        return labelled

    def habits(self, sure: Sequence[Labels]) -> Habits:
        """Return what is usual in references that are surely right.

        A step that none of them has, from a label that many have, costs the doubtful ones the more
        the more there are; so does a beginning that few have.
        """
        count = len(self.labels)
        places = {name: at for at, name in enumerate(self.labels)}
        begins, moves = np.zeros(count, np.float32), np.zeros((count, count), np.float32)
        for labels in sure:
            path = [places[name] for name in labels.names]
            if path:
                begins[path[0]] += 1
            for before, label in pairwise(path):
                moves[before, label] += before != label
        strange = np.where(moves > 0, 0, -_STRANGE_STEP * np.log1p(moves.sum(1, keepdims=True) / 2))
        np.fill_diagonal(strange, 0)
        rare = _RARE_BEGINNING * np.log((begins + 1) / (begins.max() + 1))
        return Habits(rare.astype(np.float32), strange.astype(np.float32))

    def confidence(self, label: str, probability: float) -> float:
        """Return how often a label of that probability is right; "whole" stands for all labels."""
        slope, offset = self._curves[label]
        return 1 / (1 + math.exp(-(slope * log_odds(probability) + offset)))

    def _batch(self, items: list[Item], habits: Habits | None) -> Iterator[Labels]:
        """Label references that are sorted by length, longest first."""
        lengths = [len(item.words) for item in items]
        # How many references have a word at each place: the rows that are still at work there.
        active = [0] * lengths[0]
        for length in lengths:
            active[length - 1] += 1
        for at in range(lengths[0] - 2, -1, -1):
            active[at] += active[at + 1]
        hidden = self._inputs(items, lengths)
        for onward, back in self._layers:
            before = onward.run(hidden, active, backwards=False)
            hidden = np.concatenate((before, back.run(hidden, active, backwards=True)), axis=2)
        steps, rows, width = hidden.shape
        scores = (hidden.reshape(-1, width) @ self._out).reshape(steps, rows, -1) + self._out_bias
        begins, moves = self._begins, self._moves
        if habits:
            begins, moves = begins + habits.begins, moves + habits.moves
        return self._decode(scores, lengths, active, begins, moves)

    def _inputs(self, items: list[Item], lengths: list[int]) -> Floats:
        """Return (places, references, features)."""
        steps, rows = lengths[0], len(items)
        words = np.zeros((rows, steps), np.intp)
        gaps = np.zeros((rows, steps + 1), np.intp)
        italics = np.zeros((rows, steps), np.float32)
        for row, (item, length) in enumerate(zip(items, lengths, strict=True)):
            words[row, :length] = self._words.places(item.words, self._word_rows_of)
            first, *between, last = item.gaps
            gaps[row, : length + 1] = self._gaps.places(
                ["^" + first, *between, last + "$"], self._gap_rows_of
            )
            if any(item.italics):
                italics[row, :length] = item.italics
        word_table, gap_table = self._words.table(), self._gaps.table()
        return np.concatenate(
            (
                word_table[words.T],
                gap_table[gaps[:, :-1].T],
                gap_table[gaps[:, 1:].T],
                italics.T[:, :, np.newaxis],
            ),
            axis=2,
        )

    def _word_rows_of(self, words: Sequence[str]) -> Floats:
        count = len(self._part_rows)
        parts = [[crc32(part.encode()) % count for part in parts_of(word)] for word in words]
        # Numbers are known by one part, all others by as many as there are.
        most = max(map(len, parts))
        rows: Floats = self._part_rows[
            [own if len(own) == most else own * most for own in parts]
        ].mean(1)
        # A word that is not in the vocabulary is known by its parts alone: its first row is nought.
        rows += self._word_rows[[self._rows.get(word_key(word), 0) for word in words]]
        return rows

    def _gap_rows_of(self, gaps: Sequence[str]) -> Floats:
        count = len(self._gap_rows)
        parts = [[crc32(part.encode()) % count for part in gap_parts(gap)] for gap in gaps]
        rows: Floats = self._gap_rows[parts].mean(1)
        return rows

    def _decode(
        self,
        scores: Floats,
        lengths: list[int],
        active: list[int],
        begins: Floats,
        moves: Floats,
    ) -> Iterator[Labels]:
        """Find the best path of each reference, and the probabilities along it."""
        steps, rows = scores.shape[:2]
        # Viterbi's algorithm; where a label came from is looked up on the way back.
        best = scores.copy()
        best[0] += begins
        across = moves.T[np.newaxis]
        for at in range(1, steps):
            n = active[at]
            best[at, :n] += (best[at - 1, :n, np.newaxis, :] + across).max(2)
        ends = np.array(lengths) - 1
        path = np.zeros((steps, rows), np.intp)
        path[ends, np.arange(rows)] = (best[ends, np.arange(rows)] + self._ends).argmax(1)
        for at in range(steps - 2, -1, -1):
            n = active[at + 1]
            path[at, :n] = (best[at, :n] + moves.T[path[at + 1, :n]]).argmax(1)
        # Forward and backward sums as probabilities, scaled at each place.
        steps_of = np.exp(moves)
        emitted = np.exp(scores - scores.max(2, keepdims=True))
        forward = np.zeros_like(scores)
        scale = np.ones((steps, rows), np.float32)
        forward[0] = emitted[0] * np.exp(begins)
        for at in range(steps):
            n = active[at]
            if at:
                np.multiply(forward[at - 1, :n] @ steps_of, emitted[at, :n], out=forward[at, :n])
            scale[at, :n] = forward[at, :n].sum(1)
            forward[at, :n] /= scale[at, :n, np.newaxis]
        backward = np.zeros_like(scores)
        ending = np.exp(self._ends)
        backward[ends, np.arange(rows)] = ending
        for at in range(steps - 2, -1, -1):
            n = active[at + 1]
            backward[at, :n] = (emitted[at + 1, :n] * backward[at + 1, :n]) @ steps_of.T
            backward[at, :n] /= scale[at + 1, :n, np.newaxis]
        total = (forward * backward).sum(2)
        place, row = np.arange(steps)[:, np.newaxis], np.arange(rows)[np.newaxis]
        on_path = forward[place, row, path] * backward[place, row, path]
        own = on_path / np.maximum(total, _TINY)
        chained = np.ones_like(own)
        if steps > 1:
            pair = (
                forward[place[:-1], row, path[:-1]]
                * steps_of[path[:-1], path[1:]]
                * emitted[place[1:], row, path[1:]]
                * backward[place[1:], row, path[1:]]
                / scale[1:]
            )
            chained[1:] = pair / np.maximum(on_path[:-1], _TINY)
        names = self.labels
        for column, length in enumerate(lengths):
            own_here = np.minimum(own[:length, column], 1.0)
            chained_here = np.minimum(chained[:length, column], 1.0)
            whole = float(own_here[0]) * float(np.prod(chained_here[1:], dtype=np.float64))
            yield Labels(
                [names[label] for label in path[:length, column].tolist()],
                own_here.tolist(),
                chained_here.tolist(),
                whole,
            )


# Measured on lists of whole articles in the development sets, and on CVs.
_STRANGE_STEP, _RARE_BEGINNING = 0.8, 1.0
# Divisors are kept above this: a path so unlikely has the probability nought anyway.
_TINY = np.float32(1e-30)


class _Direction:
    """One direction of the LSTM.

    The columns of the weights are the input, forget, output and cell gates. A sigmoid is a tanh of
    half its argument, so the first three are halved once and one call does all four.
    """

    def __init__(self, weights: dict[str, NDArray[np.generic]], name: str) -> None:
        self._inputs = _floats(weights[f"{name}_inputs"])
        self._hidden = _floats(weights[f"{name}_hidden"])
        self._bias = _floats(weights[f"{name}_bias"])
        self._size = len(self._hidden)
        for part in (self._inputs, self._hidden, self._bias):
            part[..., : 3 * self._size] *= 0.5

    def run(self, inputs: Floats, active: list[int], *, backwards: bool) -> Floats:
        """Return the hidden states (places, references, size)."""
        steps, rows, width = inputs.shape
        size = self._size
        gates = (inputs.reshape(-1, width) @ self._inputs).reshape(steps, rows, 4 * size)
        gates += self._bias
        states = np.zeros((steps, rows, size), np.float32)
        hidden = np.zeros((rows, size), np.float32)
        cell = np.zeros((rows, size), np.float32)
        recurrent = np.empty((rows, 4 * size), np.float32)
        squashed = np.empty((rows, size), np.float32)
        for at in range(steps - 1, -1, -1) if backwards else range(steps):
            n = active[at]
            gate = gates[at, :n]
            gate += np.matmul(hidden[:n], self._hidden, out=recurrent[:n])
            np.tanh(gate, out=gate)
            sigmoids = gate[:, : 3 * size]
            sigmoids *= 0.5
            sigmoids += 0.5
            candidate = gate[:, 3 * size :]
            candidate *= gate[:, :size]
            now = cell[:n]
            now *= gate[:, size : 2 * size]
            now += candidate
            hidden = states[at]
            np.multiply(
                gate[:, 2 * size : 3 * size], np.tanh(now, out=squashed[:n]), out=hidden[:n]
            )
        return states


class _Rows:
    """A table of rows that grows with what is asked for: equal words are looked up once."""

    # Words of names and titles never end; past this the table starts anew.
    _MOST = 50_000

    def __init__(self, width: int) -> None:
        self._at: dict[str, int] = {}
        self._held = np.zeros((1024, width), np.float32)

    def places(self, keys: Sequence[str], make: Callable[[Sequence[str]], Floats]) -> list[int]:
        """Return each key's place in the table; `make` is asked for the rows of new ones."""
        try:
            return [self._at[key] for key in keys]
        except KeyError:
            new = list(dict.fromkeys(key for key in keys if key not in self._at))
        first = len(self._at)
        while first + len(new) > len(self._held):
            self._held = np.concatenate((self._held, np.zeros_like(self._held)))
        self._held[first : first + len(new)] = make(new)
        self._at.update(zip(new, range(first, first + len(new)), strict=True))
        return [self._at[key] for key in keys]

    def bound(self) -> None:
        """Start anew where the table has grown too long."""
        if len(self._at) > self._MOST:
            self._at.clear()

    def table(self) -> Floats:
        return self._held


def _floats(values: NDArray[np.generic]) -> Floats:
    return values.astype(np.float32)  # always a copy


def _dequantised(weights: dict[str, NDArray[np.generic]], name: str) -> Floats:
    """Return a table that is kept as bytes with a scale for each row."""
    return _floats(weights[name]) * _floats(weights[f"{name}_scale"])[:, np.newaxis]


def _text(values: NDArray[np.generic]) -> str:
    return values.tobytes().decode("utf-8")


@cache
def network() -> Network:
    """Return the network whose weights the package carries."""
    with files("bibconv.plaintext").joinpath("weights.npz").open("rb") as stream:
        loaded = np.load(stream, allow_pickle=False)
        return Network({name: loaded[name] for name in loaded.files})
