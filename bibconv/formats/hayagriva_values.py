"""Texts, names and dates as Hayagriva prints them."""

from __future__ import annotations

import re
from typing import Any

from bibconv.formats.yaml_members import Members
from bibconv.record import OTHERS, Date, Name
from bibconv.values import dates
from bibconv.values.markup import CLOSE, OPEN, pieces
from bibconv.values.names import inverted


def formatted(text: str) -> str:
    """Return rich text of a formattable string: braces keep their text's case, `$x$` is math."""
    if not _SPECIAL.search(text):
        return text
    parts: list[str] = []
    opened: list[int] = []
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign == "{":
            opened.append(len(parts))
        elif sign == "}" and opened:
            # Of braces in braces the outer ones say all.
            at = opened.pop()
            parts[at] = "" if opened else OPEN["nocase"]
            sign = "" if opened else CLOSE["nocase"]
        elif match["escaped"]:
            sign = match["escaped"]
        parts.append(sign)
    return "".join(parts)


def printed(text: str) -> str:
    """Return rich text as a formattable string, which has no other markup than braces."""
    written: list[str] = []
    for piece in pieces(text):
        if piece.tag == "nocase":
            written.append("}" if piece.closes else "{")
        elif piece.tag is None:
            written.append(_ESCAPED.sub(lambda match: match["math"] or f"\\{match[0]}", piece.text))
    return "".join(written)


def names(value: Any) -> list[tuple[Name | None, Members | None]]:
    """Return the names of a text, a mapping or a list of them, and what of each is left.

    None is what is no name; the mapping is then untouched.
    """
    found: list[tuple[Name | None, Members | None]] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            found.append((_person(str(entry)), None))
        elif isinstance(entry, dict):
            members = Members(entry)
            found.append((_from_parts(members), members))
    return found


def printed_name(name: Name, *, by_parts: bool = False) -> Any:
    """Return a name as text, `Family, Given`, or by its parts where the text says less."""
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    text = name.literal or ", ".join(part for part in (_family(name), name.suffix, given) if part)
    if _person(text) == name and not by_parts:
        return text
    if name.literal:
        return {"name": name.literal}
    parts = {"name": name.family, "given-name": given, "suffix": name.suffix}
    parts["prefix"] = name.non_dropping_particle
    return {part: text for part, text in parts.items() if text}


def date(text: str) -> Date:
    """Return the date of ISO 8601 text; one after `~` is about that."""
    bare = text.removeprefix("~")
    known = dates.from_iso(bare + "~" if bare != text else text)
    return known or Date(literal=text)


def printed_date(value: Date) -> str:
    """Return a single date as ISO 8601 text, or nothing."""
    if not value.start or value.end is not None or value.season or value.literal:
        return ""
    return ("~" if value.circa else "") + dates.to_iso(Date(value.start))


_SPECIAL = re.compile(r"[{}\\]")
_MATH = r"\$[^$\n]{1,500}\$"
# "\{", "{", "}", "$x_i$", text
_TOKEN = re.compile(rf"\\(?P<escaped>[{{}}$\\])|{_MATH}|[{{}}]|[^{{}}\\$]+|.", re.DOTALL)
# "{", "\"; formulas stay as they are
_ESCAPED = re.compile(rf"(?P<math>{_MATH})|[{{}}$\\]")


def _person(text: str) -> Name:
    """Return the name of `Family, Given` or `Family, Suffix, Given`."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 3:
        family, suffix, given = parts
        return inverted(f"{family}, {given}, {suffix}") if given else inverted(text)
    return OTHERS if text == OTHERS.literal else inverted(text)


def _from_parts(members: Members) -> Name | None:
    family, given = members.text("name"), members.text("given-name")
    prefix, suffix = members.text("prefix"), members.text("suffix")
    if given or prefix or suffix:
        return Name(family, given, suffix, non_dropping_particle=prefix)
    alias = members.text("alias") if not family else ""
    literal = family or alias
    return Name(literal=literal) if literal else None


def _family(name: Name) -> str:
    particle = name.non_dropping_particle
    # "d'Alembert" and "van den Berg"
    glue = "" if particle.endswith(("'", "’")) or not particle else " "
    return f"{particle}{glue}{name.family}"
