"""Lists of names as a style prints them: order, initials, particles, et al., and.

Source: CSL 1.0.2, "Name" and "Name-part Order". Names come with the marks of `bibconv.csl.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bibconv.csl.casing import cased
from bibconv.csl.marks import decorated
from bibconv.record import OTHERS, Name

# Han, Hiragana, Katakana and Hangul: family name first, no space between.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class NameOptions:
    """The attributes of cs:name after inheritance; `parts` holds those of cs:name-part by name.

    `connective` is the word or sign of `and`, empty for none; `cut` is the finished "et al.".
    """

    form: str = "long"
    delimiter: str = ", "
    connective: str = ""
    precedes_last: str = "contextual"
    precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    initialize: bool = True
    initialize_with: str | None = None
    hyphens: bool = True
    sort_order: str = ""
    sort_separator: str = ", "
    demote: str = "display-and-sort"
    cut: str = "et al."
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def joined(names: Sequence[Name], options: NameOptions) -> str:
    """Return a list of names as printed; a last name `others` prints as "et al."."""
    names, others = _people(names)
    if not names:
        return options.cut
    limit = options.et_al_min
    # A style that abbreviates lists of three abbreviates two and unnamed others as well.
    if limit and len(names) + others >= limit and len(names) > options.et_al_use_first:
        shown = names[: options.et_al_use_first]
        last = names[-1:] if options.et_al_use_last and len(shown) < len(names) - 1 else ()
        if last and not others:
            texts = [one(name, options, at == 0) for at, name in enumerate(shown)]
            return options.delimiter.join([*texts, f"… {one(last[0], options, False)}"])
        names, others = shown, True
    texts = [one(name, options, at == 0) for at, name in enumerate(names)]
    inverted = options.sort_order == "all" or (options.sort_order == "first" and len(texts) == 1)
    if others:
        if not options.cut:
            return options.delimiter.join(texts)
        between = (
            options.delimiter if _comes(options.precedes_et_al, len(texts) > 1, inverted) else " "
        )
        return options.delimiter.join(texts) + between + options.cut
    if not options.connective or len(texts) == 1:
        return options.delimiter.join(texts)
    inverted = options.sort_order == "all" or (options.sort_order == "first" and len(texts) == 2)
    between = options.delimiter if _comes(options.precedes_last, len(texts) > 2, inverted) else " "
    head = options.delimiter.join(texts[:-1])
    return f"{head}{between}{options.connective} {texts[-1]}"


def one(name: Name, options: NameOptions, first: bool) -> str:
    """Return one name as printed."""
    if name.literal:
        return _part(name.literal, "family", options)
    family, given = name.family, _given(name.given, options)
    before, particle = name.dropping_particle, name.non_dropping_particle
    if not family:
        return _part(given, "given", options)
    if _CJK.fullmatch(family) and (not given or _CJK.fullmatch(given)):
        return _part(family, "family", options) + (
            _part(given, "given", options) if options.form == "long" else ""
        )
    if options.form == "short":
        return _part(_close(particle, family), "family", options)
    if options.sort_order == "all" or (options.sort_order == "first" and first):
        if options.demote == "display-and-sort":
            given = _close(given, before, particle)
        else:
            family, given = _close(particle, family), _close(given, before)
        parts = (
            _part(family, "family", options),
            _part(given, "given", options),
            name.suffix,
        )
        return options.sort_separator.join(part for part in parts if part)
    family = _part(_close(before, particle, family), "family", options)
    return " ".join(part for part in (_part(given, "given", options), family, name.suffix) if part)


def sort_text(names: Sequence[Name], options: NameOptions) -> str:
    """Return a list of names to sort by: family names first, no connective, no "et al."."""
    names, _ = _people(names)
    if options.et_al_min and len(names) >= options.et_al_min:
        names = names[: options.et_al_use_first]
    found = []
    for name in names:
        given = _given(name.given, options)
        family = name.literal or name.family
        if options.demote == "never":
            family = _close(name.non_dropping_particle, family)
        else:
            given = _close(given, name.dropping_particle, name.non_dropping_particle)
        found.append(" ".join(part for part in (family, given, name.suffix) if part))
    return ", ".join(found)


def count(names: Sequence[Name], options: NameOptions) -> int:
    """Return how many names would be printed."""
    names, _ = _people(names)
    if options.et_al_min and len(names) >= options.et_al_min:
        return min(len(names), options.et_al_use_first)
    return len(names)


def _people(names: Sequence[Name]) -> tuple[Sequence[Name], bool]:
    """Part the mark of a list cut by its source from the names."""
    if names and names[-1] == OTHERS:
        return names[:-1], True
    return names, False


def _comes(option: str, contextual: bool, inverted: bool) -> bool:
    match option:
        case "always":
            return True
        case "never":
            return False
        case "after-inverted-name":
            return inverted
        case _:
            return contextual


def _close(*parts: str) -> str:
    """Join parts of a name with spaces, but not behind an elision: `d’Alembert`, `al-Khwarizmi`."""
    text = ""
    for part in parts:
        if part:
            text += ("" if not text or text[-1] in "’'-" else " ") + part
    return text


def _part(text: str, name: str, options: NameOptions) -> str:
    attributes = options.parts.get(name)
    if not attributes or not text:
        return text
    if case := attributes.get("text-case"):
        text = cased(text, case, english=True)
    text = decorated(text, attributes)
    return f"{attributes.get('prefix', '')}{text}{attributes.get('suffix', '')}"


def _given(given: str, options: NameOptions) -> str:
    """Return given names as the style initializes them."""
    mark = options.initialize_with
    if mark is None or not given:
        return given
    if options.initialize:
        return _initials(given, mark, options.hyphens, _initial)
    # CSL 1.0.2, `initialize`: full names stay, initials among them are normalised.
    return _initials(given, mark, options.hyphens, lambda word: None)


def _initials(given: str, mark: str, hyphens: bool, shorten: Callable[[str], str | None]) -> str:
    out = ""
    full = False
    for word in given.replace(".", ". ").split():
        parts = [part for part in word.rstrip(".").split("-") if part]
        if not parts:
            continue
        if len(parts) > 1 and parts[0][0].isupper() and shorten(parts[0]):
            # "Hai-jun" is one name: only capitals behind the hyphen are initials of their own.
            parts = [part for part in parts if not part[0].islower()]
        letters: list[str | None] = [
            part if len(part) == 1 and part.isupper() else shorten(part) for part in parts
        ]
        # "GSW" is three initials, as indexes print them; "Jo" and "DeShawn" are names.
        if len(parts) == 1 and _is_run(word, given):
            out = _spaced(out, full) + "".join(f"{letter}{mark}" for letter in word)
            full = False
        elif all(letter is not None for letter in letters):
            between = "-" if hyphens else ""
            tail = mark.rstrip() if hyphens else mark
            initials = (tail + between).join(str(letter) for letter in letters)
            out = _spaced(out, full) + initials + mark
            full = False
        else:
            out = _spaced(out, True) + word
            full = True
    return out.rstrip()


def _spaced(text: str, wanted: bool) -> str:
    return f"{text.rstrip()} " if wanted and text else text


def _initial(part: str) -> str | None:
    """Return the initial of a capitalised word; particles in lower case stay whole."""
    if not part[0].isupper():
        return None if part[0].islower() else part[0]
    # "Yu." and "Ph." are printed as digraphs by some, but not by the styles' manuals.
    return part[0]


def _is_run(word: str, given: str) -> bool:
    # Three letters are what MEDLINE's "Smith JAB" has at most; longer runs are names in capitals.
    return 2 <= len(word) <= 3 and given.isascii() and given.isupper() and word.isalpha()
