"""The network against sums over all paths, and words against the text they are cut from."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bibconv.plaintext.network import Habits, Item, Labels, Network, log_odds, network, runs
from bibconv.plaintext.tagging import tag_all
from bibconv.plaintext.tokens import clean
from bibconv.plaintext.words import words_of

LABELS = ("", "author", "title")


def _weights(seed: int) -> dict[str, NDArray[Any]]:
    """Return random weights of a small network: 4 numbers a word, 2 a gap, two layers of 3."""
    rng = np.random.default_rng(seed)
    width, hidden, count = 4 + 2 * 2 + 1, 3, len(LABELS)

    def drawn(*shape: int) -> NDArray[Any]:
        return rng.normal(0, 1, shape).astype(np.float16)

    weights: dict[str, NDArray[Any]] = {
        "labels": np.frombuffer("\n".join(LABELS).encode(), np.uint8),
        "vocabulary": np.frombuffer(b"ice\nfog", np.uint8),
        "calibration": np.tile(np.array([1.0, 0.0], np.float32), (count + 1, 1)),
        "words": rng.integers(-127, 127, (3, 4)).astype(np.int8),
        "words_scale": drawn(3),
        "parts": rng.integers(-127, 127, (16, 4)).astype(np.int8),
        "parts_scale": np.full(16, 0.01, np.float16),
        "gaps": drawn(8, 2),
        "out": drawn(2 * hidden, count),
        "out_bias": drawn(count),
        "moves": drawn(count, count),
        "begins": drawn(count),
        "ends": drawn(count),
    }
    for layer, inputs in enumerate((width, 2 * hidden)):
        for way in (f"onward.{layer}", f"back.{layer}"):
            weights[f"{way}_inputs"] = drawn(inputs, 4 * hidden)
            weights[f"{way}_hidden"] = drawn(hidden, 4 * hidden)
            weights[f"{way}_bias"] = drawn(4 * hidden)
    return weights


_words = st.lists(
    st.sampled_from("Kim A Ice ice fog 2019 12 王 http://a.org".split()), min_size=1, max_size=5
)


@st.composite
def _items(draw: st.DrawFn) -> Item:
    words = draw(_words)
    gaps = [draw(st.sampled_from([" ", ", ", ". ", " (", "^", ""])) for _ in range(len(words) + 1)]
    return Item(words, gaps, [draw(st.booleans()) for _ in words])


@settings(max_examples=40, deadline=None)
@given(_items(), st.integers(0, 5))
def test_labels_and_probabilities_are_those_of_all_paths(item: Item, seed: int) -> None:
    weights = _weights(seed)
    scores = _scores(weights, item)
    moves, begins, ends = (weights[name].astype(float) for name in ("moves", "begins", "ends"))
    weight: dict[tuple[int, ...], float] = {}
    for path in product(range(len(LABELS)), repeat=len(item.words)):
        total = (
            begins[path[0]] + ends[path[-1]] + sum(scores[at][one] for at, one in enumerate(path))
        )
        total += sum(moves[one, two] for one, two in pairwise(path))
        weight[path] = math.exp(total)
    whole = sum(weight.values())
    best = max(weight, key=lambda path: weight[path])
    (found,) = Network(weights).label([item])
    assert found.names == [LABELS[one] for one in best]
    assert found.whole == pytest.approx(weight[best] / whole, rel=1e-2)
    for at, one in enumerate(best):
        own = sum(value for path, value in weight.items() if path[at] == one) / whole
        assert found.own[at] == pytest.approx(own, rel=1e-2)
        if at:
            both = sum(
                v for path, v in weight.items() if path[at - 1 : at + 1] == best[at - 1 : at + 1]
            )
            before = sum(value for path, value in weight.items() if path[at - 1] == best[at - 1])
            assert found.chained[at] == pytest.approx(both / before, rel=1e-2)


def _scores(weights: dict[str, NDArray[Any]], item: Item) -> list[list[float]]:
    """Return the scores of a reference's words, computed one number after the other."""
    both = list(Network(weights)._inputs([item], [len(item.words)])[:, 0].astype(float))
    for layer in range(2):
        both = _layer(weights, layer, both)
    out, bias = weights["out"].astype(float), weights["out_bias"].astype(float)
    return [list(one @ out + bias) for one in both]


