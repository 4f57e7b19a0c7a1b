"""The words of a printed list of names, and the parts that its separators make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bibconv.values.name_kinds import CAPITAL_SUFFIXES, kind
from bibconv.values.names import is_initials


class Part(NamedTuple):
    """The words between two separators, `first` to `last`, and the separator before them.

    "," may stand within a name, "y" too ("Ortega y Gasset"); "&" is any "and", ";" all the rest.
    """

    first: int
    last: int
    separator: str


_STRENGTH = {",": 0, "y": 1, "&": 2, ";": 3}


@dataclass(slots=True)
class Printed:
    """A list cut into words and parts; `others` are the ranges of "et al." and the like.

    A word begins at `starts`, ends behind its full stop at `ends`, before it at `bares`, and is of
    one of the `kinds` (`name_kinds`). `first` and `separator` belong to the part that is not closed
    yet.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    bares: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    first: int = 0
    separator: str = ";"

    def add(self, letter: str, start: int, bare: int, end: int) -> None:
        """Add a word."""
        self.starts.append(start)
        self.ends.append(end)
        self.bares.append(bare)
        self.kinds.append(letter)

    def drop(self) -> int:
        """Take the last word back; return where it began."""
        self.ends.pop()
        self.bares.pop()
        self.kinds.pop()
        return self.starts.pop()

    def cut(self, separator: str) -> None:
        """Close a part; of several separators in a row the strongest counts."""
        behind = len(self.kinds)
        if behind > self.first:
            self.parts.append(Part(self.first, behind, self.separator))
            self.first, self.separator = behind, separator
        elif _STRENGTH[separator] > _STRENGTH[self.separator]:
            self.separator = separator

    @property
    def open(self) -> bool:
        """Tell whether the part not closed yet has words."""
        return len(self.kinds) > self.first


# "et al.", "et. al", "et .al .", "etal", "and 12 others", "& colleagues", "u. a.", "и др.", "i in."
_OTHERS = re.compile(
    r"(?:et\s?\.?\s?al(?:ii|iae)?\b(?!['’-])|et coll(?:ab)?\b|&\s?al\b"
    r"|(?:and|&|a|und)\s(?:\d{1,5}\s)?(?:others|colleagues|co-?workers|andere)\b"
    r"|(?-i:u\.\s?a\.|e\.\s?a\.)(?![^\W\d_])|i in\.|и др\b|y otr[oa]s\b|e outr[oa]s\b|e altri\b"
    r"|y cols?\b|ve ark\b|dkk\b|m\.\s?fl\.|a kol\b"
    r"|та ін\b|[等他](?!\w)|外\s?\d{1,4}人|외\s?\d{1,4}\s?[인명]|외(?!\w)|ほか)"
    r"(?:\s?\.)?",
    re.IGNORECASE,
)
# The same glued to a name, as PDFs print it, "Stolarczyket al .", or as it is usual: "李明等",
# "佐藤太郎ほか", "佐藤太郎他"
_GLUED = re.compile(
    r"(?:et\s?\.?\s?al\b(?:\s?\.)?|(?<=[\u3400-\u9fff]{2})(?:等人?|ほか)(?!\w)"
    r"|(?<=[\u3040-\u9fff]{3})他(?!\w))"
)

