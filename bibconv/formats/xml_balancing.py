"""Broken XML as sound XML: all its text, in elements that are all closed.

libxml2 goes on behind a fault as well, but drops what follows an end tag that closes too much.
"""

from __future__ import annotations

import re

# Elements deeper than this are no elements; libxml2 reads no more than 256 levels.
_DEEPEST = 200
_NAME = r"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?+"
_ATTRIBUTE = re.compile(rf"""\s*+({_NAME})\s*+=\s*+("[^"<]*+"|'[^'<]*+'|[^\s"'<>=/]++)""", re.ASCII)
# "<!-- … -->", "<![CDATA[…]]>", "<?…?>"; "</title>", "<title type='a'>"; "<title" without its ">"
_MARK = re.compile(
    r"<(?:!--.*?--|!\[CDATA\[.*?\]\]|\?.*?\?)>"
    rf"|<(?P<close>/?)(?P<name>{_NAME})(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)(?P<end>>?)|<",
    re.DOTALL | re.ASCII,
)
_CLOSED = re.compile(rf"</({_NAME})\s*+>", re.ASCII)


def balanced(text: str) -> str:
    """Return one broken element as sound XML.

    End tags that are missing are put where an element around ends; those of nothing are left out,
    unless the innermost element has such a name, misspelt here or there. A start tag behind the
    text of its like is an end tag. `<` that begins no tag stands for itself. What cannot be read in
    a start tag is its attribute `_`. No line is added or taken away. `text` has no mark (`<!--`,
    `<![CDATA[`, `<?`) without its end.
    """
    closed = set(_CLOSED.findall(text))
    out: list[str] = []
    open_: list[str] = []
    too_deep = 0
    last = text.rstrip().rfind("<")
    at = 0
    for match in _MARK.finditer(text):
        out.append(text[at : match.start()])
        at = match.end()
        name = match["name"]
        if not name:
            out.append("&lt;" if match[0] == "<" else match[0])
        elif not match["end"] and name not in closed:
            # "x <y and z"
            out.append("&lt;" + match[0][1:])
        elif open_[1:] and match[0] == f"<{open_[-1]}>" and _opens_text(out, name):
            # "<title>Ice<title>"
            out.append(f"</{open_.pop()}>")
        elif not match["close"]:
            rest = match["rest"]
            empty = match["end"] and rest.endswith("/")
            attributes, unread = _attributes(rest[:-1] if empty else rest)
            behind = ""
            if not match["end"]:
                # "<title Ice</title>"
                unread, behind = "", unread
            if len(open_) >= _DEEPEST:
                too_deep += not empty
                out.append(behind)
                continue
            quoted = unread.replace('"', "&quot;")
            kept = f' _="{quoted}"' if unread else ""
            out.append(f"<{name}{attributes}{kept}{'/' if empty else ''}>{behind}")
            if not empty:
                open_.append(name)
        elif too_deep:
            too_deep -= 1
        elif match.start() == last and open_ and name == open_[0]:
            break
        elif name in open_[1:]:
            while True:
                inner = open_.pop()
                out.append(f"</{inner}>")
                if inner == name:
                    break
        elif len(open_) > 1 and _alike(name, open_[-1]):
            out.append(f"</{open_.pop()}>")
    else:
        out.append(text[at:])
    return "".join(out) + "".join(f"</{name}>" for name in reversed(open_))


def _opens_text(out: list[str], name: str) -> bool:
    """Tell whether what is written ends in a start tag of this name and text."""
    return re.match(rf"<{re.escape(name)}[\s>]", out[-2]) is not None and out[-1].strip() != ""


def _alike(name: str, other: str) -> bool:
    """Tell whether two names begin and end alike: "titleInf" and "titleInfo"."""
    begin = _common(name, other)
    end = _common(name[begin:][::-1], other[begin:][::-1])
    return begin + end > 0.6 * max(len(name), len(other))


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    differ = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _attributes(text: str) -> tuple[str, str]:
    """Return the attributes in a start tag as XML, and what is none."""
    found: list[str] = []
    names: set[str] = set()
    rest: list[str] = []
    at = 0
    for match in _ATTRIBUTE.finditer(text):
        rest.append(text[at : match.start()])
        at = match.end()
        name, value = match[1], match[2]
        if name in names:
            rest.append(match[0])
            continue
        names.add(name)
        found.append(f" {name}={value}" if value[0] in "\"'" else f' {name}="{value}"')
    rest.append(text[at:])
    return "".join(found), " ".join("".join(rest).split())
