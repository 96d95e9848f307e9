"""A workspace judged from outside: real processes, and a plain connection to the database."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.desk import ROOT

DERIVED = ("sqlite_stat1", "sqlite_stat4")  # statistics, no data
MOMENT = "at"  # when an operation was done: no two runs agree on it


def environment(home: Path) -> dict[str, str]:
    """The surroundings of a process: this project's code, a home of its own."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {**os.environ, "PYTHONPATH": path, "REMANENCE_HOME": str(home)}


PROGRAM = ("-m", "remanence")


def start(home: Path, *words: str, program: Sequence[str] = PROGRAM) -> subprocess.Popen[str]:
    """Start the program, or what Python shall run in its place; the caller waits for it."""
    return subprocess.Popen(
        [sys.executable, *program, *words],
        env=environment(home),
        cwd=home.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


class Ended:
    """What a process left."""

    def __init__(self, process: subprocess.Popen[str], *, seconds: float = 60) -> None:
        self.out, self.err = process.communicate(timeout=seconds)
        self.code = process.returncode
        assert "Traceback" not in self.err, self.err

    @property
    def json(self) -> Any:
        """Standard output as the one JSON value that it must be."""
        return json.loads(self.out)

    def __repr__(self) -> str:
        return f"exit {self.code}: {self.out[-500:]} {self.err[-500:]}"


def outside(workspace: Path) -> str:
    """Digest of every row, as any other program sees them; a journal left behind is played back."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(workspace / "workspace.db", timeout=20)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in tables.fetchall():
            if table not in DERIVED:
                digest.update(repr((table, _rows(plain, table))).encode())
        _judge_files(workspace, plain)
    return digest.hexdigest()


def _rows(plain: sqlite3.Connection, table: str) -> list[str]:
    names = [row[1] for row in plain.execute(f'PRAGMA table_info("{table}")')]
    listed = ", ".join(f'"{name}"' for name in names if name != MOMENT)
    return sorted(map(repr, plain.execute(f'SELECT {listed} FROM "{table}"')))  # noqa: S608


def _judge_files(workspace: Path, plain: sqlite3.Connection) -> None:
    """Every attached file that a row names is there, whole."""
    named = plain.execute("SELECT file_digest FROM documents WHERE file_digest IS NOT NULL")
    for (name,) in named.fetchall():
        content = (workspace / "files" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == name


def copy_of(workspace: Path, folder: Path) -> Path:
    """A copy of a workspace that nobody has open, in a folder made for it."""
    folder.mkdir(parents=True)
    return Path(shutil.copytree(workspace, folder / workspace.name))
