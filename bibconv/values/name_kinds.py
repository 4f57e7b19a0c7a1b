"""What a word could be in a printed name, as one letter, so that names have shapes to look at."""

from __future__ import annotations

import re

from bibconv.values.names import PARTICLES

# What a word could be is one letter, so that a part of the list has a shape to be looked at:
# "Müller K-R" is "Wi", "Ludwig van Beethoven" is "WpW".
#   i  initials: K  K.  K-R  JP.            x  a short form that may be initials: Yu.  Chr.  Wu.
#   U  two or three capitals: JP or LI      D  such that may be a particle: DE  LE
#   Q  four capitals: ROSE                  A  five and more: MÜLLER
#   W  capitalised: Müller  al-Juwaynī      w  in lower case: further
#   p  particle: van  v.                    m  one between two family names: da  de
#   P  capitalised particle: Van  Della     n  family's last word: Filho  Neto
#   s  suffix: Jr.  III                     c  Chinese, Japanese, Korean
#   o  head of a body's name: Committee     h  word of such names: World  National
#   f  its little words: of  für            b  what brackets hold, a given name: (D.)
#   g  such that holds initials: (J.-P.)    B  brackets else: (Jed)
#   z  like x at the very end, where "Wu." ends a sentence
#   l  a line that repeats the name above: ———

_VOWEL = re.compile("[aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüý]")
CAPITAL_SUFFIXES = frozenset(("JR", "SR", "II", "IV"))
_SUFFIX_KINDS = frozenset("jr sr jnr snr ii iii iv".split())
_ROMANCE = frozenset("da de do dos das del".split())
_FAMILY_LAST = frozenset("filho neto júnior sobrinho".split())
# Only as lower-case words before a name; "Ben" and "Abu" bind in capitals as well.
_BINDING = frozenset("ibn bin bint abu abū abd ʿabd 'abd st saint ste".split())
_FUNCTION = frozenset(
    "of for on the in to at as für der des und of' sur pour de' för voor per against among"
    " between by l’ through from its their".split()
)
_OPENING = frozenset("the of for on".split())
_BODY = frozenset(
    "university universidad universidade universität universitet université institute institut"
    " instituto institutes institution istituto committee commission comission comité comisión"
    " comissão department departamento département ministry ministère ministerio ministério"
    " ministerium organization organisation organización organização association associação"
    " asociación society société sociedad sociedade council conseil consejo agency agencies agence"
    " agencia office bureau foundation fondation fundación fundação stiftung government"
    " collaboration collaborations consortium company corporation inc ltd gmbh nations union"
    " federation fédération federación verband bundesamt statistisches centre centro network"
    " project programme program service services museum museo musée library bibliothek parliament"
    " congress group groupe team investigators participants survey register registry"
    " administration authority secretariat directorate academy akademie académie accademia"
    " laboratory laboratories statistics initiative alliance coalition conference symposium"
    " workshop task-force panel college school faculty hospital press treasury trust forum fund"
    " secretary representatives partners associates sequencing bundesministerium bundesregierung"
    " gesellschaft verein коллектив институт министерство университет".split()
)
_HINT = frozenset(
    "american australian british canadian european international national royal united world"
    " global federal central state public human health research study trial clinical medical"
    " environmental economic social political general food science sciences scientific technology"
    " education development protection center bank board party states nations core ministers house"
    " community working expert joint civil industrial industry energy climate water"
    " air marine monetary boston consulting planet minor prognosis disease cancer kidney".split()
)


# What capitalised words could be but for a name; where two hold, the later tells.
_CAPITALISED = (
    dict.fromkeys(_OPENING, "f")
    | dict.fromkeys(_HINT, "h")
    | dict.fromkeys(_BODY, "o")
    | dict.fromkeys(_FAMILY_LAST, "n")
    | dict.fromkeys(PARTICLES | _BINDING, "P")
)


_IRISH = frozenset(("Ó", "Ní", "Nic", "Uí"))


def kind(word: str, stopped: bool) -> str:
    """Return the letter for what a word, with a full stop behind it or not, could be in a name."""
    if len(word) > 3 and word.isalpha() and word[0].isupper() and word[1:].islower():
        return _CAPITALISED.get(word.casefold(), "W")  # most words: nothing below applies to them
    if word[0] in "'’‘" and word[1:] in ("t", "T", "s"):
        return "p"  # "'t Hooft", "’s Jacob"
    bare = word.lstrip("`´˜¨‘’'ʿʾ") or word
    low = bare.casefold().rstrip("'’")
    first = bare[0]
    if "\u3040" <= first <= "\u9fff" or "\uac00" <= first <= "\ud7af":
        return "c"
    # "Dunne JR, Piva SR.": two capitals are initials, unless what stands before them tells.
    if low in _SUFFIX_KINDS and bare not in CAPITAL_SUFFIXES and (first.isupper() or stopped):
        return "s"
    if bare in _IRISH and not stopped:
        return "P"  # "K. Ó Súilleabháin", "Aoife Ní Dhomhnaill"
    letters = [part.strip(" .") for part in re.split(r"[-–\u2010\u2011]", bare)]
    if all(len(part) == 1 or (len(part) == 2 and stopped) for part in letters) and (
        len(letters) > 1 or len(bare) == 1
    ):
        if (
            first.isupper()
            or (stopped and first != "v")
            or (len(letters) > 1 and bare[-1].isupper())
        ):
            return "i"
        return "p" if low in PARTICLES or low == "v" else "W" if not first.islower() else "w"
    if bare.isupper():
        if stopped and len(bare) <= 4 and low != "st":
            return "i"
        if len(bare) == 2:
            return "D" if low in PARTICLES else "U"
        if low in PARTICLES or low in _BINDING:
            return "P"
        if low in _BODY:
            return "o"
        if low in _HINT or low in _FUNCTION:
            return "h" if low in _HINT else "f"
        if len(bare) == 3 or (len(bare) == 4 and not _VOWEL.search(low)):
            return "U"
        return "Q" if len(bare) == 4 else "A"
    if first.islower():
        if low in PARTICLES or low in _BINDING:
            return "m" if low in _ROMANCE else "p"
        if low in _FUNCTION:
            return "f"
        return "W" if any(char.isupper() for char in bare) else "w"
    letter = _CAPITALISED.get(low, "W")
    if letter != "P" and stopped and len(bare) <= 3 and first.isupper():
        return "x"
    return letter
