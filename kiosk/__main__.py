"""``madobe`` and ``python -m kiosk``."""

from __future__ import annotations

import sys

from kiosk.speech import VOICE_ARGUMENT


def main() -> None:
    """Run the command line and leave with its exit code (design/product.md); ``--voice``: be the window's voice."""
    arguments = sys.argv[1:]
    if arguments[:1] == [VOICE_ARGUMENT]:
        from kiosk.speech import process  # noqa: PLC0415 - neither loads the other's parts

        sys.exit(process.main(*arguments[1:2]))
    from kiosk.cli import run  # noqa: PLC0415 - likewise

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
