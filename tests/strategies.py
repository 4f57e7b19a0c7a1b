"""Hypothesis strategies for records, shared by the round-trip laws of all formats."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from bibconv.record import OTHERS, Date, Name, Record
from bibconv.values.dates import checked
from bibconv.values.markup import plain
from bibconv.variables import DATE_VARS, ITEM_TYPES, NAME_VARS, TEXT_VARS

# Spellings that CSL 1.0.2 has replaced; readers map them to the new ones.
DEPRECATED = frozenset({"shortTitle", "journalAbbreviation", "event"})

# Text that hurts: quotes, markup, braces, other scripts, direction marks, astral characters.
_ALPHABET = st.one_of(
    st.sampled_from("abcXYZ 0123.,;:-–—'\"\\{}[]<>&%$#_^~@/|()äßłŽ中文日本حыё€😀\u2028\u00a0"),
    st.characters(exclude_categories=("Cs", "Cc", "Cn")),
)


def texts(alphabet: st.SearchStrategy[str] = _ALPHABET, max_size: int = 20) -> Any:
    """Return non-empty texts without control characters, and without blanks at their ends."""
    return st.text(alphabet, min_size=1, max_size=max_size).map(str.strip).filter(bool)


# Words as they stand in names and titles.
words = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüßéñłøABCDEFÄÖÜŁ中王ш"), min_size=1, max_size=8
)


# Of a named tuple itself, Hypothesis would make up the fields that have defaults.


def _name(**parts: Any) -> Name:
    return Name(**parts)


def _date(**parts: Any) -> Date:
    return Date(**parts)


def _persons() -> st.SearchStrategy[Name]:
    capitals = words.map(lambda word: word[:1].upper() + word[1:])
    return st.builds(
        _name,
        family=capitals,
        given=st.one_of(st.just(""), capitals, st.sampled_from(["J. R.", "K.-R.", "Anna Maria"])),
        suffix=st.sampled_from(["", "", "", "Jr.", "III"]),
        non_dropping_particle=st.sampled_from(["", "", "", "van den", "de la"]),
    ).map(lambda name: name if name.given else Name(literal=name.family))


names = st.one_of(
    _persons(),
    _persons(),
    st.just(OTHERS),
    st.sampled_from(["OECD", "World Health Organization", "De Vlinderstichting"]).map(
        lambda text: Name(literal=text)
    ),
)
# Every part of a name filled with any text: for formats that have a field for each.
any_names = st.builds(
    Name,
    family=texts(),
    given=st.one_of(st.just(""), texts()),
    suffix=st.one_of(st.just(""), texts()),
    dropping_particle=st.one_of(st.just(""), texts()),
    non_dropping_particle=st.one_of(st.just(""), texts()),
    literal=st.one_of(st.just(""), texts()),
)

_days = st.one_of(
    st.tuples(st.integers(1000, 2999)),
    st.tuples(st.integers(1000, 2999), st.integers(1, 12)),
    st.tuples(st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 31)),
).map(lambda parts: checked(*parts))
plain_dates = st.builds(_date, start=_days)
dates = st.one_of(
    plain_dates,
    plain_dates,
    st.builds(_date, start=_days, circa=st.booleans()),
    st.builds(_date, start=_days, end=st.one_of(st.just(()), _days)),
    st.builds(_date, start=st.tuples(st.integers(1000, 2999)), season=st.integers(1, 4)),
    st.just(Date((2019,), (2020, 3), season=4)),
    words.map(lambda text: Date(literal=f"in {text}")),
)

json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**12), 10**12),
        st.floats(allow_nan=False, allow_infinity=False),
        texts(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(texts(), inner, max_size=3)
    ),
    max_leaves=5,
)


any_types = st.sampled_from(sorted(ITEM_TYPES))
any_texts = texts()
nothing: st.SearchStrategy[dict[str, Any]] = st.just({})


def records(
    *,
    types: Any = any_types,
    text_values: Any = any_texts,
    name_values: Any = names,
    date_values: Any = dates,
    text_vars: Any = TEXT_VARS - DEPRECATED,
    name_vars: Any = NAME_VARS,
    date_vars: Any = DATE_VARS,
    extra: Any = nothing,
) -> st.SearchStrategy[Record]:
    """Return records with an id; each argument narrows what they are made of."""

    def some(variables: Any, values: Any, most: int) -> Any:
        if not variables:
            return st.just({})
        return st.dictionaries(st.sampled_from(sorted(variables)), values, max_size=most)

    return st.builds(
        Record,
        id=st.from_regex(r"[a-z]{1,8}[0-9]{4}[a-z]{0,8}", fullmatch=True),
        type=types,
        texts=some(text_vars, text_values, 8),
        names=some(name_vars, st.lists(name_values, min_size=1, max_size=4), 3),
        dates=some(date_vars, date_values, 2),
        extra=extra,
    )


_plain_texts = (
    texts()
    .map(lambda text: re.sub("[\u2028\u2029\x85]", "", text).strip())
    .filter(lambda text: bool(text) and plain(text) == text)
)
_few_words = st.lists(words, min_size=1, max_size=3)
_pages = st.one_of(
    st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True),
    st.tuples(st.integers(1, 500), st.integers(501, 999)).map(lambda ends: f"{ends[0]}-{ends[1]}"),
)


@st.composite
def tagged_records(draw: Any) -> Record:
    """Return a record of what RIS and the other formats of tagged lines can hold."""
    record: Record = draw(records(text_values=_plain_texts))
    for variable, values in (
        ("page", _pages),
        ("keyword", _few_words.map(", ".join)),
        ("note", _few_words.map("\n".join)),
    ):
        if draw(st.booleans()):
            record.texts[variable] = draw(values)  # type: ignore[index]
        else:
            record.texts.pop(variable, None)  # type: ignore[call-overload]
    return record
