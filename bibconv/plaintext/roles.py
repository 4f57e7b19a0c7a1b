"""The roles that East Asian lists print behind names: 編 and 主编 edit, 訳 and 옮김 translate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bibconv.plaintext.tagging import Label

# What a role makes of those before it; None leaves them what they are taken for.
_ROLES: dict[str, Label | None] = {
    **dict.fromkeys("編 編集 責任編集 監修 編輯 主編 合編 编 主编 编辑 总主编".split(), "editor"),
    **dict.fromkeys("엮음 편 편집 책임편집".split(), "editor"),
    **dict.fromkeys("訳 監訳 共訳 翻訳 抄訳 译 譯 翻译 校译".split(), "translator"),
    **dict.fromkeys("옮김 역 번역 공역".split(), "translator"),
    **dict.fromkeys("著 共著 合著 지음 저 공저".split(), "author"),
    **dict.fromkeys("編著 编著 編訳 编译 編譯 校注 校訂 訳注 点校 整理 编选 撰 편저 편역".split()),
}
ROLE_WORDS = frozenset(_ROLES)
EDITING = frozenset(word for word, role in _ROLES.items() if role == "editor") | {"編著", "编著"}
_WORDS = "|".join(sorted(_ROLES, key=len, reverse=True))
_SIGN = "[\u3005\u3040-\u30ff\u3400-\u9fff]"
_HANGUL = "[\uac00-\ud7af]"
# "佐藤太郎編", "李德裕等编著", "ジョン・スミス著", "佐藤太郎（編）", "고영근 편"; "王著" is a name,
# and so may "김지음" be: what is left has two signs or three syllables.
_ROLE = re.compile(
    rf"(?:(?<={_SIGN}{{2}})|(?<={_SIGN}\s{_SIGN})|(?<={_HANGUL}{{3}})|(?<=[^\W\d_])\s|(?<=[\w.])\s?[（(\[［])"
    rf"(?P<role>{_WORDS})[）)\]］]?(?=\s*(?:$|[,，、;；:：・·･/／]))"
)


# "; под ред. ", "; пер. с англ. ", "; отв. ред. "
LED = re.compile(
    r"\s*[;,]\s(?P<role>(?:под|за)(?: общ\.| науч\.| заг\.)? ред\.|(?:отв|гл|науч|відп)\. ред\."
    r"|сост\.|упоряд\.|пер\.(?: [сз] [а-яі]{2,6}\.)?)\s+(?=[А-ЯІЇЄҐ])",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """Names with one role: the label, and the range without the role."""

    label: Label
    start: int
    end: int


def by_roles(label: Label, text: str) -> Iterator[Named]:
    """Yield the names of a run with the roles that are printed behind them.

    `王明译` labelled as an author may be called so; behind others whose role is printed it is one.
    """
    at = 0
    told = False
    if led := LED.search(text, 1):
        # "У. Эко ; пер. с итал. В. Резник": a Russian role stands before its names.
        others: Label = "translator" if led["role"][:3].casefold() == "пер" else "editor"
        before: Label = "author" if label == others else label
        yield Named(before, *_edges(text, 0, led.start()))
        yield Named(others, *_edges(text, led.end(), len(text)))
        return
    for match in _ROLE.finditer(text):
        role = _ROLES[match["role"]]
        # "マルティン・ハイデガー（細谷貞雄訳）": what stands before the bracket has another role.
        bracket = max(text.rfind(sign, at, match.start()) for sign in "(（")
        if bracket > at and not any(sign in text[bracket : match.start()] for sign in ")）"):
            before = "author" if role == "translator" and not told else label
            yield Named(before, *_edges(text, at, bracket))
            at, told = bracket + 1, True
        alone = match.end() >= len(text.rstrip(" ,，、;；"))
        if role == "translator" and label == "author" and alone and not told:
            continue
        told = True
        yield Named(role or label, *_edges(text, at, match.start()))
        at = match.end()
    if at < len(text) and any(char.isalnum() for char in text[at:]):
        yield Named(label, *(_edges(text, at, len(text)) if at else (at, len(text))))


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] in " ,，、;；:：・·･/／(（[［":
        end -= 1
    return start, end
