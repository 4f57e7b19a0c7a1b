"""rispy's parser and writer for every tag that can be, so that none is dropped."""

from __future__ import annotations

from typing import Any, ClassVar, TextIO

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
    """rispy's writer for all tags there are, each with the list of its values."""

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = LABELS
    DEFAULT_LIST_TAGS: ClassVar[frozenset[str]] = frozenset(LABELS)
    DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}
    REFERENCE_TYPE_KEY = LABELS["TY"]
    SEPARATOR = None

    def set_header(self, count: int) -> str:
        """Return no header: "1." before an entry stops some importers."""
        return ""

    def format_lines(self, file: TextIO, references: list[dict[str, Any]]) -> None:
        """Write entries whose labels are tags and whose values are lists, but for the type's."""
        for entry in references:
            file.write(self.entry(entry))

    def entry(self, reference: dict[str, Any]) -> str:
        """Return an entry as it is written."""
        lines = [f"TY  - {reference[self.REFERENCE_TYPE_KEY]}\n"]
        for label, values in reference.items():
            if label != self.REFERENCE_TYPE_KEY:
                tag = self._rev_mapping[label]
                for value in values:
                    lines.append(f"{tag}  - {value}\n")
        lines.append("ER  - \n")
        return "".join(lines)
