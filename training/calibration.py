"""How sure the tagger may be: its probabilities against how often it was right."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bibconv.plaintext.network import Item, Network, log_odds, runs
from training.corpora import LABELS, Labelled


def calibrated(weights: Path, held_out: list[Labelled]) -> NDArray[np.float32]:
    """Return slope and offset of a logistic curve over log-odds: the whole's, then each label's.

    They are fitted to references that the network has not learned from.
    """
    with weights.open("rb") as stream:
        loaded = np.load(stream, allow_pickle=False)
        network = Network({name: loaded[name] for name in loaded.files})
    fields: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    wholes: list[tuple[float, bool]] = []
    items = [
        Item(
            [reference.text[start:end] for start, end in reference.words.spans],
            reference.words.gaps,
            reference.italics,
        )
        for reference in held_out
    ]
    for reference, found in zip(held_out, network.label(items), strict=True):
        gold = [LABELS[label] for label in reference.labels]
        wholes.append((found.whole, list(map(_told, gold)) == list(map(_told, found.names))))
        for label, start, end, sure in runs(found):
            right = (
                all(one == label for one in gold[start:end])
                and (start == 0 or gold[start - 1] != label)
                and (end == len(gold) or gold[end] != label)
            )
            fields[label].append((sure, right))
    everything = [pair for pairs in fields.values() for pair in pairs]
    common = _fit(everything, (1.0, 0.0), 1.0)
    curves = [_fit(fields[label], common, 8.0) if label else common for label in LABELS]
    return np.array([_fit(wholes, (1.0, 0.0), 1.0), *curves], np.float32)


def _told(label: str) -> str:
    """Return what of a label makes a record wrong: whether a word is a note or nothing does not."""
    return "" if label in ("note", "citation-number") else label


def _fit(
    pairs: list[tuple[float, bool]], prior: tuple[float, float], weight: float
) -> tuple[float, float]:
    """Return slope and offset by Newton's method, drawn to `prior` as by `weight` references."""
    start = np.array(prior)
    curve = start.copy()
    if not pairs:
        return prior
    features = np.array([(log_odds(sure), 1.0) for sure, _ in pairs])
    right = np.array([good for _, good in pairs], float)
    for _ in range(60):
        expected = 1 / (1 + np.exp(-np.clip(features @ curve, -30, 30)))
        slope = features.T @ (right - expected) - weight * (curve - start)
        bend = (features * (expected * (1 - expected))[:, None]).T @ features
        step = np.linalg.solve(bend + weight * np.eye(2), slope)
        curve += np.clip(step, -0.5, 0.5)  # whole steps overshoot where all answers were right
        if np.abs(step).max() < 1e-6:
            break
    return float(curve[0]), float(curve[1])
