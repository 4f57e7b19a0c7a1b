"""LaTeX's commands beside the characters and the markup they stand for."""

from __future__ import annotations

from bibconv.values.markup import Tag

# Commands that put a mark on the letter behind them: \'e, \"{o}, \c{c}, \v{s}.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
ACCENTS |= {
    "textcommabelow": "\u0326",
    "textacutemacron": "\u0304\u0301",
    "textogonekcentered": "\u0328",
    "textsubdot": "\u0323",
    "textdoublegrave": "\u030f",
    "textroundcap": "\u0311",
    "textcircumflex": "\u0302",
}
# What an accent over nothing prints: \^{} is a circumflex.
BARE = {"`": "`", "'": "´", "^": "^", "~": "~", "=": "¯", '"': "¨", ".": "˙", "c": "¸"}

# Commands that stand for characters. Where a character has several, the first one is written.
SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ",
    "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "SS": "ẞ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘", "rq": "’",
    "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": "`", "textasciiacute": "´",
    "quotedblbase": "„", "glqq": "„", "grqq": "“", "quotesinglbase": "‚", "glq": "‚",
    "grq": "‘", "guillemotleft": "«", "guillemotright": "»", "flqq": "«", "frqq": "»",
    "guillemetleft": "«", "guillemetright": "»", "og": "«", "fg": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "flq": "‹", "frq": "›",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{",
    "textbraceright": "}", "textunderscore": "_", "textdollar": "$", "textless": "<",
    "textgreater": ">", "textbar": "|", "lbrace": "{", "rbrace": "}", "slash": "/",
    "hyphen": "-", "textperiodcentered": "·", "textbullet": "•", "textellipsis": "…",
    "dots": "…", "ldots": "…", "textregistered": "®", "texttrademark": "™",
    "textcopyright": "©", "copyright": "©", "pounds": "£", "textsterling": "£",
    "texteuro": "€", "euro": "€", "textyen": "¥", "textcent": "¢", "S": "§", "textsection": "§",
    "P": "¶", "dag": "†", "textdagger": "†", "ddag": "‡", "textdaggerdbl": "‡",
    "textdegree": "°", "textmu": "µ", "texttimes": "×", "textdiv": "÷", "textpm": "±",
    "textexclamdown": "¡", "textquestiondown": "¿", "textonehalf": "½", "textonequarter": "¼",
    "textthreequarters": "¾", "textordfeminine": "ª", "textordmasculine": "º",
    "textnumero": "№", "textminus": "−", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX", "space": " ", "quad": " ", "qquad": " ",
    "newline": "\n", "par": "\n", "textvisiblespace": "␣", "cprime": "ʹ", "ElsevierGlyph": "",
}  # fmt: skip
# Letters that LaTeX has in mathematics only. `$\alpha$` is the letter, `$\alpha+1$` mathematics.
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
# Commands that print nothing themselves.
SILENT = frozenset("protect relax xspace noindent null sloppy unskip ignorespaces".split())
# Commands whose one argument is text set in another way; what CSL has no word for is dropped.
MARKUP: dict[str, Tag | None] = {
    "emph": "i", "textit": "i", "textsl": "i", "mkbibemph": "i", "mkbibitalic": "i",
    "textbf": "b", "mkbibbold": "b", "textsuperscript": "sup", "mkbibsuperscript": "sup",
    "textsubscript": "sub", "mkbibsubscript": "sub", "textsc": "sc", "NoCaseChange": "nocase",
    "texttt": None, "textrm": None, "textup": None, "textnormal": None, "textmd": None,
    "textsf": None, "text": None, "mbox": None, "hbox": None, "underline": None, "uline": None,
    "path": None, "url": None, "nolinkurl": None, "autocap": None,
}  # fmt: skip
# Declarations that change the rest of their group: {\em word}.
SWITCHES: dict[str, Tag | None] = {
    "em": "i", "it": "i", "itshape": "i", "sl": "i", "slshape": "i", "bf": "b", "bfseries": "b",
    "sc": "sc", "scshape": "sc", "tt": None, "rm": None, "sf": None, "upshape": None,
    "normalfont": None, "ttfamily": None, "rmfamily": None, "sffamily": None, "mdseries": None,
    "small": None, "footnotesize": None, "normalsize": None,
}  # fmt: skip
# Quotation commands: csquotes and biblatex.
QUOTES = {"enquote": ("“", "”"), "mkbibquote": ("“", "”"), "textquote": ("“", "”")}
# The first argument of these prints nothing: a language, a sort key (`{\noopsort{1973b}}1973`).
SKIPPED = frozenset("foreignlanguage textlanguage textcolor noopsort hspace vspace".split())
KNOWN = {
    *SYMBOLS, *SILENT, *MARKUP, *SWITCHES, *QUOTES, *SKIPPED, "href", "ensuremath",
    *(mark for mark in ACCENTS if mark.isalpha()),
}  # fmt: skip
# Commands that read or write files, run programs, define, or build the names of such commands.
# A bibliography has no business with them, so they are text wherever they come from.
# Source: TeX by Topic; LaTeX's ltfiles, ltdefns and lthooks; the manuals of pdfTeX and LuaTeX.
UNSAFE = frozenset(
    # files
    "input include includeonly includegraphics InputIfFileExists IfFileExists openin openout "
    "closein closeout read readline write immediate newread newwrite endinput import subimport "
    "subfile verbatiminput lstinputlisting inputminted bibliography addbibresource "
    "documentclass documentstyle usepackage RequirePackage LoadClass PassOptionsToPackage "
    # programs and raw output
    "special directlua latelua luadirect luaexec luafunction ShellEscape pdfliteral pdfobj "
    "pdfximage pdffiledump pdfextension pdfcatalog pdfannot shipout output dump "
    # definitions
    "def edef gdef xdef let futurelet global long outer protected chardef mathchardef countdef "
    "dimendef skipdef muskipdef toksdef newcount newdimen newskip newtoks newbox newif "
    "newcommand renewcommand providecommand newenvironment renewenvironment newtheorem "
    "DeclareRobustCommand DeclareMathOperator NewDocumentCommand RenewDocumentCommand "
    "ProvideDocumentCommand DeclareDocumentCommand NewDocumentEnvironment ExplSyntaxOn "
    "AtBeginDocument AtEndDocument AddToHook AtBeginShipout everypar everymath everydisplay "
    "everyhbox everyvbox everyjob everycr everyeof "
    # characters and names: \\begin{input} is \\input
    "catcode lccode uccode mathcode sfcode delcode active makeatletter makeatother "
    "endlinechar escapechar newlinechar csname endcsname expandafter noexpand aftergroup "
    "afterassignment scantokens scantextokens UseName "
    # loops, and what ends a run
    "loop repeat whiledo foreach forloop bye stop batchmode nonstopmode scrollmode "
    "errorstopmode".split()
)
# Environments that only set their contents; "\begin{input}" is "\input" by another name.
ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases aligned gathered split "
    "equation align gather multline math displaymath center itemize enumerate".split()
)