_ROLES = (
    "ed eds edd éd éds editor editors editora editores editoras editori éditeur éditeurs edited"
    " editado hrsg hsg hg hgg herausgeber herausgeberin herausgeberinnen herausgegeben dir dirs"
    " coord coords coordinador coordinadora org orgs organizador organizadora organizadores comp"
    " comps compiler compilers compiled compilador compiladora compiladores trans transl translator"
    " translators translated trad traducteur traducteurs übers übersetzer producer producers"
    " director directors réalisateur réalisateurs illustrator illustrators contributor contributors"
).split()
_ROLE_WORD = rf"(?:{'|'.join(_ROLES)})\b"
# "ed.", "Hrsg.", "a cura di", "edited by", "ed. and trans. by", "sous la dir. de"
_ROLE = re.compile(
    rf"(?:{_ROLE_WORD}(?:\s?\.)?(?:\s?(?:and|&|et|und)\s{_ROLE_WORD}(?:\s?\.)?)?"
    r"(?:\s(?:by|par|por|von|v\.)(?=\s))?|a cura di\b|sous la dir(?:ection)?\b\.?(?:\sde\b)?"
    r"|on behalf of(?: the)?\b|for the(?= )|gen\.(?= ed))",
    re.IGNORECASE,
)
_ROLE_INSIDE = re.compile(rf"\b{_ROLE_WORD}|a cura di|sous la dir", re.IGNORECASE)

# "and", "und", "et", "AND", "with"; glued to the next name: "andT. Neupert", "etK. Ogasawara"
_AND = re.compile(
    r"(?:and|und|et|og|och|en|dan|sowie|with|mit|avec|com|con|с|та|és|și|및|와|과|と|和|与|與"
    r"|(?:AND|UND|ET|And)(?=\s[^\W\d_a-z]))(?![\w.'’-])"
    r"|(?:and|et|und)(?=[A-ZÀ-Þ])|u\.(?=\s)"
)
# The short ones, which also stand inside families ("Ortega y Gasset") or are initials with a stop.
_SHORT_AND = re.compile(r"(?:y|e|i|и|a)(?=\s)")

# The words at which one of the patterns above can begin.
_SPECIAL = frozenset(_ROLES) | frozenset(
    "et etal and a und u e i и y ve dkk m sous on for gen og och en dan sowie with mit avec com con"
    " с та és și 및 와 과 と 和 与 與 等 他 ほか 외".split()
)

# What a word is made of: all but white space and the marks that part or wrap names. An accent that
# a PDF left beside its letter stays in it, as does a hyphen before a space ("Gonzalez- Guillen").
_INNER = (
    r"[^\s,;:.&/|·•‧ㆍ・･、，；／‚､()\[\]{}（）［］【】〔〕「」『』《》〈〉<>\"“”„«»*†‡§¶∗\d"
    r"\\~#^+=–—…⁎¹²³⁴-⁹⁰]"
)
# "ジョン・スミス", "ジョン・A・スミス", "马克斯·韦伯": between two words in katakana, or in Chinese
# signs where it is not Japan's, the dot parts the names of one person.
_DOT = (
    r"(?:(?<=[ァ-ヺー])[・･](?=[ァ-ヺ]|[A-Z][・･])|(?<=[ァ-ヺー][・･][A-Z])[・･](?=[ァ-ヺ])"
    r"|(?<=[\u3400-\u9fff])[·‧•](?=[\u3400-\u9fff]|[A-Z][·‧•])|(?<=[·‧•][A-Z])[·‧•](?=[\u3400-\u9fff]))"
)
# "[美]塞缪尔·亨廷顿", "（法）福柯": where an author is from
_COUNTRY = r"[\[（(【〔［][\u3400-\u9fff]{1,3}[\]）)】〕］]\s?(?=[\u3400-\u9fff])"
# A space before a letter begins nothing else, which saves trying all the others at it.
_TOKEN = re.compile(
    r"(?: (?=[^\W\d_]))?(?P<word>(?:[-\u2010\u2011]\s?|–(?=[^\W\d_]\.))?[@`´˜¨‘’'ʿʾ]?(?=[^\W\d_])"
    rf"{_INNER}+(?:{_DOT}{_INNER}+)*(?:(?<=[-\u2010\u2011])\s(?=[^\W\d_]){_INNER}+)?)(?P<stop>\s?\.)?"
    rf"|(?P<country>(?<![\w\s]){_COUNTRY})"
    # "Plunkett G 3rd"
    r"|(?P<ordinal>\d(?:nd|rd|th)\b)"
    # "(D.)", "[akob]", "(Eds.)" behind a word; brackets elsewhere are looked into
    r"|(?P<bracket>(?<=[\w.’'*†＊])\s?(?:[(\[][^()\[\]]{0,200}[)\]]|[（［][^（）［］]{0,200}[）］]))"
    r"|(?P<tag><[^<>]{1,40}>)"
    # "———. " for the name of the entry before
    r"|(?P<line>[—–_-]{2,}|—)"
    r"|(?P<dash>\s[-–]\s|(?<=\.)–|…|\.\.\.)"
    r"|(?P<mark>[,;&/|·•‧ㆍ・･、，；／‚､\n])"
)
# Longer than any name: hyphens bind no further, so that hostile input stays linear.
_LONGEST_WORD = 80
_HYPHENS = "-–\u2010\u2011"
# With what `_GLUED` begins, at the end of a word.
_GLUED_ENDS = ("et", "等", "等人", "ほか", "他")
# "In J. Smith", "In: ", "(in ", "by "; but "In, J."
_LEAD = re.compile(
    r"[\s(\[<]*(?:(?:in|dans|en|nel|в кн)(?:\s?:\s?|\.?\s(?![,:]))|by\s)", re.IGNORECASE
)


