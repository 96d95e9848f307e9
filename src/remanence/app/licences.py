"""Where each licence stands."""

from __future__ import annotations

from collections.abc import Sequence

from remanence.app.files import licence_file
from remanence.app.workspace import Workspace
from remanence.core.facts.dossiers import LicenceFile
from remanence.core.licences.forecast import Case, cases_of
from remanence.core.licences.status import LicenceStatus, licence_status
from remanence.core.policy.workdays import work_calendar
from remanence.store import dossiers


def licences(workspace: Workspace) -> list[LicenceStatus]:
    """All licences with state, clock, and what is left of them, by reference."""
    with workspace.store.read() as reader:
        files = dossiers.licence_files(reader)
    cases = _cases(workspace, files)
    return [_status(workspace, file, cases) for file in files]


def licence(workspace: Workspace, ref: str) -> LicenceStatus:
    """One licence.

    Raises:
        NotFound: no such licence.
    """
    return licences_of(workspace, [licence_file(workspace, ref)])[0]


def licences_of(workspace: Workspace, files: Sequence[LicenceFile]) -> list[LicenceStatus]:
    """The status of these licences; forecasts learn from all licences of the workspace."""
    with workspace.store.read() as reader:
        cases = _cases(workspace, dossiers.cases(reader))
    return [_status(workspace, file, cases) for file in files]


def _cases(workspace: Workspace, files: Sequence[LicenceFile]) -> Sequence[Case]:
    return cases_of(files, work_calendar(workspace.pack), workspace.today)


def _status(workspace: Workspace, file: LicenceFile, cases: Sequence[Case]) -> LicenceStatus:
    return licence_status(
        file,
        workspace.pack,
        work_calendar(workspace.pack),
        workspace.desk,
        workspace.today,
        cases,
    )
