"""How far setting a company up has come, as one setting."""

from __future__ import annotations

import logging

from app.domain.beginning import Beginning
from app.errors import DamagedStoreError
from app.store import codec
from app.store.opening import Store
from app.store.settings import SettingRows

logger = logging.getLogger(__name__)

_NAME = "beginning"


class BegunRow:
    """Keeps a Beginning among the settings."""

    def __init__(self, store: Store) -> None:
        self._rows = SettingRows(store)

    def get(self) -> Beginning:
        """What was kept; one that an older Vouch kept may make no sense any more."""
        stored = self._rows.get(_NAME)
        if stored is None:
            return Beginning()
        try:
            return codec.load(stored, Beginning)
        except DamagedStoreError as error:
            logger.info("setting up begins anew: %s", error)
            return Beginning()

    def put(self, beginning: Beginning) -> None:
        """Keep it in place of the old one."""
        self._rows.put(_NAME, codec.text(beginning))
