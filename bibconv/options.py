"""The options of the command line: what each is called, takes, and says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bibconv.diagnostics import LossPolicy
from bibconv.format import Cut, Protection

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Input files; - or none is standard input."),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", "-f", metavar="FORMAT", help="Format of the input; else told by its content."
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", "-t", metavar="FORMAT|STYLE", help="Format or citation style to write."),
]
Style = Annotated[
    str, typer.Option("--style", "-s", "--to", "-t", metavar="STYLE", help="Citation style.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here, whole or not at all."),
]
OutDir = Annotated[
    Path | None,
    typer.Option("--out-dir", metavar="FOLDER", help="Write one file here for each input."),
]
For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="PROGRAM",
        help="Write what this program reads best: zotero, jabref, mendeley, endnote, papis, typst, "
        "orcid, obsidian, word or overleaf.",
    ),
]
Merge = Annotated[
    bool,
    typer.Option(
        "--merge",
        help="Join records that are surely one item, and tell which key stands for which.",
    ),
]
Loss = Annotated[
    LossPolicy,
    typer.Option(
        help="What it is that a value has no place in the format written; error exits with 4, with "
        "the output written."
    ),
]
Check = Annotated[
    bool,
    typer.Option(
        "--check", help="Write nothing; tell what there is to say, and exit as with --strict."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="N",
        help="With --out-dir: so many files at a time; 0 is one for each processor.",
    ),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="With --out-dir: leave alone what an earlier run has done and is unchanged.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="With --out-dir: let a Dask cluster work, such as tcp://10.0.0.1:8786.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Encoding of the input; else UTF-8, or a guess that is told."
    ),
]
As = Annotated[
    Literal["text", "html", "markdown"] | None,
    typer.Option("--as", help="Markup of citations."),
]
GroupBy = Annotated[
    Literal["type", "year"] | None,
    typer.Option("--group-by", help="Citations under headings, by type or by year."),
]
Reverse = Annotated[
    bool, typer.Option("--reverse", help="Citations in the opposite of the style's order.")
]
Locale = Annotated[
    str | None, typer.Option(metavar="LANG", help="Language of citations, such as de-DE.")
]
Me = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help='Whose publications they are: "Doe, J.; Jane Doe". Bold in citations; the author of '
        "what a CV lists without one.",
    ),
]
Entries = Annotated[
    Cut | None,
    typer.Option(
        help="auto finds the references in a text; line takes each line for one, blank each block "
        "between blank lines."
    ),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        min=0, max=1, metavar="X", help="Name fields less sure than this; 0 names none, 1 all."
    ),
]
Type = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPES", help="Keep these CSL types: article-journal,chapter."),
]
Since = Annotated[int | None, typer.Option(metavar="YEAR", help="Keep what is of YEAR or later.")]
Until = Annotated[int | None, typer.Option(metavar="YEAR", help="Keep what is of YEAR or earlier.")]
KeysFrom = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="Bibliography whose records keep their citation keys."),
]
Ascii = Annotated[
    bool, typer.Option("--ascii", help="Write LaTeX commands for letters beyond ASCII.")
]
Protect = Annotated[
    Protection | None,
    typer.Option(
        help="Braces in titles: smart keeps acronyms and names in English ones, all whole titles."
    ),
]
Provenance = Annotated[
    bool, typer.Option("--provenance", help="Add to CSL-JSON where each value comes from.")
]
Diagnostics = Annotated[
    Literal["text", "json", "full"],
    typer.Option(
        help="How findings are written to stderr; json is one object a line, full tells each loss "
        "by itself."
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Tell section by section what was taken, and what was passed over and why.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only errors on stderr; no warnings, no summary.")
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Exit with 4 if there is an error in the data, or a field to check."
    ),
]
Debug = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of a fault of the program.")
]
