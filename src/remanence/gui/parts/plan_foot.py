"""The foot of a plan: what stops it, and what its buttons would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.core.base.findings import Finding, Severity
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from remanence.app.imports.plan import ImportPlan


class Foot(NamedTuple):
    """What the foot says and offers.

    Attributes:
        says: what stops the import, or that nothing does.
        word: of the button that writes.
        stopping: files that stop the import as a whole; others would remain without them.
        can_write: whether it can be pressed.
    """

    says: str
    word: str
    stopping: tuple[Path, ...] = ()
    can_write: bool = False


def foot_of(plan: ImportPlan, rest: ImportPlan, paths: Sequence[Path]) -> Foot:
    """The foot of a plan; `rest` is what is left of it without its refused rows."""
    errors = [found for found in rest.findings if found.severity is Severity.ERROR]
    if errors:
        return _stopped(errors, paths)
    refused = sum(counts.rejected for counts in plan.plan)
    rows = written(rest)
    if refused:
        word = n_(
            "Leave out {count} row and import", "Leave out {count} rows and import", rest.left_out
        )
        says = _refused(refused, rest.left_out - refused, rows)
        return Foot(says, word, can_write=bool(rows))
    if not rows:
        says = _("Everything in these files is in the workspace already.")
        return Foot(says if plan.plan else _("There is nothing to import."), _("Import"))
    word = n_("Import {count} row", "Import {count} rows", rows)
    return Foot(_("No row is refused."), word, can_write=True)


def written(plan: ImportPlan) -> int:
    """How many rows a plan would write."""
    return sum(counts.new + counts.changed + counts.removed for counts in plan.plan)


def file_of(finding: Finding, names: Iterable[str]) -> str:
    """The file that a finding speaks of, one of these names; a name may hold a comma itself."""
    where = finding.where
    found = [name for name in names if where == name or where.startswith(f"{name}, ")]
    return max(found, key=len, default="")


def _stopped(errors: Sequence[Finding], paths: Sequence[Path]) -> Foot:
    """Files that cannot be used at all stop everything, however good the others are."""
    names = {file_of(found, [path.name for path in paths]) for found in errors}
    stopping = tuple(path for path in paths if path.name in names)
    if not stopping or "" in names:
        says = n_(
            "{count} finding stops the whole import. Correct the file and plan again.",
            "{count} findings stop the whole import. Correct the files and plan again.",
            len(errors),
        )
        return Foot(says, _("Import"))
    one = _("{names} stops the whole import. Correct it and plan again, or leave it out.")
    many = _("{names} stop the whole import. Correct them and plan again, or leave them out.")
    names_said = ", ".join(path.name for path in stopping)
    says = (one if len(stopping) == 1 else many).replace("{names}", names_said)
    return Foot(says, _("Import"), stopping if len(stopping) < len(paths) else ())


def _refused(refused: int, hanging: int, rows: int) -> str:
    says = n_(
        "The refused row stops the whole import until it is corrected or left out.",
        "The {count} refused rows stop the whole import until they are corrected or left out.",
        refused,
    )
    if hanging:
        says += " " + n_(
            "{count} more row needs a refused one and would be left out as well.",
            "{count} more rows need refused ones and would be left out as well.",
            hanging,
        )
    if not rows:
        says += " " + _("Without them nothing is left to import.")
    return says
