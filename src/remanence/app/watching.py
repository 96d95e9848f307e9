"""Two programs on one workspace: has somebody else written, and is the folder still there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from remanence.core.base.errors import FileMissing

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace


def newest_operation(workspace: Workspace) -> int:
    """The number of the newest operation, whoever did it; who looks on compares it with his.

    Raises:
        FileMissing: the folder was moved or removed while the workspace is open.
    """
    if not workspace.store.database.exists():
        raise FileMissing(str(workspace.path), what="the workspace is no longer there.")
    return workspace.store.newest_operation()
