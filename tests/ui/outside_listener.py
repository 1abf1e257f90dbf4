"""A screen reader of a few lines, on the system's own Python: lists and presses.

Reads one order a line and answers each with a line of JSON: ``list`` gives every part
that is shown as role, name and actions; ``press NAME`` presses what is called so.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - after its version is chosen

_Heard = TypeVar("_Heard")

_MOST = 80
_LONGEST = 60


def application(name: str) -> Any:  # noqa: ANN401 - a library without types
    """Wait for a program to be there."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(number)
            if found is not None and name in (found.get_name() or ""):
                return found
        time.sleep(0.05)
    raise SystemExit(f"{name} cannot be heard")


def walk(part: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Give a part and everything shown in it."""
    visible = part.get_state_set().contains(Atspi.StateType.VISIBLE)
    if not visible and part.get_role() != Atspi.Role.APPLICATION:
        return
    yield part
    for number in range(min(part.get_child_count(), _MOST)):
        child = part.get_child_at_index(number)
        if child is not None:
            yield from walk(child)


def actions(part: Any) -> list[str]:  # noqa: ANN401 - as above
    """Name what can be done with a part."""
    action = part.get_action_iface()
    if action is None:
        return []
    return [action.get_action_name(x) for x in range(action.get_n_actions())]


def told(part: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    """Say a part as a screen reader would."""
    return {
        "role": part.get_role_name(),
        "name": (part.get_name() or "").strip(),
        "actions": actions(part),
    }


def listed(top: Any) -> list[dict[str, object]]:  # noqa: ANN401 - as above
    """Say every part that is shown."""
    return [told(part) for part in walk(top)]


def pressable(top: Any, name: str) -> Any:  # noqa: ANN401 - as above
    """Give the part called so that can be pressed, None if there is none."""
    for part in walk(top):
        if (part.get_name() or "").strip() == name and "Press" in actions(part):
            return part
    return None


def press(part: Any) -> bool:  # noqa: ANN401 - as above
    """Press a part, once."""
    place = actions(part).index("Press")
    return bool(part.get_action_iface().do_action(place))


def steadily(top: Any, listen: Callable[[Any], _Heard]) -> _Heard:  # noqa: ANN401 - as above
    """Listen over again where a part goes away while it is asked."""
    end = time.monotonic() + _LONGEST
    while True:
        top.clear_cache()
        try:
            return listen(top)
        except GLib.Error:
            if time.monotonic() > end:
                raise


def main() -> None:
    """Do what is ordered until there is nothing more."""
    top = application(sys.argv[1])
    for line in sys.stdin:
        order, _, name = line.strip().partition(" ")
        if order == "list":
            answer: object = steadily(top, listed)
        else:
            part = steadily(top, partial(pressable, name=name))
            answer = part is not None and press(part)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
