"""Citation keys: ASCII, readable, unique within a run, and the same again in the next run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from bibconv.record import Name, Record
from bibconv.values.keyset import KeySet
from bibconv.values.markup import plain

# Letters that Unicode does not decompose, or that are written out by convention (ü → ue).
# Cyrillic follows the passport transliteration (ICAO 9303), Greek ELOT 743 without accents.
_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe",
        "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "ng", "ħ": "h",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
        "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
        "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj",
        "ћ": "c", "ђ": "dj", "џ": "dz", "ў": "u",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th",
        "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p",
        "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps",
        "ω": "o",
    }
)  # fmt: skip

# Words no title is told by: articles, prepositions and the like of the languages CVs are in.
_STOP_WORDS = frozenset(
    "a an the on in of for to and or with from by at as is are how what why "
    "der die das ein eine einer des dem den und zur zum von im über ueber "
    "le la les un une des du de d l et sur au aux "
    "el los las una unos unas en y del al por para "
    "il lo gli i uno nel della delle dei e di "
    "o os um uma do da dos das no na "
    "het een op van voor".split()
)


def ascii_word(text: str) -> str:
    """Return a text's letters and digits in lower-case ASCII, transliterated.

    `Müller` gives `mueller`, `Lapuschkin-Šimić` `lapuschkinsimic`, `王` an empty string.
    """
    if text.isascii():
        return _NO_KEY.sub("", text.lower())
    text = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    return _NO_KEY.sub("", unicodedata.normalize("NFKD", text))


# "'", "-", "王"
_NO_KEY = re.compile(r"[^a-z0-9]+")


def fingerprint(record: Record) -> Iterator[str]:
    """Yield what tells a record from others, the surest first: DOI, title with year, title."""
    if doi := record.texts.get("DOI"):
        yield f"doi:{doi.casefold()}"
    if title := _letters(record.texts.get("title", "")):
        yield f"title:{title}:{record.year}:{_creator(record)}"
        yield f"title:{title}:{record.year}"
        yield f"title:{title}"


class KeyMaker:
    """Gives out citation keys that differ in more than case; `known` records keep theirs."""

    def __init__(self, known: Iterable[Record] = ()) -> None:
        self._known: dict[str, str] = {}
        self._taken = KeySet()
        # How many letters are given out behind a key, so that the next is found at once.
        self._letters: dict[str, int] = {}
        for record in known:
            if record.id:
                self._taken.add(record.id.casefold())
                for mark in fingerprint(record):
                    self._known.setdefault(mark, record.id)
        self._free = {key.casefold() for key in self._known.values()}

    def make(self, record: Record) -> str:
        """Return a new key for a record: `lapuschkin2019unmasking`.

        A record known from before gets its old key back, once. Where a key is taken, the title's
        next words are added, then letters; so what comes later never changes what came before.
        """
        for mark in fingerprint(record) if self._known else ():
            old = self._known.get(mark, "")
            if old.casefold() in self._free:
                self._free.discard(old.casefold())
                return old
        candidates = list(_candidates(record))
        for key in candidates:
            if self._is_free(key):
                return self._claim(key)
        return self._claim(self._lettered(candidates[0]))

    def claim(self, key: str) -> str:
        """Return `key`, or `key` with a letter behind it where it is taken already.

        A key known from before is free for a record that brings it along.
        """
        folded = key.casefold()
        if self._taken.add(folded):
            return key
        if folded in self._free:
            self._free.discard(folded)
            return key
        return self._claim(self._lettered(key))

    def take(self, key: str) -> None:
        """Keep a key that a record brought along from being made for another."""
        self._taken.add(key.casefold())

    def _lettered(self, key: str) -> str:
        """Return a free key of `key` and a letter: a … z, then aa, ab, … as columns are counted."""
        while True:
            number = self._letters[key] = self._letters.get(key, 0) + 1
            letters = ""
            while number:
                number, digit = divmod(number - 1, 26)
                letters = chr(ord("a") + digit) + letters
            if self._is_free(key + letters):
                return key + letters

    def _is_free(self, key: str) -> bool:
        return key.casefold() not in self._taken

    def _claim(self, key: str) -> str:
        self._taken.add(key.casefold())
        return key


def _candidates(record: Record) -> Iterator[str]:
    told = (
        word
        for part in re.split(r"[^\w]+", plain(record.texts.get("title", "")))
        if part.lower() not in _STOP_WORDS and (word := ascii_word(part))
    )
    words = list(islice(told, 4))
    key = (_creator(record) or "anon") + (record.year or "nd")
    yield key + (words[0] if words else "")
    for count in range(2, len(words) + 1):
        yield key + "".join(words[:count])


def _creator(record: Record) -> str:
    for variable in ("author", "editor", "translator", "director"):
        for name in record.names.get(variable, ()):
            if word := _family(name):
                return word
    return ""


def _family(name: Name) -> str:
    if name.literal:
        # An institution is named by its first word that says something.
        words = (ascii_word(word) for word in name.literal.split())
        return next((word for word in words if word and word not in _STOP_WORDS), "")
    return ascii_word(name.non_dropping_particle + name.family) or ascii_word(name.given)


def _letters(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKC", plain(text)).casefold() if char.isalnum()
    )
