"""How lists in Japanese, Chinese and Korean print names, dates and punctuation."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bibconv.record import Name
from training.marked import OPEN, VALUE, mark, outside

LANGUAGES = frozenset(("ja", "zh", "zh-TW", "ko"))

# What parts names; the first are the commonest.
_BETWEEN = {
    "ja": (*"・・・・，，、、", ", ", ", ", "; ", "／", " ・ ", "\u3000", "･"),
    "zh": (", ", ", ", ", ", "，", "，", "、", "、", ",", "; ", " ", "；"),
    "zh-TW": ("、", "、", "、", "，", "、", "；", ", "),
    "ko": (", ", ", ", "·", "·", "·", "ㆍ", "・", ".", " · ", ",", "‧", "; ", "/"),
}
# What stands before the last of several names.
_LAST = {
    "ja": ("と", " & ", ", "),
    "zh": ("和", "与", " & "),
    "zh-TW": ("與", "、"),
    "ko": (" & ", " 및 ", "와 "),
}
_OTHERS = {
    "ja": ("ほか", "他", "ほか", "、ほか", "，他", " 他", " et al.", "ら", "，ほか"),
    "zh": ("等", "，等", ", 等", "等", " 等", ", et al"),
    "zh-TW": ("等", "等人", "等"),
    "ko": (" 외", " 외", " 외 2인", " 외 3명", " et al."),
}
# What stands behind one name of a list: a corresponding author, the owner of the list.
_MARKS = ("*", "*", "＊", "†", "#", "**")
_REMARKS = {
    "zh": ("通讯作者", "第一作者", "通讯"),
    "ja": ("責任著者", "筆頭著者"),
    "ko": ("교신저자",),
}


def people(
    label: str, names: list[Name], language: str, latin: Callable[[Name], str], rng: Random
) -> str:
    """Return a list of names, marked; `latin` prints those in Latin letters."""
    spaced = rng.random() < {"ja": 0.12, "ko": 0.0}.get(language, 0.04)
    shown = [_name(name, spaced=spaced, latin=latin) for name in names]
    between = rng.choice(_BETWEEN[language])
    if between.strip() == "" and (spaced or any(" " in one for one in shown)):
        between = ", "
    others = ""
    if len(shown) > 1 and rng.random() < 0.13:
        shown, others = shown[: rng.choice((1, 1, 2, 3))], rng.choice(_OTHERS[language])
    drawn = rng.random()
    if drawn < 0.05:
        at = rng.randrange(len(shown))
        shown[at] += rng.choice(_MARKS)
    elif drawn < 0.07 and label == "author" and language in _REMARKS and not others:
        # A remark parts the list in two.
        at = rng.randrange(len(shown))
        parts = [mark(label, between.join(part)) for part in (shown[: at + 1], shown[at + 1 :])]
        opening, closing = rng.choice(("（）", "()", "（）"))
        remark = opening + mark("note", rng.choice(_REMARKS[language])) + closing
        return parts[0] + remark + (between + parts[1] if parts[1] else "")
    if others:
        return mark(label, between.join(shown) + others)
    if len(shown) > 1 and rng.random() < 0.06:
        last = rng.choice(_LAST[language])
        return mark(label, between.join(shown[:-1]) + last + shown[-1])
    return mark(label, between.join(shown))


def _name(name: Name, *, spaced: bool, latin: Callable[[Name], str]) -> str:
    if name.literal or not name.family:
        return name.literal or name.given
    if name.family[0] < "\u3000":
        return latin(name)
    return f"{name.family}{' ' if spaced else ''}{name.given}"


def date(language: str, year: int, month: int, day: int, rng: Random) -> str:
    """Return a date as it is printed; a month or day of 0 is left out."""
    marks = ("년 ", "월 ", "일") if language == "ko" else ("年", "月", "日")
    drawn = rng.random()
    if language in _ERAS and drawn < 0.03:
        era, before = _ERAS[language]
        month_shown = f"{month}{marks[1]}" if month else ""
        return f"{era}{max(year - before, 1)}{marks[0]}{month_shown}"
    if not month:
        return str(year)
    if drawn < 0.6:
        shown = f"{year}{marks[0]}{month}{marks[1]}" + (f"{day}{marks[2]}" if day else "")
        return shown.rstrip()
    sign = rng.choice("..-/")
    width = 2 if sign == "-" or drawn < 0.8 else 1
    return sign.join([str(year), *(f"{part:0{width}}" for part in (month, day) if part)])


_ERAS = {"ja": ("平成", 1988), "zh-TW": ("民國", 1911)}


def restyled(text: str, language: str, rng: Random) -> str:
    """Return a marked reference with the punctuation of other lists: full width, ASCII, mixed."""
    for share, table in _STYLES.get(language, ()):
        if rng.random() < share:
            text = outside(text, _translating(table))
    if rng.random() < 0.04 and language != "ko":
        text = VALUE.sub(lambda found: _widened(found[0]), text)
    return text


def _translating(table: dict[str, str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for sign, other in table.items():
            text = text.replace(sign, other)
        return text

    return change


_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
_NARROW = {OPEN["url"], OPEN["doi"]}


def _widened(value: str) -> str:
    """Return a value with digits of full width; addresses keep theirs."""
    return value if value[0] in _NARROW else value.translate(_WIDE)


# How often a list of a language has other signs for those of the layouts.
_STYLES: dict[str, tuple[tuple[float, dict[str, str]], ...]] = {
    "ja": (
        (0.25, {"、": "，", "。": "．"}),
        (0.1, {"、": ", ", "。": ". ", "，": ", ", "．": ". "}),
        (0.15, {"（": "(", "）": ")"}),
        (0.05, {"（": " (", "）": ") "}),
        (0.05, {"(": "（", ")": "）"}),
        (0.03, {"「": "｢", "」": "｣"}),
        (0.03, {"「": "“", "」": "”"}),
        (0.03, {"『": "《", "』": "》"}),
        (0.06, {"」『": "」, 『", "』": "』, "}),
        (0.06, {"」『": "」 『", "』": "』 "}),
        (0.04, {"、": "､", "。": "｡"}),
    ),
    "zh": (
        (0.12, {", ": "，", ". ": "．", ": ": "：", "(": "（", ")": "）", "[": "［", "]": "］"}),
        (0.12, {", ": "，", ": ": "：", "; ": "；"}),
        (0.1, {". ": ".", ", ": ",", ": ": ":"}),
        (0.1, {"，": ", ", "。": ".", "：": ": ", "（": "(", "）": ")"}),
        (0.05, {"，": ",", "：": ":"}),
        (0.05, {"》，": "》", "《": "《"}),
        (0.04, {"“": "“", "”，": ",”"}),
        (0.04, {"》": "》 ", "《": " 《"}),
    ),
    "zh-TW": (
        (0.1, {"，": ", ", "。": ".", "：": ": "}),
        (0.1, {"（": "(", "）": ")"}),
        (0.1, {"〈": "「", "〉": "」"}),
    ),
    "ko": (
        (0.08, {"「": "｢", "」": "｣", "『": "『", "』": "』"}),
        (0.06, {"「": "<", "」": ">", "『": "《", "』": "》"}),
        (0.05, {"「": "“", "」": "”"}),
        (0.05, {"「": "‘", "」": "’"}),
        (0.04, {"「": "〈", "」": "〉", "『": "≪", "』": "≫"}),
    ),
}
