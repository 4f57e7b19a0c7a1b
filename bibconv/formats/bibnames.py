"""BibTeX name lists ("First von Last", "von Last, Jr, First", "family=…"), both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bibconv.formats.latex import decode, encode, fold, is_plain
from bibconv.formats.latexletters import decode_letters
from bibconv.record import OTHERS, Name
from bibconv.values.names import PARTICLES

# What cuts a list of names at brace depth 0, and what cuts a name.
_MARK = re.compile(r"\\.|[{}]|,|[ ~\n]+", re.DOTALL)
_AND = re.compile(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])", re.DOTALL | re.IGNORECASE)
_BRACED = re.compile(r"[\\{}]")
_PLAIN_AND = re.compile(r"(?<=\s)[aA][nN][dD](?=\s)")
# What makes a name more than words, or its words more than letters, beside what `is_plain` tells.
_SPECIAL = re.compile(r"[=\u00a0\u2009]")
# "Kim, J. A.", "Müller, Klaus-Robert": most names, with the last of the given ones.
_PLAIN_NAME = re.compile(r"([^\W\d_]++(?:-[^\W\d_]++)*+), ?((?:[\w.'-]++ )*+([\w.'-]++))")
# "Kim, J. A.", " and Müller, Klaus-Robert": the same in a list, whose words may not be "and".
_WORD = r"(?!(?i:and)(?![\w.'-]))[\w.'-]++"
_LISTED = re.compile(rf"(?:\A| and )((?!and,)[^\W\d_]++(?:-[^\W\d_]++)*+), ({_WORD}(?: {_WORD})*+)")
# "Kim, J. A. and Müller, Klaus-Robert": words that need no care, none of them "and".
_SAFE_WORD = r"(?!(?i:and)(?![^\W\d_]))[^\W\d_]++"
_SAFE = rf"{_SAFE_WORD}(?:-{_SAFE_WORD})*+, {_SAFE_WORD}\.?+(?:[ -]{_SAFE_WORD}\.?+)*+"
_PLAIN_LIST = re.compile(rf"{_SAFE}(?: and {_SAFE})*+")
_KEYS = frozenset("family given prefix suffix useprefix".split())
# "family=Berg", "given-i=J", "useprefix=false" of biblatex's extended name format.
_PAIR = re.compile(r'\s*([a-z]+(?:-i)?)\s*=\s*"?([^"]*)"?\s*', re.IGNORECASE)
# BibTeX and people: "and others", "and et al."
_NOBODY = Name()
_new = tuple.__new__
_OTHERS = frozenset(("others", "et al", "et al.", "{others}", "{et al.}"))


def plain_names(text: str) -> list[Name]:
    """Return the names of a list like "Kim, J. A. and Lee, B."; none for any other list."""
    names: list[Name] = []
    size = -5
    for family, given in _LISTED.findall(text):
        if given[given.rfind(" ") + 1 :] in PARTICLES:
            return []
        size += len(family) + len(given) + 7
        names.append(_new(Name, (family, given, "", "", "", "")))
    # Where it is less, there is more in the text than such names.
    return names if size == len(text) else []


def split_names(text: str) -> list[str]:
    """Return the names of a raw BibTeX field as they are written, accents as letters."""
    if _is_simple(text):
        return _without_ends(text.strip(" ").split(" and "))
    text = fold(text)
    if "\\" in text and _is_plain_text(letters := decode_letters(text)):
        text = letters
    return split_and(text)


def _is_simple(text: str) -> bool:
    """Tell whether nothing but " and " parts a list; `split_and` finds what else may do so.

    That takes a pattern that looks at every letter, six times as long as all this.
    """
    if not text.isprintable() or "{" in text or "}" in text or "\\" in text or "  " in text:
        return False
    small = text.lower()
    return small.count(" and ") == text.count(" and ") and " and and" not in small


def read_names(parts: list[str]) -> list[Name]:
    """Return the names of a list."""
    names = [_name(part) for part in parts if part]
    return [name for name in names if name != _NOBODY] if _NOBODY in names else names


def misread(parts: list[str]) -> bool:
    """Tell whether a list has a name with more commas than BibTeX knows a meaning for."""
    return any(
        part.count(",") > 2 and len(commas := _commas(part)) > 3 and not _extended(commas)
        for part in parts
    )


def write_names(names: list[Name], *, ascii: bool = False, extended: bool = False) -> str:
    """Return names as a BibTeX list; `extended` may use biblatex's `family=…` where it must."""
    lines = [
        f"{family}, {given}"
        for family, given, suffix, dropping, particle, literal in names
        if not (suffix or dropping or particle or literal)
    ]
    text = " and ".join(lines)
    if len(lines) == len(names) and _PLAIN_LIST.fullmatch(text) and (text.isascii() or not ascii):
        return text
    return " and ".join([_guarded_name(name, ascii, extended) for name in names])


