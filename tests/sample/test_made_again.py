"""The tables behind the sample make the files that are checked in."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests.sample.make_sample import FOLDER, make_files


def _content(path: Path) -> object:
    """Give a file's bytes; of a workbook those of its parts, however they were packed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_files_are_those_that_the_tables_make(tmp_path: Path) -> None:
    make_files(tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.*")}
    kept = {path.relative_to(FOLDER) for path in FOLDER.rglob("*.*")}
    assert made == kept
    for name in sorted(made):
        assert _content(tmp_path / name) == _content(FOLDER / name), name
