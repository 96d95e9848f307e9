"""Hands a file or folder to the system: the only place where another program is started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def open_elsewhere(path: Path) -> bool:
    """Open a file with the program that the system has for it, or show a folder."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