def printed(text: str) -> Printed:
    """Cut a list into words and parts, without roles ("(Eds.)"), marks and lead-ins ("In")."""
    found = Printed(text)
    lead = _LEAD.match(text)
    one_a_line = _one_a_line(text)
    at = lead.end() if lead else 0
    tokens = _TOKEN.finditer(text, at)
    while token := next(tokens, None):
        at = token.end()
        match token.lastgroup:
            case "word" | "stop" as group:
                word = token["word"]
                letter = _letter(word, group == "stop") if len(word) < _LONGEST_WORD else ""
                if letter:
                    found.add(letter, *token.span("word"), at)
                else:
                    at = _odd_word(found, token)
            case "mark":
                at = _mark(found, token, one_a_line)
            case "bracket":
                _bracket(found, token)
            case "dash":
                if token["dash"] in ("…", "..."):
                    found.others.append(token.span())
                found.cut(";")
            case "line" if not found.open:
                found.add("l", token.start(), at, at)
                found.cut(",")
            case "ordinal" if found.open:
                found.add("s", token.start(), at, at)
        if at != token.end():
            tokens = _TOKEN.finditer(text, at)
    found.cut(";")
    if found.kinds and found.kinds[-1] == "x" and not text[found.ends[-1] :].strip(" .,;:)]"):
        found.kinds[-1] = "z"
    _settle_capitals(found)
    _settle_patronymics(found)
    _settle_last(found)
    return found


@lru_cache(maxsize=1 << 15)
def _letter(word: str, stopped: bool) -> str:
    """Return the letter of a word that means the same wherever it stands, "" for any other."""
    if (
        word[0] in _HYPHENS
        or word in CAPITAL_SUFFIXES
        or word.endswith(_GLUED_ENDS)
        or _is_special(word)
    ):
        return ""
    letter = kind(word, stopped)
    return "" if stopped and letter == "c" else letter


def _odd_word(found: Printed, token: re.Match[str]) -> int:
    """Take a word that may be no name's, or only part of one; return where to go on."""
    text, word, (start, bare), end = found.text, token["word"], token.span("word"), token.end()
    stopped = end > bare
    if _is_special(word) and (cut := _special(found, start)):
        found.cut(cut[1])
        return cut[0]
    if (
        word.endswith(_GLUED_ENDS)
        and len(word) > 2
        and (tail := _GLUED.match(text, bare - 1 - word.endswith(("et", "等人", "ほか"))))
    ):
        found.add(kind(text[start : tail.start()], False), start, tail.start(), tail.start())
        found.others.append(tail.span())
        found.cut(";")
        return tail.end()
    if word[0] in _HYPHENS and found.open and bare - found.starts[-1] < _LONGEST_WORD:
        # "J. -P.", "Trolier -McKinstry": the hyphen binds over the space.
        start = found.drop()
        word = text[start:bare]
    else:
        word = word.lstrip(_HYPHENS + " ")
        start = bare - len(word)
    letter = kind(word, stopped)
    if word in CAPITAL_SUFFIXES and _is_suffix(found, end if stopped else 0):
        letter = "s"
    found.add(letter, start, bare, end)
    if stopped and letter == "c":
        found.cut(";")
    return end