def split_and(text: str) -> list[str]:
    """Cut a raw list at the "and" outside braces."""
    if not _BRACED.search(text):
        parts = [part.strip() for part in _PLAIN_AND.split(text)]
        return _without_ends(parts)
    parts, depth, at = [], 0, 0
    for match in _AND.finditer(text):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth == 0 and mark[0] != "\\":
            parts.append(text[at : match.start()].strip())
            at = match.end()
    parts.append(text[at:].strip())
    return _without_ends(parts)


def _without_ends(parts: list[str]) -> list[str]:
    """Return names without an "and" that has no name on one of its sides."""
    if parts[-1][:4].lower() == "and ":
        parts[-1] = parts[-1][4:].strip()
    if 3 not in map(len, parts):
        return parts
    return [part for part in parts if len(part) != 3 or part.lower() != "and"]


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each comma and each run of white space at brace depth 0."""
    depth = 0
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth == 0 and mark[0] != "\\":
            yield mark[0], match.start(), match.end()


def _commas(text: str) -> list[str]:
    parts, at = [], 0
    for mark, start, end in _marks(text):
        if mark == ",":
            parts.append(text[at:start].strip())
            at = end
    parts.append(text[at:].strip())
    return parts


def _words(text: str) -> list[str]:
    words, at = [], 0
    for mark, start, end in _marks(text):
        if mark != ",":
            words.append(text[at:start])
            at = end
    words.append(text[at:])
    return [word for word in words if word]


# The names of a few bibliographies, in some 3 MB.
@lru_cache(1 << 13)
def _name(text: str) -> Name:
    if plain := _PLAIN_NAME.fullmatch(text):
        family, given, last = plain.groups()
        if last not in PARTICLES:
            return _new(Name, (family, given, "", "", "", ""))
    if text.lower() in _OTHERS:
        return OTHERS
    if _is_braced(text):
        return Name(literal=_decoded(text))
    if _is_plain_text(text):
        parts, words_of = [part.strip() for part in text.split(",")], _plain_words
    else:
        parts, words_of = _commas(text), _words
        if extended := _extended(parts):
            return extended
    if len(parts) == 1:
        return _natural(words_of(text))
    if len(parts) > 3:
        # BibTeX: "Too many commas in name".
        return Name(literal=_decoded(text))
    suffix = _decoded(parts[1]) if len(parts) == 3 else ""
    particle, family = _von(words_of(parts[0]))
    given, dropping = _dropping(words_of(parts[-1]))
    return Name(
        family=family,
        given=given,
        suffix=suffix,
        dropping_particle=dropping,
        non_dropping_particle=particle,
    )


def _is_braced(text: str) -> bool:
    """Tell whether one pair of braces holds all of a name; not one accent, as in {\\'E}."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end() == len(text) and not re.fullmatch(r"\{\\.[^ ]*\}", text, re.DOTALL)
    return False


def _extended(parts: list[str]) -> Name | None:
    found: dict[str, str] = {}
    for part in parts:
        match = _PAIR.fullmatch(part)
        if not match:
            return None
        found[match[1].lower()] = match[2].strip()
    if not _KEYS.issuperset(key.removesuffix("-i") for key in found) or not (
        "family" in found or "given" in found
    ):
        return None
    prefix = _decoded(found.get("prefix", ""))
    # Without an option in the file or document biblatex drops the prefix; pandoc keeps it.
    dropping = found.get("useprefix", "true").lower() == "false"
    return Name(
        family=_decoded(found.get("family", "")),
        given=_decoded(found.get("given", "")),
        suffix=_decoded(found.get("suffix", "")),
        dropping_particle=prefix if dropping else "",
        non_dropping_particle="" if dropping else prefix,
    )


def _natural(words: list[str]) -> Name:
    """Return the name of "First von Last": von is what is in lower case before the last word."""
    if not words:
        return Name()
    lower = [index for index, word in enumerate(words[:-1]) if _is_lower(word)]
    first = lower[0] if lower else len(words) - 1
    last = lower[-1] + 1 if lower else len(words) - 1
    return Name(
        family=_joined(words[last:]),
        given=_joined(words[:first]),
        non_dropping_particle=_joined(words[first:last]),
    )


def _von(words: list[str]) -> tuple[str, str]:
    lower = [index for index, word in enumerate(words[:-1]) if _is_lower(word)]
    last = lower[-1] + 1 if lower else 0
    # "Ortega y Gasset": a name that begins with a capital has no particle before it.
    if words and not _is_lower(words[0]):
        last = 0
    return _joined(words[:last]), _joined(words[last:])


def _dropping(words: list[str]) -> tuple[str, str]:
    """Split "Johann Wolfgang von": a particle behind a given name is one that is dropped."""
    count = len(words)
    while count > 1 and words[count - 1] in PARTICLES:
        count -= 1
    return _joined(words[:count]), _joined(words[count:])


def _is_plain_text(text: str) -> bool:
    return is_plain(text) and not _SPECIAL.search(text)


def _plain_words(text: str) -> list[str]:
    return text.split(" ") if text else []


def _is_lower(word: str) -> bool:
    if word[0].isalpha() and not word[0].islower():
        return False
    if word.startswith("{") and not word.startswith("{\\"):
        # Braces hide the case: {van} is a name.
        return False
    letters = next((char for char in decode(word) if char.isalpha()), "")
    # One letter and a full stop are initials, however they are written: "e. e. cummings".
    return letters.islower() and not re.fullmatch(r"[a-z]\.", word)


def _joined(words: list[str]) -> str:
    return _decoded(" ".join(words))


def _decoded(text: str) -> str:
    if _is_plain_text(text):
        return text.strip(" ")
    return fold(decode(text).replace("\u00a0", " ").replace("\u2009", " "))


@lru_cache(1 << 12)
def _guarded_name(name: Name, ascii: bool, extended: bool) -> str:
    if name == OTHERS:
        return "others"
    if name.literal:
        return f"{{{encode(name.literal, ascii=ascii)}}}"
    family = encode(name.family, ascii=ascii)
    given = encode(name.given, ascii=ascii)
    suffix = encode(name.suffix, ascii=ascii)
    particle = encode(name.non_dropping_particle, ascii=ascii)
    if extended and _needs_extended(name):
        prefix = particle or encode(name.dropping_particle, ascii=ascii)
        pairs = (
            ("family", family),
            ("given", given),
            ("prefix", prefix),
            ("suffix", suffix),
            ("useprefix", "true" if particle else "false"),
        )
        return ", ".join(f"{key}={_guarded(value)}" for key, value in pairs if value)
    if name.dropping_particle:
        given = f"{_guarded(given)} {encode(name.dropping_particle, ascii=ascii)}"
    else:
        given = _guarded(given)
    words = _words(family)
    if any(_is_lower(word) for word in words[:-1]) and (particle or _von(words)[0]):
        family = f"{{{family}}}"
    elif not given and not suffix and not particle and len(words) > 1:
        return f"{{{family}}}"
    else:
        family = _guarded(family)
    whole = f"{particle} {family}".strip()
    if suffix:
        return f"{whole}, {_guarded(suffix)}, {given}".strip()
    if given or particle:
        return f"{whole}, {given}".strip()
    return whole


def _needs_extended(name: Name) -> bool:
    if bool(name.dropping_particle) == bool(name.non_dropping_particle):
        return False
    return bool(name.dropping_particle) or not all(
        _is_lower(word) for word in name.non_dropping_particle.split()
    )


def _guarded(part: str) -> str:
    """Return a part of a name in braces where a comma or an "and" would cut it."""
    cut = any(mark == "," for mark, _, _ in _marks(part))
    return f"{{{part}}}" if cut or len(split_and(f" {part} ")) > 1 or "=" in part else part
