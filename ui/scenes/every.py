"""Every scene there is: a line here, or in the list of an area, adds a picture."""

from __future__ import annotations

from ui.pages.page import Going
from ui.scenes import (
    assistant_scenes,
    close_scenes,
    connections_scenes,
    everywhere_scenes,
    mapping_scenes,
    past_scenes,
    review_scenes,
    schedules_scenes,
)
from ui.scenes.scene import Scene, at
from ui.windows.areas import PLACES

_OWN = frozenset({"review", "mapping"})

EMPTY = (
    Scene("welcome", lambda _window: None),
    *(at(f"{place.key}-empty", Going(place.key)) for place in PLACES[1:]),
)
"""Where there is no company yet."""

SETTING_UP = assistant_scenes.SCENES
"""Where somebody is signed in, and sets a company up."""

EVERY = (
    *(at(place.key, Going(place.key)) for place in PLACES if place.key not in _OWN),
    *review_scenes.SCENES,
    *mapping_scenes.SCENES,
    *past_scenes.SCENES,
    *schedules_scenes.SCENES,
    *connections_scenes.SCENES,
    *close_scenes.SCENES,
    *everywhere_scenes.SCENES,
)
"""With a company at work."""
