"""THE road of a write: the door, the function, the posting, a line in the history, one Changes.

The first write of a day makes a backup before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from remanence.app import posting
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.store import backup

if TYPE_CHECKING:
    from remanence.store.writing import Txn


def run(  # noqa: PLR0913 - a write is what, why, by whom, and who is told
    workspace: Workspace,
    label: str,
    do: Callable[[Txn], None],
    *,
    source: str,
    note: str = "",
    report: posting.Report | None = None,
    last: Callable[[], None] | None = None,
) -> Changes:
    """Run one operation: all of it or nothing, with what follows from it posted beside it.

    Args:
        workspace: where.
        label: what is done, a code (`import`, `attach`); names the line in the history.
        do: writes through the three verbs.
        source: who asks: `window`, `command line`, with the file if there is one.
        note: words for the history.
        report: told how many orders are judged, of how many; what it raises takes all back.
        last: called when all is written and only the commit is left.
    """
    try:
        at = workspace.around.now()
        backup.daily(workspace.store, at=at)
        with workspace.store.write(label, source=source, note=note, at=at) as txn:
            do(txn)
            changes = txn.changes()
            posting.post_reached(txn, workspace, changes, report)
            if last is not None:
                last()
    except BaseException:
        workspace.forget()  # it may have taken a desk that was rolled back
        raise
    return changes
