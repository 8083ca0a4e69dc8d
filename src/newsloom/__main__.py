"""`python -m newsloom` is `newsloom`."""

import sys

from newsloom.cli import main

sys.exit(main())
