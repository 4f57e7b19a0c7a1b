"""Lists of names as a style prints them: order, initials, particles, et al., and.

Source: CSL 1.0.2, "Name" and "Name-part Order". Names come with the marks of `bibconv.csl.marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bibconv.csl.casing import cased
from bibconv.csl.marks import bare, decorated, joint
from bibconv.record import OTHERS, Name

# Han, Hiragana, Katakana and Hangul: family name first, no space between.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
# "等", "和": words that stand without a space
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class NameOptions:
    """The attributes of cs:name after inheritance; `parts` holds those of cs:name-part by name.

    `connective` is the word or sign of `and`, empty for none; `cut` is the finished "et al.";
    `whole` is the formatting of each name. To tell cites apart, `at_least` so many names are
    printed, and of each as much of the given name as `levels` says: as the style has it (0), the
    initials (1) or all (2). The first names that are `replaced` print as `replacement`. Names that
    are one's `own` are bold.
    """

    form: str = "long"
    delimiter: str = ", "
    connective: str = ""
    precedes_last: str = "contextual"
    precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    at_least: int = 0
    et_al_use_last: bool = False
    initialize: bool = True
    initialize_with: str | None = None
    hyphens: bool = True
    sort_order: str = ""
    sort_separator: str = ", "
    demote: str = "display-and-sort"
    cut: str = "et al."
    whole: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    levels: tuple[int, ...] = ()
    replaced: int = 0
    replacement: str = ""
    own: frozenset[Name] = frozenset()


def joined(names: Sequence[Name], options: NameOptions) -> str:
    """Return a list of names as printed; a last name `others` prints as "et al."."""
    people, others = _people(names)
    if not people:
        return options.cut
    shown = shown_names(names, options)
    if not shown:
        # `et-al-use-first="0"`: no names, and no "et al." without any.
        return ""
    last = ""
    if len(shown) < len(people):
        if options.et_al_use_last and not others and len(shown) < len(people) - 1:
            last = one(people[-1], options, len(people) - 1)
        others = True
    texts = [one(name, options, at) for at, name in enumerate(shown)]
    if last:
        return options.delimiter.join([*texts, f"… {last}"])
    if others:
        return options.delimiter.join(texts) + _et_al(texts, shown, options)
    if not options.connective or len(texts) == 1:
        return options.delimiter.join(texts)
    inverted = _inverted(shown[-2], len(texts) - 2, options)
    between = options.delimiter if _comes(options.precedes_last, len(texts) > 2, inverted) else " "
    head = options.delimiter.join(texts[:-1])
    after = "" if _UNSPACED.match(options.connective) else " "
    return (
        f"{head}{between if after or between != ' ' else ''}{options.connective}{after}{texts[-1]}"
    )


def shown_names(names: Sequence[Name], options: NameOptions) -> Sequence[Name]:
    """Return the names of a list that are printed before "et al."."""
    people, others = _people(names)
    # A style that abbreviates lists of three abbreviates two and unnamed others as well.
    if (
        options.et_al_min
        and len(people) + others >= options.et_al_min
        and options.et_al_use_first >= 0
    ):
        return people[: max(options.et_al_use_first, options.at_least)]
    return people


def one(name: Name, options: NameOptions, at: int) -> str:
    """Return one name as printed, `at` being its place in the list."""
    if at < options.replaced:
        return options.replacement
    text = _ordered(name, options, at)
    if name in options.own:
        text = decorated(text, {"font-weight": "bold"})
    if whole := options.whole:
        text = _between(decorated(text, whole), whole)
    return text


def _ordered(name: Name, options: NameOptions, at: int) -> str:
    if name.literal:
        return _part(name.literal, "family", options)
    form, initialize = options.form, True
    if at < len(options.levels) and options.levels[at]:
        # Given names added to tell people apart: their initials, then the whole of them.
        form, initialize = "long", options.levels[at] == 1
    family, given = name.family, name.given
    if not family:
        # "Banksy": a name that is only given is not shortened.
        return _part(given, "given", options)
    if _CJK.fullmatch(family) and (not given or _CJK.fullmatch(given)):
        return _part(family, "family", options) + (
            _part(given, "given", options) if form == "long" else ""
        )
    if initialize:
        given = _given(given, options)
    inverts = _inverts(options, at)
    demoted = options.demote == "display-and-sort" and inverts
    # CSL 1.0.2, "Name-part Formatting": particles are formatted as the part that they belong to,
    # and stand inside the affixes of the part that they are printed with.
    before = _formatted(name.dropping_particle, "given", options)
    particle = _formatted(name.non_dropping_particle, "family", options)
    family = _formatted(family, "family", options)
    if form == "short":
        return _affixed(family if demoted else _close(particle, family), "family", options)
    given = _formatted(given, "given", options)
    if inverts:
        if demoted:
            given = _close(given, before, particle)
        else:
            family, given = _close(particle, family), _close(given, before)
        parts = (
            _affixed(family, "family", options), _affixed(given, "given", options), name.suffix
        )  # fmt: skip
        return options.sort_separator.join(part for part in parts if part)
    family = _close(before, particle, family)
    family = _affixed(f"{family} {name.suffix}" if name.suffix else family, "family", options)
    return " ".join(part for part in (_affixed(given, "given", options), family) if part)


def count(names: Sequence[Name], options: NameOptions) -> int:
    """Return how many names would be printed."""
    return len(shown_names(names, options))


def _inverts(options: NameOptions, at: int) -> bool:
    return options.sort_order == "all" or (options.sort_order == "first" and at == 0)


def _inverted(name: Name, at: int, options: NameOptions) -> bool:
    """Tell whether a name is printed family name first; an institution never is."""
    return bool(name.family) and options.form == "long" and _inverts(options, at)


def _et_al(texts: Sequence[str], shown: Sequence[Name], options: NameOptions) -> str:
    if not options.cut:
        return ""
    inverted = _inverted(shown[-1], len(shown) - 1, options)
    if _comes(options.precedes_et_al, len(texts) > 1, inverted):
        return options.delimiter + options.cut
    return ("" if _UNSPACED.match(options.cut) else " ") + options.cut


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
            end = bare(text[-6:])[-1:]
            text += ("" if not end or end in "’'- " else " ") + part
    return text


def _part(text: str, name: str, options: NameOptions) -> str:
    return _affixed(_formatted(text, name, options), name, options)


def _formatted(text: str, name: str, options: NameOptions) -> str:
    attributes = options.parts.get(name)
    if not attributes or not text:
        return text
    if case := attributes.get("text-case"):
        text = cased(text, case, english=True)
    return decorated(text, attributes)


def _affixed(text: str, name: str, options: NameOptions) -> str:
    attributes = options.parts.get(name)
    if not attributes or not text:
        return text
    return _between(text, attributes)


def _between(text: str, affixes: Mapping[str, str]) -> str:
    return f"{affixes.get('prefix', '')}{text}{joint(affixes.get('suffix', ''))}"


def _given(given: str, options: NameOptions) -> str:
    """Return given names as the style initializes them."""
    if options.initialize_with is None or not given:
        return given
    return _shortened(given, options.initialize_with, options.hyphens, options.initialize)


# The same people stand in many records: 4,096 names are a long publication list.
@lru_cache(maxsize=4096)
def _shortened(given: str, mark: str, hyphens: bool, initialize: bool) -> str:
    # CSL 1.0.2, `initialize`: without it full names stay, initials among them are normalised.
    return _initials(given, mark, hyphens, _initial if initialize else lambda word: None)


def _initials(given: str, mark: str, hyphens: bool, shorten: Callable[[str], str | None]) -> str:
    out = ""
    full = False
    if not hyphens:
        # CSL 1.0.2, `initialize-with-hyphen`: without hyphens the parts are names of their own.
        given = given.replace("-", " ")
    for word in given.replace(".", ". ").split():
        parts = [part for part in word.rstrip(".").split("-") if part]
        if not parts:
            continue
        if len(word) > 2 and _DIGRAPH.fullmatch(word):
            # "Yu.", "Ph.", "Bi.": printed as an abbreviation, and kept as one.
            out = _spaced(out, full) + word[:-1] + mark
            full = False
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


# "Yu.", "Ph.", "Chr."
_DIGRAPH = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{1,3}\.")


def _spaced(text: str, wanted: bool) -> str:
    return f"{text.rstrip()} " if wanted and text else text


def _initial(part: str) -> str | None:
    """Return the initial of a capitalised word; particles in lower case stay whole.

    Two capitals at its beginning are one initial, as citeproc-js has it: `THomas`, Th.
    """
    if part[:2].isupper() and part[2:3].islower():
        return part[:2].capitalize()
    if not part[0].isupper():
        return None if part[0].islower() else part[0]
    return part[0]


def _is_run(word: str, given: str) -> bool:
    # Three letters are what MEDLINE's "Smith JAB" has at most; longer runs are names in capitals.
    return 2 <= len(word) <= 3 and given.isascii() and given.isupper() and word.isalpha()