def _is_suffix(found: Printed, stop: int) -> bool:
    """Tell whether "JR" or "II" follows a whole name: "Deerfield DW II", "P. E. ELLIS, JR.".

    `stop` is where the full stop behind it ends, 0 if there is none.
    """
    if found.open and stop and found.kinds[-1] in "AQ" and _GIVEN_BEHIND.match(found.text, stop):
        return True  # "DELMANTO JR., Roberto"
    if found.open:
        return found.kinds[-1] in "iU"
    last = found.parts[-1] if found.parts else None
    return stop > 0 and last is not None and last.last - last.first > 1


# ", Roberto", but ", Silva A" and ", Costa P."
_GIVEN_BEHIND = re.compile(r",\s[^\W\d_a-z][^\W\d_A-Z]++(?!,?\s[A-Z]{1,3}\b)")


def _is_special(word: str) -> bool:
    """Tell whether a connective, a role or an "et al." may begin with a word."""
    low = word.casefold()
    if low in _SPECIAL:
        return len(word) > 1 or not word.isupper()
    # "外12人", "외 3명", "andT."
    return low[0] in "外외" or (word[:2] in ("an", "et", "un") and not word.islower())


def _special(found: Printed, start: int) -> tuple[int, str] | None:
    """Return where a connective, a role or an "et al." ends, and how strongly it parts."""
    text = found.text
    if match := _OTHERS.match(text, start):
        found.others.append(match.span())
        return match.end(), ";"
    if (match := _ROLE.match(text, start)) and _is_role(found, match):
        return match.end(), ";" if found.open else ","
    if match := _AND.match(text, start):
        return match.end(), "&"
    if (found.open or found.parts) and (match := _SHORT_AND.match(text, start)):
        return match.end(), "y" if found.open else "&"
    return None


def _is_role(found: Printed, match: re.Match[str]) -> bool:
    """Tell a role from a name or a body: "Ed Vienne", "Board of Directors", "Producers Guild"."""
    word = match[0]
    if found.open and found.kinds[-1] in "fo":
        return False
    if word[0].islower() or word[-1] == "." or " " in word or word.isupper():
        return len(word) > 2 or word in ("ed", "hg", "éd")
    rest = found.text[match.end() : match.end() + 2].lstrip()
    return not rest or rest[0] in ",;:)]."


def _mark(found: Printed, token: re.Match[str], one_a_line: bool) -> int:
    """Take a separator; return where to go on."""
    mark = token["mark"]
    if mark == "&":
        if others := _OTHERS.match(found.text, token.start()):
            found.others.append(others.span())
            found.cut(";")
            return others.end()
        found.cut("&")
    elif mark != "\n" or one_a_line:
        found.cut("," if mark in ",，‚、" else ";")
    return token.end()


# "(M.I.)", "(Fr.-R.)", "(Jean)": what could be a given name
_GIVEN = re.compile(r"[^\W\d_a-z][\w’']{0,14}\.?(?:[-\s]{0,2}[^\W\d_a-z][\w’']{0,14}\.?){0,3}")


