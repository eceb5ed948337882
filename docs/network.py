"""Draw the actor network of the README as SVG, from the library's own query.

    python docs/network.py docs/network.svg            # draw it
    python docs/network.py --check docs/network.svg    # exit 1 if it is not what the query gives

What a text presents as actual is a solid line; what is only threatened, demanded or promised is dashed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import parley
from parley.release.site.pictures import network

TITLE = "Who is tied to whom, as the article tells it"


def main() -> int:
    """Draw the picture, or check that it is drawn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    picture = network(parley.connect())._replace(title=TITLE).to_svg() or ""
    if not options.check:
        options.path.write_text(picture, encoding="utf-8")
        return 0
    if options.path.read_text(encoding="utf-8") == picture:
        return 0
    sys.stderr.write(f"{options.path} is not what the query gives; run: python docs/network.py {options.path}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
