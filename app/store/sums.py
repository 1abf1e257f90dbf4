"""Months that were added up, as one setting."""

from __future__ import annotations

import logging
from datetime import date

from app.domain.trends import Flow, OnAccount
from app.errors import DamagedStoreError
from app.ports.sums import Sums
from app.store import codec
from app.store.opening import Store
from app.store.settings import SettingRows

logger = logging.getLogger(__name__)

_NAME = "sums"
_KIND = dict[date, tuple[tuple[Flow, ...], tuple[OnAccount, ...]]]


class SumsRow:
    """Keeps sums among the settings."""

    def __init__(self, store: Store) -> None:
        self._rows = SettingRows(store)

    def get(self) -> Sums:
        """What was kept; what an older Vouch kept may make no sense any more."""
        stored = self._rows.get(_NAME)
        if stored is None:
            return {}
        try:
            return codec.load(stored, _KIND)
        except DamagedStoreError as error:
            logger.info("months are added up anew: %s", error)
            return {}

    def put(self, sums: Sums) -> None:
        """Keep them in place of the old ones."""
        self._rows.put(_NAME, codec.text(sums))