def _layer(
    weights: dict[str, NDArray[Any]], layer: int, inputs: list[NDArray[Any]]
) -> list[NDArray[Any]]:
    sides = []
    onward = range(len(inputs))
    for way, order in ((f"onward.{layer}", onward), (f"back.{layer}", reversed(onward))):
        matrix, recurrent = (
            weights[f"{way}_{name}"].astype(float) for name in ("inputs", "hidden")
        )
        size = len(recurrent)
        hidden, cell = np.zeros(size), np.zeros(size)
        states: dict[int, NDArray[Any]] = {}
        for at in order:
            gates = inputs[at] @ matrix + weights[f"{way}_bias"].astype(float) + hidden @ recurrent
            into, keep, out = 1 / (1 + np.exp(-gates[: 3 * size].reshape(3, size)))
            cell = keep * cell + into * np.tanh(gates[3 * size :])
            hidden = out * np.tanh(cell)
            states[at] = hidden
        sides.append(states)
    return [np.concatenate([side[at] for side in sides]) for at in range(len(inputs))]


@settings(max_examples=40, deadline=None)
@given(st.lists(_items(), min_size=1, max_size=6))
def test_a_reference_is_read_alike_in_any_company(items: list[Item]) -> None:
    alone = [network().label([item])[0] for item in items]
    together = network().label(items)
    for one, other in zip(alone, together, strict=True):
        assert one.names == other.names
        assert one.whole == pytest.approx(other.whole, abs=1e-3)


def test_nothing_and_very_much_are_labelled() -> None:
    nothing, much = network().label(
        [Item([], [""], []), Item(["Kim"] * 5000, [", "] * 5001, [False] * 5000)]
    )
    assert nothing == Labels([], [], [], 1.0)
    assert len(much.names) == 5000
    assert all(math.isfinite(value) for value in [*much.own, *much.chained, much.whole])


def test_a_long_reference_stands_beside_few(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Network(_weights(1))
    sizes: list[int] = []
    batch = model._batch

    def counted(items: list[Item], habits: Habits | None) -> Iterator[Labels]:
        sizes.append(len(items) * len(items[0].words))
        return batch(items, habits)

    monkeypatch.setattr(model, "_batch", counted)
    lengths = [*([3, 5] * 40), 30_000, *([6_000] * 5)]
    items = [Item(["ice"] * length, [""] * (length + 1), [False] * length) for length in lengths]
    assert [len(labels.names) for labels in model.label(items)] == lengths
    assert max(sizes) == 30_000


def test_runs_are_the_words_of_one_label() -> None:
    labels = Labels(
        ["", "author", "author", "title", ""], [1, 0.9, 1, 0.5, 1], [1, 1, 0.5, 1, 1], 0.2
    )
    assert [tuple(run) for run in runs(labels)] == [
        ("author", 1, 3, pytest.approx(0.45)),
        ("title", 3, 4, pytest.approx(0.5)),
    ]
    assert log_odds(0.5) == 0
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))


@given(st.text())
def test_words_and_gaps_make_the_text(text: str) -> None:
    words = words_of(text)
    pieces: list[str] = []
    for gap, (start, end) in zip(words.gaps, words.spans, strict=False):
        pieces += [gap, text[start:end]]
    assert "".join([*pieces, words.gaps[-1]]) == text
    assert len(words.gaps) == len(words.spans) + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Phys. Lett. B739", ["Phys", "Lett", "B", "739"]),
        ("l’énergie, J.-P.", ["l", "énergie", "J", "P"]),
        ("第15卷(3)", ["第", "15", "卷", "3"]),
        ("see https://doi.org/10.1/a.b(2).", ["see", "https://doi.org/10.1/a.b(2"]),
        ("10.1002/anie.2014; 12", ["10.1002/anie.2014", "12"]),
        ("10.5 and 10.1", ["10", "5", "and", "10", "1"]),
    ],
)
def test_words(text: str, words: Sequence[str]) -> None:
    assert [text[start:end] for start, end in words_of(text).spans] == list(words)


def test_tags_do_not_overlap_and_are_sure_within_bounds() -> None:
    lines = (
        "Kim A, Roy BC. Ice hears fog. J Cold Syst. 2019;12(3):4-5.",
        "H. Heine: Titel. In: Zeitschrift für Eis 12 (1990), S. 3–9.",
        "???",
        "\u0661\u0662 шум и ярость \x01",
    )
    for tagged in tag_all([clean([(0, line)]) for line in lines]):
        ends = 0
        assert 0 <= tagged.confidence <= 1
        for tag in tagged.tags:
            assert ends <= tag.start < tag.end
            assert 0 <= tag.confidence <= 1
            ends = tag.end
