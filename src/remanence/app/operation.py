"""THE road of a write.

The door, the function, the posting, one line in the history, one Changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from remanence.app import posting
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes

if TYPE_CHECKING:
    from remanence.store.writing import Txn


def run(
    workspace: Workspace, label: str, do: Callable[[Txn], None], *, source: str, note: str = ""
) -> Changes:
    """Run one operation: all of it or nothing, with what follows from it posted beside it.

    Args:
        workspace: where.
        label: what is done, a code (`import`, `attach`); names the line in the history.
        do: writes through the three verbs.
        source: who asks: `window`, `command line`, with the file if there is one.
        note: words for the history.
    """
    try:
        at = workspace.around.now()
        with workspace.store.write(label, source=source, note=note, at=at) as txn:
            do(txn)
            changes = txn.changes()
            posting.post_reached(txn, workspace, changes)
    except BaseException:
        workspace.forget()  # it may have taken a desk that was rolled back
        raise
    return changes
