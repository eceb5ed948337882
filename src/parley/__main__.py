"""Run the command line: ``python -m parley``."""

from parley.cli.main import main

raise SystemExit(main())
