"""What an attached file looks like: a page as a picture, the first rows of a sheet, or its text."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.core.base.errors import AppError, FileMissing
from remanence.store import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.workspace import Workspace
    from remanence.exchange.papers.drawing import Picture

_IMAGES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
_SHEETS: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
_ROWS: Final = 40
_CELLS: Final = 12
_MOST_IMAGE: Final = 40_000_000


class Preview(NamedTuple):
    """What is shown of a file; of picture, image and rows at most one.

    Attributes:
        path: where it lies, to be opened by its own program.
        name: as it was attached.
        picture: a page of a PDF.
        image: bytes of a picture file, as they are.
        rows: first rows of a sheet or lines of a text.
        note: why nothing is shown.
    """

    path: Path
    name: str
    picture: Picture | None = None
    image: bytes | None = None
    rows: Sequence[Sequence[str]] = ()
    note: str = ""


def preview(
    workspace: Workspace, name: str, digest: str, *, page: int = 1, width: int = 900
) -> Preview:
    """A look at an attached file.

    Args:
        workspace: where it is kept.
        name: as it was attached; its ending says what it is.
        digest: its SHA-256.
        page: of a PDF.
        width: pixels that a page shall be wide.

    Raises:
        FileMissing: the file is not in the workspace any more.
    """
    path = files.path_of(workspace.store, digest)
    if not path.is_file():
        raise FileMissing(name, what="it is not in the workspace's files any more; attach it anew.")
    ending = Path(name).suffix.lower()
    try:
        return _look(Preview(path, name), ending, page, width)
    except AppError as problem:
        return Preview(path, name, note=str(problem))


def _look(found: Preview, ending: str, page: int, width: int) -> Preview:
    if ending == ".pdf":
        from remanence.exchange.papers.drawing import draw_page

        return found._replace(picture=draw_page(found.path, page, width))
    if ending in _IMAGES and found.path.stat().st_size <= _MOST_IMAGE:
        return found._replace(image=found.path.read_bytes())
    if ending in _SHEETS:
        from remanence.exchange.papers.drawing import first_rows

        return found._replace(rows=first_rows(found.path, ending, _ROWS, _CELLS))
    return found._replace(note="This kind of file is not shown here; open it with its own program.")


def copy_to_open(workspace: Workspace, name: str, digest: str) -> Path:
    """A copy of an attached file under its own name, in the folder of temporary files.

    What the other program saves there never reaches the workspace.

    Raises:
        FileMissing: the file is not in the workspace any more.
        ProgramRefused: it would be run, not shown.
    """
    from remanence.exchange.papers import ProgramRefused, refuse_programs

    source = files.path_of(workspace.store, digest)
    if not source.is_file():
        raise FileMissing(name, what="it is not in the workspace's files any more; attach it anew.")
    target = Path(tempfile.mkdtemp(prefix="remanence-")) / Path(name).name
    shutil.copyfile(source, target)
    try:
        refuse_programs(target)
    except ProgramRefused:
        shutil.rmtree(target.parent)
        raise
    return target
