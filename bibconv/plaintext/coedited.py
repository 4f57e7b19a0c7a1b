"""Entries that begin with those whom the owner edited them with: "(Hg. mit A. Kim) Fog, Oslo"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibconv.plaintext.tagging import Tag, Tagged
from bibconv.plaintext.tokens import Text
from bibconv.variables import ItemType


@dataclass(frozen=True, slots=True)
class CoEdited:
    """An entry as the network shall read it, without its first bracket, and who is in that."""

    text: Text
    by: int
    names: tuple[int, int]

    def restored(self, tagged: Tagged, item_type: ItemType | None = None) -> Tagged:
        """Return tags with their places in the entry, and the editors of the bracket."""
        editors = Tag("editor", *self.names, "led-by-role", _SURE)
        tags = [
            tag._replace(start=tag.start + self.by, end=tag.end + self.by) for tag in tagged.tags
        ]
        if [tag.label for tag in tags[:2]] == ["author", "title"]:
            # "Küsten lesen. Wissensräume der Vormoderne": no authors stand behind the editors.
            tags[:2] = [tags[1]._replace(start=tags[0].start)]
        return Tagged([editors, *tags], tagged.confidence)


# The bracket leaves no doubt but about how the names in it are parted.
_SURE = 0.93


def coedited(text: Text) -> CoEdited | None:
    """Return the entry without the bracket that begins it, None where there is no such bracket."""
    match = _LED.match(text.text)
    if not match:
        return None
    by = match.end()
    italics = tuple((start - by, end - by) for start, end in text.italics if start >= by)
    return CoEdited(Text(text.text[by:], text.offsets[:0], italics), by, match.span("names"))


# "(ed. with John Smith and Jane Doe), ", "(Hg. zus. mit J. Kim): ", "(a cura di, con Mario Rossi) "
_LED = re.compile(
    r"\((?:co-?)?(?:eds?|edited|editors?|hrsg|hrsgg|hg|hgg|herausgegeben|dirs?|coords?|orgs?"
    r"|a cura di|éd|ред)\b\.?,? "
    r"(?:(?:zus\.|zusammen|gemeinsam|together|jointly|en collaboration|insieme|junto) )?"
    r"(?:with|mit|avec|con|com|met|med|со?) (?P<names>[^()\[\]]{3,200})\)[.,:]? ",
    re.IGNORECASE,
)
