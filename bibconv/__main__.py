"""Where the program starts, as `bibconv` and as `python -m bibconv`."""

import gc
import sys

from bibconv.streams import flushed
from bibconv.version import __version__


def main() -> int:
    """Run the command of the process's arguments and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Programs ask for nothing else before they run it; a command line takes longer to load.
        print(f"bibconv {__version__}")
        return flushed(0)
    # Records are no cycles; looking for some after each 700 objects takes a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    from bibconv.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
