"""What the window remembers between runs: sizes, look, saved views. No fact of the business.

Values are bytes of Qt, or what `json` writes; what is no JSON is taken as text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings


class Kept:
    """Names and values in the file of the window; in memory where there is no file."""

    def __init__(self, settings: QSettings | None = None) -> None:
        """Keep in this file."""
        self._settings = settings
        self._values: dict[str, object] = {}

    def get(self, name: str, otherwise: object = None) -> object:
        """The value last put; JSON values as `json` reads them."""
        if self._settings is None:
            return self._values.get(name, otherwise)
        found = self._settings.value(name)
        if found is None:
            return otherwise
        if isinstance(found, QByteArray):
            return found
        try:
            return json.loads(str(found))
        except ValueError:
            return str(found)

    def put(self, name: str, value: object) -> None:
        """Keep a value: bytes of Qt as they are, all else as JSON; None forgets it."""
        if self._settings is None:
            self._values[name] = value
        elif value is None:
            self._settings.remove(name)
        elif isinstance(value, QByteArray):
            self._settings.setValue(name, value)
        else:
            self._settings.setValue(name, json.dumps(value, ensure_ascii=False))

    def names(self, start: str) -> list[str]:
        """Names that begin so, in order."""
        known = self._values if self._settings is None else self._settings.allKeys()
        return sorted(name for name in known if name.startswith(start))
