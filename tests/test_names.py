"""Printed lists of names: which people, in which order, from which range."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibconv.record import OTHERS, Name
from bibconv.values import name_lists, name_options
from bibconv.values.name_lists import Found, name_list

# A name is written as "particle|family|given|suffix|dropping"; "=" begins a literal, "=*" is
# the whole text as one, "+" is OTHERS.
LISTS = """
Müller K-R                           -> Müller|K-R
Schütt K T                           -> Schütt|K T
Song W.                              -> Song|W.
Macharia WMLG                        -> Macharia|WMLG
BEZES, P.                            -> BEZES|P.
SA Hill                              -> Hill|SA
G.Sigl                               -> Sigl|G.
J.Mus and D. Leyden                  -> Mus|J. ; Leyden|D.
Sekijima Y, Smith J                  -> Sekijima|Y ; Smith|J
Ferro, M. C. T.                      -> Ferro|M. C. T.
C. K. CHANG                          -> CHANG|C. K.
LIANG Z T, WANG X N                  -> LIANG|Z T ; WANG|X N
RUIZ CASAS, José y ULLOA RIO, Remei  -> RUIZ CASAS|José ; ULLOA RIO|Remei
RUIZ CASAS, José L., KIM, Ana        -> RUIZ CASAS|José L. ; KIM|Ana
José RUIZ CASAS e Ana KIMM           -> RUIZ CASAS|José ; KIMM|Ana
Aoife Ní Dhomhnaill                  -> Ní Dhomhnaill|Aoife
de la Torre, J                       -> |Torre|J|||de la
Torre, J. de la                      -> Torre|J.||de la
Gennep, Arnold van                   -> Gennep|Arnold||van
Engelhardt, W. v., Hörz, F.          -> Engelhardt|W.||v. ; Hörz|F.
John von Neumann                     -> |Neumann|John|||von
J. van der Berg, H. ten Have         -> |Berg|J.|||van der ; |Have|H.|||ten
Jean de La Fontaine                  -> |La Fontaine|Jean|||de
Y.-G. Le Dantec                      -> Le Dantec|Y.-G.
De Grazia, Victoria                  -> De Grazia|Victoria
VAN DE WALLE, Etienne, RENNE, Elisha P. -> VAN DE WALLE|Etienne ; RENNE|Elisha P.
H. St. John and P. St. Clair         -> St. John|H. ; St. Clair|P.
U. Nunes da Rocha                    -> Nunes da Rocha|U.
Silva Filho, J.; A. Souza Neto       -> Silva Filho|J. ; Souza Neto|A.
García Márquez, G.                   -> García Márquez|G.
Soto Laveaga, Gabriela               -> Soto Laveaga|Gabriela
Hervás y Panduro L                   -> Hervás y Panduro|L
Ortega y Gasset, José                -> Ortega y Gasset|José
José Ortega y Gasset                 -> Ortega y Gasset|José
J. Sebastiao e Silva                 -> Sebastiao e Silva|J.
JOBIM e SOUZA, S.                    -> JOBIM e SOUZA|S.
H. Fensterheim e H.G. Birch          -> Fensterheim|H. ; Birch|H.G.
O’Neil, J.                           -> O’Neil|J.
al-Juwaynī, Imām al-Ḥaramayn         -> al-Juwaynī|Imām al-Ḥaramayn
M.Y. Mūsā and ʿA. ʿA. ʿAbd al-Ḥāmīd  -> Mūsā|M.Y. ; ʿAbd al-Ḥāmīd|ʿA. ʿA.
DEVAUCHELLE (D.), HERBIN (Fr.-R.)    -> DEVAUCHELLE|D. ; HERBIN|Fr.-R.
Le Goff (J.), Laharie-Van Parys (M.) -> Le Goff|J. ; Laharie-Van Parys|M.
De la Roncière (Charles)             -> De la Roncière|Charles
Jane Roe (MIT), Bo Li (Harvard)      -> Roe|Jane ; Li|Bo
ACKET Claude, BACHER Pierre          -> ACKET|Claude ; BACHER|Pierre
LE MÉE, René                         -> LE MÉE|René
Lee, Myeong Ju, Kim, Gab Sook        -> Lee|Myeong Ju ; Kim|Gab Sook
Do, Thai Q., Safie Moshkani, and Annie Cheung -> Do|Thai Q. ; Moshkani|Safie ; Cheung|Annie
Sokol, B. J., and Mary Sokol         -> Sokol|B. J. ; Sokol|Mary
Tank, D.C., J.M. Eastman, and L.J. Harmon -> Tank|D.C. ; Eastman|J.M. ; Harmon|L.J.
Mason, R. Hal and John C. McKelvey   -> Mason|R. Hal ; McKelvey|John C.
Niyti, G. Sawhney, M.K. Sharma, R.K. Gupta -> =Niyti ; Sawhney|G. ; Sharma|M.K. ; Gupta|R.K.
Allen, Shanley E. M., & Schröder, Heike -> Allen|Shanley E. M. ; Schröder|Heike
Boyd, Douglas A., and Najai, Ali M.  -> Boyd|Douglas A. ; Najai|Ali M.
Press, WH; Teukolsky, SA             -> Press|WH ; Teukolsky|SA
Bach, PB, Jett, JR, Begg, CB         -> Bach|PB ; Jett|JR ; Begg|CB
Xu D, Bureau Y, Bank S               -> Xu|D ; Bureau|Y ; Bank|S
Kaas, R.; Goovaerts; M.J.            -> Kaas|R. ; Goovaerts|M.J.
Hunt, K., Bedford, H. Petticrew, M.  -> Hunt|K. ; Bedford|H. ; Petticrew|M.
Ferguson, JN. Aldag, JM. Insel, TR.  -> Ferguson|JN. ; Aldag|JM. ; Insel|TR.
C. P.Baldé V.Forti V.Gray            -> Baldé|C. P. ; Forti|V. ; Gray|V.
S. James P. Spottiswoode             -> Spottiswoode|S. James P.
Buhm HAN, Emma SMITH, Bo FU, Adam YOUNG -> HAN|Buhm ; SMITH|Emma ; FU|Bo ; YOUNG|Adam
Smith, Jones and Brown               -> =Smith ; =Jones ; =Brown
Stewart III, Charles                 -> Stewart|Charles|III
King, Jr., Martin Luther             -> King|Martin Luther|Jr.
Baes Jr., C. F., Mesmer, R. E.       -> Baes|C. F.|Jr. ; Mesmer|R. E.
P. E. ELLIS, JR., R. D. JONES        -> ELLIS|P. E.|JR. ; JONES|R. D.
Mauricio Breternitz Jr., and Youfeng Wu. -> Breternitz|Mauricio|Jr. ; Wu|Youfeng
Ferrell JE Jr, Tsai T                -> Ferrell|JE|Jr ; Tsai|T
Roy TC, Lopez HP, Piva SR.           -> Roy|TC ; Lopez|HP ; Piva|SR.
SILVA JR., Roberto                   -> SILVA|Roberto|JR.
DUNNE JR., PIVA SR.                  -> DUNNE|JR. ; PIVA|SR.
Deerfield DW II, Wistuba II          -> Deerfield|DW|II ; Wistuba|II
Plunkett G 3rd, Bloch CA             -> Plunkett|G|3rd ; Bloch|CA
McKinney, George W . , III.          -> McKinney|George W .|III.
Smith , J . , Doe , A .              -> Smith|J . ; Doe|A .
Kim, J .H.                           -> Kim|J .H.
W.G. Unruh,and G .A .Lawrence        -> Unruh|W.G. ; Lawrence|G .A .
Y. Oshima etK. Ogasawara             -> Oshima|Y. ; Ogasawara|K.
Klein, J. -P., Miller, J.–A.         -> Klein|J. -P. ; Miller|J.–A.
Ku↵ner, M.                           -> Ku↵ner|M.
Smith J1,2, Doe A3                   -> Smith|J ; Doe|A
Bao Q *, Zhao Y*, Koo A†             -> Bao|Q ; Zhao|Y ; Koo|A
D.~E. Knuth and T. Nelson            -> Knuth|D. E. ; Nelson|T.
COLE, R., AND GOODRICH, M. T.        -> COLE|R. ; GOODRICH|M. T.
Guimaríes ET, Costa MA               -> Guimaríes|ET ; Costa|MA
Smith J / Doe A                      -> Smith|J ; Doe|A
Keupp, H./Röhrle, B.                 -> Keupp|H. ; Röhrle|B.
Smith J – Doe A                      -> Smith|J ; Doe|A
Jane Smith · John Doe                -> Smith|Jane ; Doe|John
Fyson, Donald with Sylvio Normand    -> Fyson|Donald ; Normand|Sylvio
Muhida, R. dan Setiyanto, H.         -> Muhida|R. ; Setiyanto|H.
Esty, Joshua (Jed)                   -> Esty|Joshua (Jed)
Schneider, Ralf (forthcoming)        -> Schneider|Ralf
Uexküll, J[akob]. von                -> Uexküll|J[akob]||von
Smith J, Jones K, et al.             -> Smith|J ; Jones|K ; +
V .Aynutdinov et .al .               -> Aynutdinov|V . ; +
T . Stolarczyket al .                -> Stolarczyk|T . ; +
Magnani F <italic>etal.</italic>     -> Magnani|F ; +
Smith J, and others                  -> Smith|J ; +
Smith J and 12 others                -> Smith|J ; +
Smith J & al.                        -> Smith|J ; +
Smith, J., Roe, B. ...               -> Smith|J. ; Roe|B. ; +
Müller, K. u. a.                     -> Müller|K. ; +
Dupont J. et coll.                   -> Dupont|J. ; +
Jansen P, e.a.                       -> Jansen|P ; +
Kowalski J. i in.                    -> Kowalski|J. ; +
E.A. Galaktionov                     -> Galaktionov|E.A.
et al.                               -> +
Иванов И.И., Петров П.П. и др.       -> Иванов|И.И. ; Петров|П.П. ; +
Декова, Росица и Петя Несторова.     -> Декова|Росица ; Несторова|Петя
김연철, 이은철                       -> =김연철 ; =이은철
王伟，李明等                         -> =王伟 ; =李明 ; +
山田太郎・佐藤花子                   -> =山田太郎 ; =佐藤花子
兼宗 進 , 筧 捷彦                    -> 兼宗|進 ; 筧|捷彦
In D. J. Cain & J. Seeman (eds.).    -> Cain|D. J. ; Seeman|J.
In: Ilse Wischer and Gabriele Diewald (eds) -> Wischer|Ilse ; Diewald|Gabriele
Edited and translated by Donald Nicholson-Smith. -> Nicholson-Smith|Donald
ed. by Giaccaria, Paolo and Minca, Claudio, eds. -> Giaccaria|Paolo ; Minca|Claudio
(M. F. Lipson, and K. Asakawa, eds.), -> Lipson|M. F. ; Asakawa|K.
L. R. Bergman, et al. (Eds.),        -> Bergman|L. R. ; +
Ed Vienne, eds.                      -> Vienne|Ed
Rossi, M. (a cura di)                -> Rossi|M.
M. Estève dir.,                      -> Estève|M.
Jane Doe (Producer)                  -> Doe|Jane
———, and John Smith                  -> =——— ; Smith|John
Ders.                                -> =Ders.
UNESCO                               -> =UNESCO
World Bank                           -> =World Bank
ATLAS Collaboration                  -> =ATLAS Collaboration
ATS Board of Directors               -> =ATS Board of Directors
Australian Bureau of Statistics      -> =Australian Bureau of Statistics
Council of Economic Advisers.        -> =Council of Economic Advisers
Organisation for Economic Co-operation and Development -> =*
Department of Climate Change, Energy, the Environment and Water -> =*
Victorian Equal Opportunity and Human Rights Commission -> =*
Smith J, WHO Group                   -> Smith|J ; =WHO Group
ACCORD Study Group, Ginsberg HN      -> =ACCORD Study Group ; Ginsberg|HN
Jane Smith and World Bank            -> Smith|Jane ; =World Bank
"""
CASES = [tuple(line.split(" -> ")) for line in LISTS.strip().split("\n")]


def _written(name: Name) -> str:
    if name == OTHERS:
        return "+"
    if name.literal:
        return f"={name.literal}"
    parts = [name.family, name.given, name.suffix, name.dropping_particle]
    if name.non_dropping_particle:
        parts = ["", *parts, name.non_dropping_particle]
    return "|".join(parts).rstrip("|")


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text.strip() for text, _ in CASES])
def test_a_printed_list_is_its_people(text: str, names: str) -> None:
    assert " ; ".join(_written(found.name) for found in name_list(text.strip())) == names.replace(
        "*", text.strip()
    )


def test_lines_are_names_when_each_is_one() -> None:
    names = [found.name for found in name_list("Jane Smith\nDoe, John")]
    assert names == [Name("Smith", "Jane"), Name("Doe", "John")]
    (wrapped,) = name_list("Jane\nSmith")
    assert wrapped.name == Name("Smith", "Jane")


def test_roles_and_notes_are_in_no_range() -> None:
    text = "In J. Smith & B. Roe (Eds.), Kim, A. (forthcoming)"
    ranges = [text[found.start : found.end] for found in name_list(text)]
    assert ranges == ["J. Smith", "B. Roe", "Kim, A."]


_BITS = st.sampled_from(
    [
        *"Smith J J. K-R and de van Jr. III (Ed.) (D.) [x] & ; , … 王伟 等 O’Neil".split(),
        *"-P. of AND University y e 1 * <i> ( ) ~ — ——— 't others Müller MÜLLER".split(),
        *"DE LI @x \\ İ ß 외 3rd ed .".split(),
        *("et al.", "i in.", "\n", "\0"),
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(_BITS, max_size=14).map(" ".join)))
@example("A[A0]")
@example("A:[A0]")
@settings(deadline=None)
def test_names_stand_in_their_ranges(text: str) -> None:
    at = 0
    for name, start, end in name_list(text):
        assert at <= start < end <= len(text)
        at = end
        printed = " ".join(text[start:end].replace("~", " ").split())
        assert name.family or name.literal
        if name != OTHERS:
            for part in (
                name.family, name.given, name.suffix, name.literal, name.dropping_particle,
                name.non_dropping_particle,
            ):  # fmt: skip
                assert part in printed


# Whole names and what parts them, so that lists come out that could be read in several ways.
_NAMES = st.sampled_from(
    [
        *("Smith", "Smith J", "J. Smith", "Jane Smith", "SMITH", "SMITH Jane", "Jane LI", "LI Wei"),
        *("J. R.", "Yu. Li", "Li Yu.", "Roy TC", "de Roy", "World Bank", "Bank", "of", "Jane Ann"),
        *("Jr.", "García Márquez", "JA", "ROSE", "Roe (Jed)", "J. Roe Doe"),
    ]
)
_BETWEEN = st.sampled_from([", ", ", ", ", ", " and ", "; ", " ", " y "])


@given(st.lists(st.tuples(_NAMES, _BETWEEN).map("".join), max_size=7).map("".join))
@settings(deadline=None, max_examples=400)
def test_options_that_are_dropped_decide_no_list(text: str) -> None:
    with patch.object(name_options, "_beats", lambda one, other: False):
        among_all = _anew(text)
    assert _anew(text) == among_all


def _anew(text: str) -> tuple[Found, ...]:
    """Return the names of a list, with nothing remembered of lists before."""
    for kept in (name_list, name_lists._cheapest, name_options._options_in):
        kept.cache_clear()
    return name_list(text)


@pytest.mark.parametrize(
    "bit",
    [
        "Smith, J., ",
        "Smith J, ",
        "J. Smith and ",
        "(",
        "J.-",
        "et ",
        "A, ",
        "y ",
        "<",
        "Department of X, ",
    ],
)
def test_time_is_linear(bit: str) -> None:
    """Ten times as long takes nowhere near a hundred times as long."""
    took = []
    for count in (1_000, 10_000):
        began = time.perf_counter()
        name_list(bit * count)
        took.append(time.perf_counter() - began)
    assert took[1] < 40 * took[0] + 0.5


def test_twenty_thousand_authors() -> None:
    assert len(name_list("Smith, J. A., " * 20_000)) == 20_000
