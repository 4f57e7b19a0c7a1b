"""References read from plain text, measured: right fields, honest confidences, speed.

    python benchmarks/references.py [GOLD.jsonl ...] [--tools FOLDER] [--no-speed]

GOLD has one labelled reference a line; without it, the development set beside the checkout is
taken. The texts go through `bibconv parse --entries line` and its answers through the scorer
`score_references.py` of FOLDER, which needs rapidfuzz. Printed are, for each file:

right       micro F1 and whole references, exact and tolerant; F1 by field, the worst first
calibrated  expected calibration error (ECE) of fields and of records in ten bins, exact; and how
            many records are at least 0.95 sure, and how many of those are wholly right
speed       references a CPU second over 10,000 lines, with the start of the program apart
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
Gold = dict[str, Any]

# Where a scored field's confidence stands in the evidence, if not under its own name.
VARIABLES = {"author-families": "author", "year": "issued"}
# How sure a record must be for nobody to look at it.
SURE = 0.95
LINES = 10_000


class Answer(NamedTuple):
    """A value or a record: how sure the program was, and whether it was right."""

    confidence: float
    right: bool


def main() -> int:
    """Print the figures of each gold file."""
    asked = _arguments()
    scorer = _scorer(asked.tools)
    if scorer is None:
        return 1
    texts: list[str] = []
    for path in asked.gold:
        gold = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        if not gold:
            print(f"{path}: no references in it", file=sys.stderr)
            return 1
        texts += map(_text, gold)
        records, seconds = parsed([_text(one) for one in gold])
        if len(records) != len(gold):
            print(f"{path}: {len(gold)} lines, but {len(records)} records", file=sys.stderr)
            return 1
        print(f"== {path.stem}: {len(gold)} references, {seconds:.1f} CPU s")
        _print_right(scorer, gold, records)
        _print_calibration(scorer, gold, records)
    if asked.speed:
        print_speed(texts)
    return 0


def parsed(texts: Sequence[str]) -> tuple[list[dict[str, Any]], float]:
    """Return the CSL-JSON records of references, one a line, and the CPU seconds that they took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.txt")
        path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
        command = [sys.executable, "-m", "bibconv", "parse", str(path), "--entries", "line"]
        before = _used()
        ran = subprocess.run(
            [*command, "--to", "csl-json", "--provenance", "-q"],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            print(ran.stderr.decode("utf-8", "replace")[-2000:], file=sys.stderr)
        seconds = _used() - before
    return json.loads(ran.stdout or b"[]"), seconds


def print_speed(texts: Sequence[str]) -> None:
    """Print how many references a CPU second are read, and what starting costs."""
    start = min(parsed(texts[:1])[1] for _ in range(3))
    _, seconds = parsed(list(islice(cycle(texts), LINES)))
    rate = LINES / max(seconds - start, 1e-6)
    print(f"== speed: {LINES:,} lines in {seconds:.1f} CPU s, {start:.2f} of them to start")
    print(f"{rate:,.0f} references a CPU second")


def calibration_error(answers: Sequence[Answer]) -> float:
    """Return the expected calibration error: |how sure - how often right|, by tenths of sureness.

    Guo et al., "On Calibration of Modern Neural Networks", 2017, equation 3.
    """
    bins: list[list[Answer]] = [[] for _ in range(10)]
    for answer in answers:
        bins[min(int(answer.confidence * 10), 9)].append(answer)
    off = (
        abs(sum(one.confidence for one in some) - sum(one.right for one in some)) for some in bins
    )
    return sum(off) / len(answers) if answers else 0.0


def field_answers(scorer: Any, gold: Gold, record: dict[str, Any]) -> dict[str, Answer]:
    """Return what was answered for each field that the gold labels; -1 sure where nothing was."""
    skipped = set(gold.get("skip") or ())
    if "author" in skipped:
        skipped.add("author-families")
    evidence = _evidence(record)
    answers = {}
    for field in scorer.AVERAGED:
        if field in skipped:
            continue
        expected, found = scorer.gold_values(field, gold), scorer.pred_value(field, record)
        if not found:
            answers[field] = Answer(-1, not expected)
            continue
        why = evidence.get(VARIABLES.get(field, field), {})
        right = bool(expected) and scorer.match(field, expected, found)[0]
        answers[field] = Answer(why.get("confidence", 1.0), right)
    return answers


def _print_right(scorer: Any, gold: Sequence[Gold], records: Sequence[dict[str, Any]]) -> None:
    # A key of the program's is in the way of the gold's.
    found = {
        one["id"]: record | {"id": one["id"]} for one, record in zip(gold, records, strict=True)
    }
    scores = scorer.score(list(gold), found)
    for how in ("strict", "soft"):
        score = scores[how]
        micro = score["micro"]
        print(
            f"{how:7}micro P {micro['p']:.3f}  R {micro['r']:.3f}  F1 {micro['f1']:.3f}   "
            f"whole {score['whole']:.3f}"
        )
    print(f"{'field':18}{'gold':>6}{'found':>7}{'strict F1':>11}{'soft F1':>9}")
    worst_first = sorted(scores["fields"].items(), key=lambda pair: pair[1]["strict"]["f1"])
    for field, score in worst_first:
        name = field if field in scorer.AVERAGED else f"{field} *"
        figures = f"{score['strict']['f1']:11.3f}{score['soft']['f1']:9.3f}"
        print(f"{name:18}{score['gold']:6}{score['pred']:7}{figures}")
    print("* not in the averages")


def _print_calibration(
    scorer: Any, gold: Sequence[Gold], records: Sequence[dict[str, Any]]
) -> None:
    by_field: dict[str, list[Answer]] = {}
    wholes = []
    for one, record in zip(gold, records, strict=True):
        answers = field_answers(scorer, one, record)
        for field, answer in answers.items():
            if answer.confidence >= 0:
                by_field.setdefault(field, []).append(answer)
        right = all(answers[field].right for field in scorer.WHOLE if field in answers)
        sure = _evidence(record).get("record", {}).get("confidence", 1.0)
        wholes.append(Answer(sure, right))
    fields = [answer for some in by_field.values() for answer in some]
    print(
        f"ECE of fields {calibration_error(fields):.3f}, of records {calibration_error(wholes):.3f}"
    )
    worst = sorted(((calibration_error(some), field) for field, some in by_field.items()))[::-1]
    print("    " + ", ".join(f"{field} {error:.3f}" for error, field in worst))
    surest = [answer for answer in wholes if answer.confidence >= SURE]
    print(
        f"records at least {SURE} sure: {len(surest) / len(wholes):.3f} of all, "
        f"{_share(surest)} of them wholly right; of all {_share(wholes)}"
    )


def _share(answers: Sequence[Answer]) -> str:
    return f"{sum(one.right for one in answers) / len(answers):.3f}" if answers else "none"


def _evidence(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = (
        record.get("custom", {}).get("bibconv", {}).get("evidence", {})
    )
    return found


def _text(gold: Gold) -> str:
    return " ".join(gold["text"].split())


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _scorer(tools: Path) -> Any | None:
    """Return the scorer as a module; say what is missing where it cannot be had."""
    if not (tools / "score_references.py").is_file():
        print(
            f"there is no score_references.py in {tools}; --tools names its folder", file=sys.stderr
        )
        return None
    sys.path.insert(0, os.fspath(tools))
    try:
        return importlib.import_module("score_references")
    except ImportError as error:
        print(f"the scorer needs {error.name}: pip install {error.name}", file=sys.stderr)
        return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path, metavar="GOLD")
    parser.add_argument("--tools", type=Path, default=SHARED / "tools", metavar="FOLDER")
    parser.add_argument("--no-speed", dest="speed", action="store_false")
    asked = parser.parse_args()
    asked.gold = asked.gold or [SHARED / "corpora" / "refs" / "dev.jsonl"]
    return asked


if __name__ == "__main__":
    sys.exit(main())
