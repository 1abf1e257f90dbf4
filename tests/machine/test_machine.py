"""In whatever order things happen, no journal is doubled, lost, or other than said."""

from __future__ import annotations

import hypothesis

from tests.machine.machine import Machine

TestMachine = Machine.TestCase
TestMachine.settings = hypothesis.settings(
    hypothesis.settings.get_profile("ci"), max_examples=15, stateful_step_count=25
)
