"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TextIO

from bibconv.diagnostics import InputError

# Half of a surrogate pair is no UTF-8; JSON input can smuggle one in as "\ud800".
_ERRORS = "backslashreplace"


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a stream whose content takes the place of a file when, and only when, all went well.

    The file may be one of the inputs: it stays as it is to the end. Raise InputError if it cannot
    be written.
    """
    # Through a symbolic link, the file behind it is replaced and not the link.
    if path.exists() and not path.is_file():
        # /dev/stdout, a named pipe: there is nothing to replace. By its own name, because what
        # /dev/stdout leads to ("/proc/self/fd/pipe:[1]") has none.
        with _open(path, "w", path) as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".bibconv-{os.urandom(8).hex()}")
    try:
        with _open(temporary, "x", path) as stream:
            try:
                yield stream
                stream.close()
                if target.exists():
                    temporary.chmod(stat.S_IMODE(target.stat().st_mode))
                temporary.replace(target)
            except OSError as error:
                raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        # Round the opening too: an interrupt may come when the file is there and not yet open.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def as_utf8(stream: TextIO) -> TextIO:
    """Make a standard stream write UTF-8 and line feeds, whatever the locale and the system."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors=_ERRORS, newline="\n")
    return stream


def _open(file: Path, mode: Literal["w", "x"], path: Path) -> TextIO:
    try:
        return file.open(mode, encoding="utf-8", errors=_ERRORS, newline="\n")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
