"""``madobe`` and ``python -m kiosk``."""

from __future__ import annotations

import sys

from kiosk.cli import run


def main() -> None:
    """Run the command line and leave with its exit code (design/product.md)."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
