"""A watch over what a test touches: no network, no foreign programs, no files outside its folders.

Python reports such deeds to audit hooks before they happen. A hook cannot be taken out again, so
there is one, put in when the tests start; it only looks while a test runs. A deed that is not
allowed is refused, and noted too, since the code under test may swallow the refusal.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NETWORK = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}
)
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"})
#: Events that change files, and which of their arguments are paths.
CHANGES = {
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
    "sqlite3.connect": (0,),
}
#: Events that may name a folder, open already, as the one that the path lies in.
INSIDE = frozenset({"os.remove", "os.rmdir"})
#: Folders that tools keep for themselves, wherever they stand.
TOOL_FOLDERS = frozenset({"__pycache__", ".pytest_cache", ".import_linter_cache"})


class NotAllowed(AssertionError):
    """A test did what no test may do."""


@dataclass
class Guard:
    """What the running test may touch, and what it did beyond that."""

    root: Path
    folders: list[str] = field(default_factory=list)
    programs_allowed: bool = False
    watching: bool = False
    deeds: list[str] = field(default_factory=list)

    def install(self) -> None:
        """Put the hook in; once a process."""
        sys.addaudithook(self.look)

    def start(self, folders: Iterable[Path], *, programs: bool) -> None:
        """Begin to watch a test that may write into these folders."""
        self.folders = [os.path.realpath(folder) for folder in folders]
        self.programs_allowed = programs
        self.deeds = []
        self.watching = True

    def stop(self) -> list[str]:
        """End watching; return what was done and not allowed."""
        self.watching = False
        return self.deeds

    def look(self, event: str, args: tuple[object, ...]) -> None:
        """Judge one event (the signature of an audit hook)."""
        if not self.watching:
            return
        if event == "open":
            self._judge_open(args)
        elif event in CHANGES:
            if event in INSIDE and args[1] != -1:
                return  # a name inside a folder that was judged when it was opened to be cleared
            for position in CHANGES[event]:
                self._judge_path(event, args[position])
        elif event in NETWORK:
            self._refuse(f"{event} {args[1:]}")
        elif event in PROGRAMS and not self._is_this_python(args):
            self._refuse(f"{event} {args[:2]}")

    def _judge_open(self, args: tuple[object, ...]) -> None:
        path, _mode, flags = args
        if isinstance(flags, int) and flags & WRITING:
            self._judge_path("open", path)

    def _judge_path(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # an open file's number: it was judged when it was opened
        text = os.fsdecode(path)
        if not text or text.startswith((":memory:", "file::memory:", "/dev/", "/proc/", "nul")):
            return
        self.watching = False  # realpath reads the disk and would be looked at again
        real = os.path.realpath(text.removeprefix("file:").split("?")[0])
        self.watching = True
        if not self._is_allowed(real):
            self._refuse(f"{event} {real}")

    def _is_allowed(self, real: str) -> bool:
        path = Path(real)
        if TOOL_FOLDERS.intersection(path.parts) or path.name.startswith(".coverage"):
            return True
        if any(_is_under(real, folder) for folder in self.folders):
            return True
        in_temp = _is_under(real, os.path.realpath(tempfile.gettempdir()))
        return in_temp and not _is_under(real, str(self.root))

    def _is_this_python(self, args: tuple[object, ...]) -> bool:
        return self.programs_allowed or (bool(args) and args[0] == sys.executable)

    def _refuse(self, deed: str) -> None:
        self.deeds.append(deed)
        raise NotAllowed(f"a test may not do this: {deed}")


def _is_under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
