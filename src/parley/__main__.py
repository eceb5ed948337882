"""Run the command line: ``python -m parley``."""

from parley.cli import main

raise SystemExit(main())
