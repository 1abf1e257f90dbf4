"""The time zone of this computer."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from app.zones import local_zone


def test_the_time_zone_of_this_computer_has_a_name() -> None:
    assert ZoneInfo(local_zone()).key