def _bracket(found: Printed, token: re.Match[str]) -> None:
    """Take what stands in brackets behind a word."""
    inside = token["bracket"].strip(" ()[]（）［］")
    spaced = token["bracket"][0].isspace()
    if _OTHERS.fullmatch(inside):
        found.others.append(token.span())
        found.cut(";")
    elif len(inside) < 60 and _ROLE_INSIDE.search(inside):
        found.cut(",")
    elif inside and found.open:
        if not spaced and found.ends[-1] == token.start() and found.kinds[-1] != "c":
            # "J[akob]." is one word.
            found.ends[-1] = found.bares[-1] = token.end()
        else:
            letter = "b" if _GIVEN.fullmatch(inside) and inside[0] < "\u3000" else "B"
            if letter == "b" and _is_initialled(inside):
                letter = "g"
            found.add(letter, token.start() + spaced, token.end(), token.end())


def _is_initialled(inside: str) -> bool:
    """Tell whether brackets hold initials, as "(J.-P.)", and no "(MIT)"."""
    return ("." in inside or len(inside) == 1) and is_initials(re.sub(r"\s", "", inside))


def _one_a_line(text: str) -> bool:
    """Tell whether each line is a name of its own, and not the continuation of the one before."""
    if "\n" not in text:
        return False
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return all(
        line[-1] not in ",;&-" and line.count(",") <= 2 and " " in line and ";" not in line
        for line in lines
    ) and not any(re.search(r"\s(?:and|und|et|y|&)(?:\s|$)", line) for line in lines)


# "Emma SMITH", "MÜLLER Anna": capitals that tell the family name, beside a name that is not in them
_SHOUTED = re.compile(r"W[Wi]*[pPD]*A|[pPD]*A+W[Wi]*")


def _settle_last(found: Printed) -> None:
    """Let "Sobrinho" be a family where no other stands before it: "A. C. Sobrinho"."""
    for at, letter in enumerate(found.kinds):
        if letter == "n" and (at == 0 or found.kinds[at - 1] in "ix"):
            found.kinds[at] = "W"


def _settle_capitals(found: Printed) -> None:
    """Take short words for family names where a list prints those in capitals: "Buhm HAN"."""
    kinds = found.kinds
    if "A" not in kinds or "W" not in kinds:
        return
    shapes = ["".join(kinds[part.first : part.last]) for part in found.parts]
    if sum(_SHOUTED.fullmatch(shape) is not None for shape in shapes) < 2:
        return
    for part, shape in zip(found.parts, shapes, strict=True):
        if "W" in shape and len(shape) > 1:
            if shape[-1] in "UD":
                kinds[part.last - 1] = "Q"
            elif shape[0] in "UD":
                kinds[part.first] = "Q"


# "Макаров Виктор Геннадьевич", "Коваленко Оксана Петрівна": a father's name stands last behind the
# family name; "Виктор Геннадьевич Макаров" is in natural order.
_PATRONYMIC = re.compile(r"[А-ЯІЇЄ][а-яёіїє’']+(?:[оеё]вич|ьич|[оеё]вна|ична|івна|ївна)")


def _settle_patronymics(found: Printed) -> None:
    """Take the first of three words for the family name where the last is a father's name."""
    for part in found.parts:
        if part.last - part.first == 3 and all(
            found.kinds[at] == "W" for at in range(part.first, part.last)
        ):
            last = part.last - 1
            if _PATRONYMIC.fullmatch(found.text[found.starts[last] : found.bares[last]]):
                found.kinds[part.first] = "A"


def pieces(kinds: str) -> Iterator[int]:
    """Yield where names begin that stand side by side: `J. Doe A. Roe`, `Doe J. Roe A.`."""
    for pattern, one in _SIDE_BY_SIDE:
        if pattern.fullmatch(kinds):
            yield from (match.start() for match in one.finditer(kinds))
            return
    yield 0


_SIDE_BY_SIDE = (
    # Two are often one: "S. James P. Spottiswoode".
    (re.compile(r"(?:i+[pmP]*[WAQU]){3,}"), re.compile(r"i+[pmP]*[WAQU]")),
    (re.compile(r"(?:[pmP]*[WAQU]i+){2,}"), re.compile(r"[pmP]*[WAQU]i+")),
)
