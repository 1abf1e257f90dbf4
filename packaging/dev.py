"""Sets Vouch up from a checkout, runs it, and tests it: with Python alone.

python3 packaging/dev.py run [ARGS]            the window, on the practice company
python3 packaging/dev.py test [PYTEST ARGS]    every gate, then the tests
python3 packaging/dev.py bench [NAMES]         the figures
python3 packaging/dev.py screenshots [FOLDER]  a picture of each page
python3 packaging/dev.py lock [--upgrade]      the pinned packages, anew
"""

from __future__ import annotations

import sys

OLDEST = (3, 11)


def too_old(version: tuple[int, ...]) -> str | None:
    """Say what to do when this Python cannot run Vouch."""
    if version >= OLDEST:
        return None
    needed, found = (".".join(map(str, pair[:2])) for pair in (OLDEST, version))
    return (
        f"Vouch needs Python {needed} or newer; this is Python {found}.\n"
        f"Start it with a newer one, for example: python{needed} packaging/dev.py run"
    )


def main(arguments: list[str]) -> int:
    """Do what the first argument names with those that follow it."""
    if sentence := too_old(sys.version_info[:2]):
        print(sentence, file=sys.stderr)
        return 2
    from house import verbs  # noqa: PLC0415  an older Python could not read it

    if not arguments or arguments[0] not in verbs.VERBS:
        asked_for_help = bool({"-h", "--help"} & set(arguments[:1]))
        print(__doc__.strip(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    return verbs.do(arguments[0], tuple(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
