"""A trained network as the file of weights that the package carries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpora import LABELS
from training.network import Tagger


def write_weights(path: Path, net: Tagger, vocabulary: list[str]) -> None:
    """Write a network's weights; tables of rows as bytes with a scale a row, the rest in 16 bits."""
    state = {name: value.detach().cpu().numpy() for name, value in net.state_dict().items()}
    arrays: dict[str, NDArray[np.generic]] = {
        "labels": _bytes("\n".join(LABELS)),
        "vocabulary": _bytes("\n".join(vocabulary)),
        "layers": np.array(net.shape.layers),
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
    for layer in range(net.shape.layers):
        for way in ("", "_reverse"):
            name = f"lstm{layer}{way}"
            arrays[f"{name}_inputs"] = state[f"lstm.weight_ih_l{layer}{way}"].T.astype(np.float16)
            arrays[f"{name}_hidden"] = state[f"lstm.weight_hh_l{layer}{way}"].T.astype(np.float16)
            bias = state[f"lstm.bias_ih_l{layer}{way}"] + state[f"lstm.bias_hh_l{layer}{way}"]
            arrays[f"{name}_bias"] = bias.astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def _bytes(text: str) -> NDArray[np.generic]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)
