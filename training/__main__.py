"""Make the tagger's weights: corpora and synthetic references in, a calibrated network out."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from bibconv.plaintext.words import word_key
from training.calibration import calibrated
from training.corpora import Labelled, labelled, read
from training.export import write_weights
from training.network import Example, Lexicon, Shape, Sums, Tagger, example, sums
from training.synthesis import references

# What a wrong label costs: anystyle-good is not labelled by hand, synthetic ones are not real.
CORPORA = {
    "refs/anystyle-core.jsonl": 1.0,
    "refs/anystyle-good.jsonl": 0.6,
    "refs/grobid.jsonl": 1.0,
    "refs/grobid-header.jsonl": 1.0,
    "refs/kisti.jsonl": 1.0,
    "jats/train.jsonl": 0.8,
}
SYNTHETIC = 0.5
# One reference in so many is kept for the calibration.
_HELD_OUT = 20
_BATCH = 64
_RATE = 3e-3
_WORD_DROPPED = 0.06


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "corpora", type=Path, help="the folder with refs/, jats/, records/, journals/"
    )
    parser.add_argument("--out", type=Path, default=Path("bibconv/plaintext/weights.npz"))
    parser.add_argument(
        "--synthetic", type=int, default=60_000, help="how many references to make of each seed"
    )
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--teachers", type=int, default=2, help="how many networks teach the last")
    parser.add_argument("--teachers-hidden", type=int, default=128)
    parser.add_argument("--teachers-layers", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="a folder for trained networks: what is there is not made again"
    )
    parser.add_argument(
        "--cache", type=Path, nargs="*", help="files of synthetic references to use instead"
    )
    arguments = parser.parse_args()
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # sums are made in one order, whatever the machine

    real, held_out = _real(arguments.corpora)
    if arguments.cache:
        made = [reference for path in arguments.cache for reference in read(path)]
    else:
        makers = [(arguments.corpora, arguments.synthetic, seed) for seed in _MADE_FROM]
        with ProcessPoolExecutor(len(makers)) as pool:
            made = [one for several in pool.map(_made, makers) for one in several]
    synthetic = [(reference, SYNTHETIC) for reference in made if reference.labels]
    seen = Counter(
        word_key(reference.text[start:end])
        for reference, _ in real + synthetic
        for start, end in reference.words.spans
    )
    vocabulary = [word for word, count in seen.most_common(_VOCABULARY) if count >= _SEEN]
    print(f"{len(real)} real, {len(synthetic)} synthetic references; {len(vocabulary)} words")

    lexicon = Lexicon(vocabulary)
    trainer = _Trainer(
        lexicon,
        [example(reference, lexicon, weight) for reference, weight in real],
        [example(reference, lexicon, weight) for reference, weight in synthetic],
        {
            name: [example(reference, lexicon, 1.0) for reference in read(arguments.corpora / name)]
            for name in ("refs/dev.jsonl", "jats/dev.jsonl")
        },
    )
    shape = Shape(hidden=arguments.teachers_hidden, layers=arguments.teachers_layers)
    teachers = []
    for number in range(1, arguments.teachers + 1):
        seed = arguments.seed + number
        kept = arguments.keep and arguments.keep / f"teacher{number}.pt"
        print(f"teacher {number}")
        teachers.append(_kept(kept, partial(trainer.train, shape, arguments.epochs, seed)))
    lessons = trainer.lessons(teachers) if teachers else None
    shape = Shape(hidden=arguments.hidden, layers=arguments.layers)
    network = trainer.train(shape, arguments.epochs, arguments.seed, lessons)
    write_weights(arguments.out, network, vocabulary)
    curves = calibrated(arguments.out, held_out)
    write_weights(arguments.out, network, vocabulary, curves)
    print(f"wrote {arguments.out}, {arguments.out.stat().st_size:,} bytes")


def _kept(path: Path | None, make: Callable[[], Tagger]) -> Tagger:
    """Return the network that a file holds, or make it and keep it there."""
    if path and path.exists():
        found: Tagger = torch.load(path, weights_only=False)
        return found
    network = make()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(network, path)
    return network


# The seeds of the synthetic references, one process each.
_MADE_FROM = (51, 52, 53)


def _made(asked: tuple[Path, int, int]) -> list[Labelled]:
    return [labelled(dict(row)) for row in references(*asked)]


# Words seen less often are known by their parts alone.
_SEEN = 3
_VOCABULARY = 30_000


def _real(corpora: Path) -> tuple[list[tuple[Labelled, float]], list[Labelled]]:
    """Return the labelled references to learn from with their weights, and those held out."""
    real: list[tuple[Labelled, float]] = []
    held_out: list[Labelled] = []
    for name, weight in CORPORA.items():
        for at, reference in enumerate(read(corpora / name)):
            if at % _HELD_OUT == _HELD_OUT - 1:
                held_out.append(reference)
            elif reference.labels:
                real.append((reference, weight))
    return real, held_out


class _Lessons(NamedTuple):
    """What teachers agree on: scores of each example by its place, and of steps between labels."""

    scores: list[Tensor]
    moves: Tensor
    begins: Tensor
    ends: Tensor


class _Trainer:
    """Trains networks on one set of references."""

    def __init__(
        self,
        lexicon: Lexicon,
        real: list[Example],
        synthetic: list[Example],
        watched: dict[str, list[Example]],
    ) -> None:
        self._words = len(lexicon.known)
        self._tables = lexicon.tables()
        self._examples = real + synthetic
        self._real = len(real)
        self._watched = watched

    def train(
        self, shape: Shape, epochs: int, seed: int, lessons: _Lessons | None = None
    ) -> Tagger:
        """Return the average of a network that learns from all real references in each epoch.

        As many synthetic ones as their share allows come with them, in turn.
        """
        torch.manual_seed(seed)
        rng = random.Random(seed)
        network = Tagger(self._words, shape)
        real = list(range(self._real))
        synthetic = list(range(self._real, len(self._examples)))
        share = min(len(synthetic), int(len(real) * _SYNTHETIC_SHARE))
        steps = epochs * ((len(real) + share) // _BATCH + 1)
        optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=1e-4)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, _RATE, steps + epochs * 60, pct_start=0.1
        )
        average = torch.optim.swa_utils.AveragedModel(
            network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
        )
        rng.shuffle(synthetic)
        at = 0
        for epoch in range(epochs):
            started = time.monotonic()
            network.train()
            drawn = [synthetic[(at + k) % len(synthetic)] for k in range(share)]
            at += share
            total = 0.0
            batches = self._batches(real + drawn, rng)
            for places in batches:
                batch = [self._examples[place] for place in places]
                inputs = _tensors(batch, self._tables, dropping=True)
                scores, lengths = network.scores(*inputs[:6]), inputs[5]
                loss = network.loss(scores, inputs[6], lengths)
                if lessons:
                    told = network.taught_loss(scores, _told(lessons, places, lengths), lengths)
                    loss = _TAUGHT * told + (1 - _TAUGHT) * loss
                weights = torch.tensor([one.weight for one in batch])
                loss = (loss * weights).sum() / lengths.sum() * 8
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 2.0)
                optimiser.step()
                schedule.step()
                average.update_parameters(network)
                total += loss.item()
            shown = [f"{total / len(batches):.4f} {time.monotonic() - started:.0f} s"]
            for name, examples in self._watched.items():
                right, whole = _right(average.module, examples, self._tables)
                shown.append(f"{name} words {right:.4f} whole {whole:.4f}")
            print(f"epoch {epoch + 1}:", "  ".join(shown), flush=True)
        network.load_state_dict(average.module.state_dict())
        network.eval()
        return network

    @torch.no_grad()
    def lessons(self, teachers: Sequence[Tagger]) -> _Lessons:
        """Return the mean of teachers' scores, which is the mean of what they hold for probable.

        The mean of logarithms, that is: a path has to be probable to all of them.
        """
        found: list[Tensor] = [torch.empty(0)] * len(self._examples)
        order = sorted(range(len(found)), key=lambda place: len(self._examples[place].words))
        for start in range(0, len(order), 4 * _BATCH):
            places = order[start : start + 4 * _BATCH]
            inputs = _tensors([self._examples[at] for at in places], self._tables, dropping=False)
            scores = _mean([teacher.scores(*inputs[:6]) for teacher in teachers]).half()
            for place, own in zip(places, scores, strict=True):
                found[place] = own[: len(self._examples[place].words)].clone()
        return _Lessons(
            found,
            _mean([teacher.moves for teacher in teachers]),
            _mean([teacher.begins for teacher in teachers]),
            _mean([teacher.ends for teacher in teachers]),
        )

    def _batches(self, places: list[int], rng: random.Random) -> list[list[int]]:
        """Return batches of references of similar length, in random order."""
        rng.shuffle(places)
        batches: list[list[int]] = []
        for start in range(0, len(places), _BATCH * 50):
            chunk = sorted(
                places[start : start + _BATCH * 50], key=lambda at: len(self._examples[at].words)
            )
            batches += [chunk[at : at + _BATCH] for at in range(0, len(chunk), _BATCH)]
        rng.shuffle(batches)
        return batches


def _mean(values: Sequence[Tensor]) -> Tensor:
    return torch.stack([value.detach() for value in values]).mean(0)


@torch.no_grad()
def _told(lessons: _Lessons, places: Sequence[int], lengths: Tensor) -> Sums:
    """Return what the teachers hold for probable in some examples."""
    scores = nn.utils.rnn.pad_sequence([lessons.scores[at] for at in places], batch_first=True)
    return sums(scores.float(), lessons.moves, lessons.begins, lessons.ends, lengths)


# How much of what is learned is the teachers' answer, the rest is the label.
_TAUGHT = 0.7
_SYNTHETIC_SHARE = 1.7


def _tensors(
    batch: Sequence[Example], tables: tuple[Tensor, Tensor, Tensor], *, dropping: bool
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    ids, parts, gap_parts = tables
    lengths = torch.tensor([len(one.words) for one in batch])
    longest = int(lengths.max())
    words = torch.zeros(len(batch), longest, dtype=torch.long)
    gaps = torch.zeros(len(batch), longest + 1, dtype=torch.long)
    italics = torch.zeros(len(batch), longest)
    labels = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, one in enumerate(batch):
        count = len(one.words)
        words[row, :count] = one.words
        gaps[row, : count + 1] = one.gaps
        italics[row, :count] = one.italics
        labels[row, :count] = one.labels
    rows = ids[words]
    if dropping:
        # A word that is not known, and a list that lost its italics, have to be read as well.
        rows = torch.where(torch.rand(rows.shape) < _WORD_DROPPED, 0, rows)
        italics = italics * (torch.rand(len(batch), 1) < 0.6)
    return (
        rows, parts[words], gap_parts[gaps[:, :-1]], gap_parts[gaps[:, 1:]], italics, lengths,
        labels,
    )  # fmt: skip


@torch.no_grad()
def _right(
    network: nn.Module, examples: list[Example], tables: tuple[Tensor, Tensor, Tensor]
) -> tuple[float, float]:
    """Return the shares of words and of references with the labels that they should have."""
    assert isinstance(network, Tagger)
    network.eval()
    words = right = whole = 0
    for start in range(0, len(examples), 64):
        batch = examples[start : start + 64]
        inputs = _tensors(batch, tables, dropping=False)
        paths = network.decode(network.scores(*inputs[:6]), inputs[5])
        for one, path in zip(batch, paths, strict=True):
            good = [a == b for a, b in zip(one.labels.tolist(), path, strict=True)]
            words += len(good)
            right += sum(good)
            whole += all(good)
    return right / words, whole / len(examples)


if __name__ == "__main__":
    main()
