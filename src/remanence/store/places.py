"""Where a workspace lies: on this machine, on a network share, in a folder that is synced."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_SYNCED: Final = (
    "onedrive",
    "dropbox",
    "mobile documents",
    "icloud drive",
    "google drive",
    "googledrive",
    "nextcloud",
    "box sync",
)
_REMOTE_TYPES: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
        "webdav",
    }
)
_MOUNTS: Final = Path("/proc/self/mounts")
_VOLUMES: Final = (Path("/Volumes"), Path("/Network"), Path("/net"))  # where macOS mounts
_DRIVE_REMOTE: Final = 4  # GetDriveTypeW


def is_synced(folder: Path) -> bool:
    """Whether a cloud program seems to copy this folder (by the names on its path)."""
    return any(word in part.lower() for part in folder.absolute().parts for word in _SYNCED)


def is_remote(folder: Path) -> bool:
    """Whether the folder lies on another machine, or might for all that this one tells.

    macOS mounts shares among its other volumes and does not say which is which: all but the one
    of the system count as remote.
    """
    if sys.platform == "win32":  # pragma: no cover - asked on Windows only
        return _is_remote_drive(folder.absolute())
    if sys.platform == "darwin":
        return _is_on_volume(folder.absolute())
    return not _MOUNTS.exists() or _mounted_as(folder.absolute()) in _REMOTE_TYPES


def _is_on_volume(folder: Path) -> bool:
    """Whether it lies on a volume other than the system's, whose name is a link to the root."""
    real = folder.resolve()
    return any(real.is_relative_to(place) for place in _VOLUMES)


def _mounted_as(folder: Path) -> str:
    """The type of the file system that holds the folder (Linux)."""
    best, kind = "", ""
    for line in _MOUNTS.read_text("utf-8", "replace").splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, found
    return kind


def _is_remote_drive(folder: Path) -> bool:  # pragma: no cover - asked on Windows only
    import ctypes

    if folder.drive.startswith("\\\\"):
        return True
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(folder.drive + "\\")  # type: ignore[attr-defined,unused-ignore]
    return kind == _DRIVE_REMOTE
