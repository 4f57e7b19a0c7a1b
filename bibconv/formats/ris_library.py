"""rispy's parser and writer for every tag that can be, so that none is dropped."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, TextIO

import rispy  # type: ignore[import-untyped]

from bibconv.formats.ris_tables import LABELS


class Parser(rispy.RisParser):  # type: ignore[misc]
    """rispy's parser for lines in the strict form, with each tag a list of all its values.

    The list of tags is a set, for rispy looks every line up in it.
    """

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = LABELS
    DEFAULT_LIST_TAGS: ClassVar[frozenset[str]] = frozenset(LABELS)
    DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}


class Writer(rispy.RisWriter):  # type: ignore[misc]
    """rispy's writer for entries that name each tag by itself, with the list of its values.

    The type's is the first. rispy's own loop makes a list of all entries and puts "1." before each,
    which stops some importers.
    """

    SEPARATOR = None

    def format_lines(self, file: TextIO, references: list[dict[str, list[str]]]) -> None:
        """Write entries one after the other."""
        for reference in references:
            file.write(self.entry(reference))

    def entry(self, reference: dict[str, list[str]]) -> str:
        """Return an entry as it is written."""
        heads = self._heads
        lines = [heads[tag] + value for tag, values in reference.items() for value in values]
        return "\n".join((*lines, heads[self.END_TAG], ""))

    @cached_property
    def _heads(self) -> dict[str, str]:
        return {tag: self.PATTERN.format(tag=tag, value="") for tag in LABELS}
