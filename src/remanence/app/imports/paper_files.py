"""The files that a sheet of papers names: they are there, hold something, and cannot start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from remanence.app.imports.match import Matched, PlannedRow
from remanence.app.papers_beside import apart, own_name
from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.exchange.papers import ProgramRefused, refuse_programs
from remanence.exchange.sheets.documents import NOT_BESIDE
from remanence.store import files

FILE_MISSING = N_("paper_file_missing", "There is no file {value} beside this sheet.")
FILE_EMPTY = N_("paper_file_empty", "The file {value} is empty; it would not be attached.")
FILE_STARTS = N_(
    "paper_file_program",
    "The file {value} is {what}, whatever its name says; it would not be attached.",
)

Refuse = Callable[[PlannedRow, Finding], None]


class PaperFiles:
    """Looks at the files beside the sheets of papers.

    Attributes:
        paths: where they lie, by the draft's id.
    """

    def __init__(self, papers: Matched, refuse: Refuse) -> None:
        """Take the rows, and what refuses one of them."""
        self.paths: dict[int, Path] = {}
        self._papers = papers
        self._refuse = refuse

    def look(self) -> None:
        """Look at every file named; a row whose file cannot be taken is refused."""
        for place, row in enumerate(self._papers.rows):
            if row.verb != "removed" and row.values.get("file") is not None:
                self._look_at(place, row)

    def _look_at(self, place: int, row: PlannedRow) -> None:
        name, folder = str(row.values["file"]), row.draft.table.path.parent
        path = folder / name.replace("\\", "/")
        if not path.resolve().is_relative_to(folder.resolve()):  # a link that leads out
            self._refuse(row, error(NOT_BESIDE, row.draft.where("file"), value=name))
        elif not path.is_file():
            self._stored(place, row, name)
        elif path.stat().st_size == 0:
            self._refuse(row, error(FILE_EMPTY, row.draft.where("file"), value=name))
        else:
            self._take(place, row, path)

    def _stored(self, place: int, row: PlannedRow, name: str) -> None:
        """A file that is stored may stay away, under the name that an export gave it too."""
        stored = row.stored.values if row.stored else {}
        kept, digest = stored.get("file"), stored.get("file_digest")
        if kept == name or (kept and digest and apart(str(kept), str(digest)) == name):
            self._settle(place, row, {**row.values, "file": kept})
        else:
            self._refuse(row, error(FILE_MISSING, row.draft.where("file"), value=name))

    def _take(self, place: int, row: PlannedRow, path: Path) -> None:
        """The file's content is part of the row: other bytes under the same name are a change."""
        digest = files.digest_of(path)
        if row.stored is None or row.stored.values.get("file_digest") != digest:
            try:
                refuse_programs(path)
            except ProgramRefused as problem:
                parts = {"value": problem.where, "what": problem.parts["what"]}
                self._refuse(row, error(FILE_STARTS, row.draft.where("file"), **parts))
                return
        self.paths[id(row.draft)] = path
        name = own_name(str(row.values["file"]), digest)
        self._settle(place, row, {**row.values, "file": name, "file_digest": digest})

    def _settle(self, place: int, row: PlannedRow, values: Mapping[str, object]) -> None:
        """What becomes of the row, now that its file is looked at."""
        same = row.stored is not None and row.stored.values == values
        verb = "new" if row.stored is None else "same" if same else "changed"
        self._papers.rows[place] = row._replace(values=values, verb=verb)
