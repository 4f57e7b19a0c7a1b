"""Run the command line as `python -m bibconv`."""

import sys

from bibconv.cli import main

sys.exit(main())
