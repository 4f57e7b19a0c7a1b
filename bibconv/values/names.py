"""Personal names: from the orders in which they are printed to CSL's parts, and back."""

from __future__ import annotations

import re

from bibconv.record import Name

# Lower-case words before a family name that belong to it: "van den Berg", "de la Torre", "dos
# Santos", "von und zu Guttenberg", "Al-" stays with the name. CSL calls them non-dropping.
PARTICLES = frozenset(
    "af al av d' d’ da dal dalla de degli dei del dela della delle den der des di do dos du el im "
    "la las le lo los 't te ten ter und v. van vd vom von y zu zum zur".split()
)

SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())

# "K", "K.", "K-R", "K.-R.", "KT", "K.T."; a digraph needs its full stop: "J.-Ph.", "Yu.".
_INITIAL = r"(?:[^\W\d_a-z]\.?|[^\W\d_a-z][a-zà-ÿ]{1,2}\.)"
INITIALS = re.compile(rf"{_INITIAL}(?:[-\u2010\u2011]?{_INITIAL}){{0,4}}")

# "A. Kim", "Kim, A."; "MRS Communications" has none
DOTTED_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]\.")


def is_initials(word: str) -> bool:
    """Tell whether a word is made of initials: `K`, `K-R`, `GSW`, `J.-P.`, `Yu.`."""
    return len(word) <= 12 and INITIALS.fullmatch(word) is not None and _upper(word)


def _upper(word: str) -> bool:
    return any(char.isupper() for char in word)


def person(family: str, given: str = "", suffix: str = "") -> Name:
    """Return a name of printed parts; lower-case words before the family name are its particle."""
    particle, family = split_particle(family.strip())
    return Name(
        family=family,
        given=given.strip(),
        suffix=suffix.strip(),
        non_dropping_particle=particle,
    )


def split_particle(family: str) -> tuple[str, str]:
    """Split `van den Berg` into `van den` and `Berg`; `De Marco` and `van` stay whole."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    if count:
        return " ".join(words[:count]), " ".join(words[count:])
    if family[:1] == "d" and (match := _ELIDED.fullmatch(family)):
        return match[1], match[2]
    return "", family


# "d’Alembert"
_ELIDED = re.compile(r"(d[’'])(\w{2,}.*)", re.DOTALL)


def inverted(text: str) -> Name:
    """Return the name printed as `Family, Given[, Jr.]`; without a comma it is a literal."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not parts[0]:
        return Name(literal=text.strip())
    given, suffix = parts[1], ", ".join(part for part in parts[2:] if part)
    if suffix and suffix.lower() not in SUFFIXES and given.lower() in SUFFIXES:
        # BibTeX's order: "Family, Jr., Given".
        given, suffix = suffix, given
    return person(parts[0], given, suffix)


def initials_last(text: str) -> Name | None:
    """Return the name printed as `Müller K-R` or `de la Torre J M`, None for another order."""
    words = text.split()
    count = len(words)
    while count > 1 and is_initials(words[count - 1]):
        count -= 1
    if count == len(words):
        return None
    return person(" ".join(words[:count]), " ".join(words[count:]))


def natural(text: str) -> Name:
    """Return the name printed as `Klaus-Robert Müller`, `K. T. Schütt` or `Ludwig van Beethoven`.

    The family name is the last word with the particles before it; one word alone is a literal.
    """
    words = text.split()
    suffix = ""
    if len(words) > 2 and words[-1].lower().rstrip(",") in SUFFIXES:
        suffix = words.pop()
        words[-1] = words[-1].rstrip(",")
    if len(words) < 2:
        return Name(literal=text.strip())
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return person(" ".join(words[at:]), " ".join(words[:at]), suffix)


def display(name: Name) -> str:
    """Return a name as people read it: `Ludwig van Beethoven`, `Max Müller Jr.`."""
    if name.literal:
        return name.literal
    parts = (
        name.given,
        name.dropping_particle,
        name.non_dropping_particle,
        name.family,
        name.suffix,
    )
    return " ".join(part for part in parts if part)
