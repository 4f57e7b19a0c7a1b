"""Where values come from, as csl-json keeps it under `custom.bibconv`: written and read back."""

from __future__ import annotations

from typing import Any, cast

from bibconv.formats.trees import is_number
from bibconv.record import Evidence, Json, Origin, Record
from bibconv.source import Span


def written(record: Record) -> dict[str, Json]:
    """Return `origin` and `evidence` of a record as JSON, with the text that each value had."""
    members: dict[str, Json] = {}
    place = record.origin
    if place:
        parts = {
            "format": place.format,
            "source": place.source,
            "line": place.line,
            "span": list(place.span) if place.span else None,
            "raw": place.raw,
        }
        members["origin"] = cast(Json, {name: part for name, part in parts.items() if part})
    reasons: dict[str, Json] = {}
    for variable in sorted(record.evidence):
        why = record.evidence[variable]
        shown: dict[str, Json] = {}
        if why.span:
            shown["span"] = list(why.span)
            if place and (text := _text_at(why.span, place)):
                shown["text"] = text
        reasons[variable] = {**shown, "rule": why.rule, "confidence": why.confidence}
    if reasons:
        members["evidence"] = reasons
    return members


def origin(value: Any) -> Origin | None:
    """Return the origin that decoded JSON describes, None for anything else."""
    if not isinstance(value, dict) or not set(value) <= _ORIGIN_PARTS:
        return None
    span, line = _span(value.get("span")), value.get("line", 0)
    texts = [value.get(part, "") for part in ("format", "source", "raw")]
    if not isinstance(line, int) or not all(isinstance(text, str) for text in texts):
        return None
    return Origin(texts[0], texts[1], span, line, texts[2])


def evidence(value: Any) -> dict[str, Evidence] | None:
    """Return the evidence by variable that decoded JSON describes, None for anything else."""
    if not isinstance(value, dict):
        return None
    found: dict[str, Evidence] = {}
    for name, why in value.items():
        if not isinstance(why, dict) or not isinstance(name, str):
            return None
        rule, confidence = why.get("rule"), why.get("confidence", 1)
        if not isinstance(rule, str) or not is_number(confidence):
            return None
        if not 0 <= confidence <= 1:
            return None
        found[name] = Evidence(_span(why.get("span")), rule, float(confidence))
    return found


_ORIGIN_PARTS = {"format", "source", "span", "line", "raw"}


def _text_at(span: Span, place: Origin) -> str:
    if not place.span or not (place.span.start <= span.start and span.end <= place.span.end):
        return ""
    return place.raw[span.start - place.span.start : span.end - place.span.start]


def _span(value: Any) -> Span | None:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(at, int) for at in value):
        return Span(*value)
    return None
