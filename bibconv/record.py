"""One bibliographic item, in CSL's words, with the text that each of its values came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bibconv.source import Span
from bibconv.variables import DateVar, ItemType, NameVar, TextVar

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Name(NamedTuple):
    """A person (`family`, `given`, …) or whatever could not be parsed as one (`literal`).

    CSL 1.0.2, appendix "Name variables". Empty string means absent.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    literal: str = ""


# "et al.", "and others", "u. a.": the list was cut by its source, which is a fact worth keeping.
# BibTeX writes it `and others`, and so do pandoc and citation-js in CSL-JSON.
OTHERS = Name(literal="others")


class Date(NamedTuple):
    """A day, month or year, or a range of them.

    `start` and `end` hold (year[, month[, day]]); `end` is None for a single date and empty for an
    open range. `season` is 1 (spring) to 4. A date nobody could type is `literal`.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] | None = None
    season: int = 0
    circa: bool = False
    literal: str = ""


class Evidence(NamedTuple):
    """Why a value is what it is: where it stood, which rule took it, and how sure that rule is.

    `span` is None where nothing was printed (an owner taken as the author); `confidence` is 0 to 1.
    """

    span: Span | None
    rule: str
    confidence: float = 1.0


class LateEvidence(MutableMapping[str, Evidence]):
    """Evidence that `make` works out when somebody first looks: most conversions never do."""

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[], dict[str, Evidence]]) -> None:
        self._make = make
        self._known: dict[str, Evidence] | None = None

    def _made(self) -> dict[str, Evidence]:
        if self._known is None:
            self._known = self._make()
        return self._known

    def __getitem__(self, variable: str) -> Evidence:
        return self._made()[variable]

    def __setitem__(self, variable: str, why: Evidence) -> None:
        self._made()[variable] = why

    def __delitem__(self, variable: str) -> None:
        del self._made()[variable]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[type[dict[str, Evidence]], tuple[dict[str, Evidence]]]:
        """Copies and pickles are plain dictionaries."""
        return dict, (self._made(),)


class Origin(NamedTuple):
    """Where a record was read: format, source, span and first line (1-based) there, raw text."""

    format: str
    source: str = ""
    span: Span | None = None
    line: int = 0
    raw: str = ""


@dataclass(slots=True)
class Record:
    """One bibliographic item. Absent means absent: no empty strings, no None values.

    `extra` keeps what has no CSL variable, as "format:field" -> values; the same format writes it
    back. `evidence` maps a variable ("title", "author", "type") to where its value came from; under
    "record" it says how sure the record is as a whole.
    """

    id: str = ""
    type: ItemType = "document"
    texts: dict[TextVar, str] = field(default_factory=dict)
    names: dict[NameVar, list[Name]] = field(default_factory=dict)
    dates: dict[DateVar, Date] = field(default_factory=dict)
    extra: dict[str, list[Json]] = field(default_factory=dict)
    origin: Origin | None = field(default=None, compare=False)
    evidence: MutableMapping[str, Evidence] = field(default_factory=dict, compare=False)

    def variables(self) -> Iterator[str]:
        """Yield the name of every variable that has a value, texts first, then names, dates."""
        yield from self.texts
        yield from self.names
        yield from self.dates

    @property
    def confidence(self) -> float:
        """How probable it is that the whole record is right, 1 where nobody doubts it."""
        whole = self.evidence.get("record")
        return whole.confidence if whole else 1.0

    @property
    def year(self) -> str:
        """The year of `issued` as printed digits, or an empty string."""
        issued = self.dates.get("issued")
        return str(issued.start[0]) if issued and issued.start else ""


class Verbatim(NamedTuple):
    """What stands between records (`@comment`, `@preamble`, `@string`), kept to be written back."""

    format: str
    text: str
    line: int = 0
    source: str = ""
