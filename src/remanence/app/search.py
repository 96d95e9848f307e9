"""Everything that holds a text, whatever its case, accents or width."""

from __future__ import annotations

from remanence.app.workspace import Workspace
from remanence.store import search as kept
from remanence.store.search import Hit


def search(workspace: Workspace, text: str) -> list[Hit]:
    """The cells of all sheets that hold the text; a blank text is found nowhere."""
    with workspace.store.read() as reader:
        return kept.search(reader, text)
