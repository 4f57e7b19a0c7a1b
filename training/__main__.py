"""Make the tagger's weights: corpora and synthetic references in, a calibrated network out."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import torch
from torch import Tensor, nn

from bibconv.plaintext.words import word_key
from training.calibration import calibrated
from training.corpora import Labelled, labelled, read
from training.export import write_weights
from training.network import Example, Lexicon, Shape, Tagger, example
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
    parser.add_argument(
        "--cache", type=Path, nargs="*", help="files of synthetic references to use instead"
    )
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # sums are made in one order, whatever the machine
    rng = random.Random(arguments.seed)

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

    shape = Shape(hidden=arguments.hidden)
    lexicon = Lexicon(vocabulary, shape)
    tagger = _Trainer(Tagger(len(vocabulary), shape), lexicon)
    tagger.train(
        [example(reference, lexicon, weight) for reference, weight in real],
        [example(reference, lexicon, weight) for reference, weight in synthetic],
        arguments.epochs,
        rng,
        {
            name: list(read(arguments.corpora / name))
            for name in ("refs/dev.jsonl", "jats/dev.jsonl")
        },
    )
    write_weights(arguments.out, tagger.network, vocabulary)
    curves = calibrated(arguments.out, held_out)
    write_weights(arguments.out, tagger.network, vocabulary, curves)
    print(f"wrote {arguments.out}, {arguments.out.stat().st_size:,} bytes")


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


class _Trainer:
    """A network in training, and the average of its weights, which is what is kept."""

    def __init__(self, network: Tagger, lexicon: Lexicon) -> None:
        self.network = network
        self._lexicon = lexicon

    def train(
        self,
        real: list[Example],
        synthetic: list[Example],
        epochs: int,
        rng: random.Random,
        watched: dict[str, list[Labelled]],
    ) -> None:
        """Train on all real references and as many synthetic ones an epoch, in turn."""
        watched_examples = {
            name: [example(reference, self._lexicon, 1.0) for reference in rows]
            for name, rows in watched.items()
        }
        tables = self._lexicon.tables()
        share = min(len(synthetic), int(len(real) * _SYNTHETIC_SHARE))
        steps = epochs * ((len(real) + share) // _BATCH + 1)
        network = self.network
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
            batches = _batches(real + drawn, rng)
            for batch in batches:
                inputs = _tensors(batch, tables, dropping=True)
                loss = network.loss(network.scores(*inputs[:6]), inputs[6], inputs[5])
                weights = torch.tensor([one.weight for one in batch])
                loss = (loss * weights).sum() / inputs[5].sum() * 8
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 2.0)
                optimiser.step()
                schedule.step()
                average.update_parameters(network)
                total += loss.item()
            shown = [f"{total / len(batches):.4f} {time.monotonic() - started:.0f} s"]
            for name, examples in watched_examples.items():
                right, whole = _right(average.module, examples, tables)
                shown.append(f"{name} words {right:.4f} whole {whole:.4f}")
            print(f"epoch {epoch + 1}:", "  ".join(shown), flush=True)
        network.load_state_dict(average.module.state_dict())
        network.eval()


_SYNTHETIC_SHARE = 1.7


def _batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Return batches of references of similar length, in random order."""
    examples = list(examples)
    rng.shuffle(examples)
    batches: list[list[Example]] = []
    for start in range(0, len(examples), _BATCH * 50):
        chunk = sorted(examples[start : start + _BATCH * 50], key=lambda one: len(one.words))
        batches += [chunk[at : at + _BATCH] for at in range(0, len(chunk), _BATCH)]
    rng.shuffle(batches)
    return batches


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
