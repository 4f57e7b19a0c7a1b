"""A trained network as the file of weights that the package carries."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpora import LABELS
from training.network import Tagger


def write_weights(
    path: Path, net: Tagger, vocabulary: list[str], calibration: NDArray[np.float32] | None = None
) -> None:
    """Write a network's weights: tables as bytes with a scale a row, the rest in 16 or 32 bits."""
    state = {name: value.detach().cpu().numpy() for name, value in net.state_dict().items()}
    arrays: dict[str, NDArray[np.generic]] = {
        "labels": _bytes("\n".join(LABELS)),
        "vocabulary": _bytes("\n".join(vocabulary)),
        "calibration": _UNCALIBRATED if calibration is None else calibration,
        "gaps": state["gaps.weight"].astype(np.float16),
        "out": state["out.weight"].T.astype(np.float16),
        "out_bias": state["out.bias"].astype(np.float32),
        "moves": state["moves"].astype(np.float32),
        "begins": state["begins"].astype(np.float32),
        "ends": state["ends"].astype(np.float32),
    }
    for name in ("words", "parts"):
        table = state[f"{name}.weight"]
        scale = np.maximum(np.abs(table).max(1), 1e-6) / 127
        arrays[name] = np.rint(table / scale[:, None]).astype(np.int8)
        arrays[f"{name}_scale"] = scale.astype(np.float16)
    for way, layer in product(("onward", "back"), range(net.shape.layers)):
        name = f"{way}.{layer}"
        arrays[f"{name}_inputs"] = _gates(state[f"{name}.weight_ih_l0"]).T.astype(np.float16)
        arrays[f"{name}_hidden"] = _gates(state[f"{name}.weight_hh_l0"]).T.astype(np.float16)
        bias = state[f"{name}.bias_ih_l0"] + state[f"{name}.bias_hh_l0"]
        arrays[f"{name}_bias"] = _gates(bias).astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


# The curve that leaves a probability as it is, for the whole and for each label.
_UNCALIBRATED = np.tile(np.array([1.0, 0.0], np.float32), (len(LABELS) + 1, 1))


def _gates(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Put PyTorch's gates (input, forget, cell, output) in the decoder's order, cell last."""
    input_, forget, cell, output = np.split(rows, 4)
    return np.concatenate((input_, forget, output, cell))


def _bytes(text: str) -> NDArray[np.generic]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)
