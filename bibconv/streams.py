"""The standard streams at the end of the program, when their readers may be gone."""

from __future__ import annotations

import os
import sys

# The exit code where a file cannot be read or written.
FILE = 3


def flushed(code: int) -> int:
    """Flush the standard streams at the end; return the exit code, or the one of a full disk."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            # Python flushes once more when it ends, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except OSError as error:
            # The disk is full: what was written is not there, and the caller must know.
            print(f"bibconv: error: cannot write: {error.strerror}", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = FILE
    return code
