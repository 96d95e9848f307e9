"""What calculators stand on: a reference pack, the day, and what a workspace lends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from remanence.app.quotes import Shelf
from remanence.app.settings import last_workspace
from remanence.core.base.errors import AppError
from remanence.core.costs.rates import MAX_AGE_DAYS
from remanence.core.facts.parties import Decision
from remanence.core.policy.pack import Pack

if TYPE_CHECKING:
    from remanence.app.settings import Surroundings
    from remanence.app.workspace import Workspace


class Desk(NamedTuple):
    """What calculators stand on: a reference pack, the day, and what a workspace lends."""

    pack: Pack
    today: date
    shelf: Shelf = Shelf()


def desk_of(around: Surroundings, today: date, workspace: str | None) -> Desk:
    """The shipped pack, and what the workspace adds: the one named, else the one last opened.

    Raises:
        AppError: a workspace is named and cannot be opened, or there is no pack.
    """
    from remanence.app.workspace import base_pack, opened

    named = workspace or around.workspace
    remembered = None if named else last_workspace(around.home)
    if not named and not (remembered and Path(remembered).is_dir()):
        return Desk(base_pack(around), today)
    try:
        with opened(named, today, around) as found:
            return Desk(found.pack, today, _shelf(found))
    except AppError:
        if named:
            raise
        return Desk(base_pack(around), today)  # nobody asked for it: the calculators stand alone


def desk_in(workspace: Workspace) -> Desk:
    """The desk of a workspace that is open: its pack, its day, and what it lends."""
    return Desk(workspace.pack, workspace.today, _shelf(workspace))


def _shelf(workspace: Workspace) -> Shelf:
    from remanence.store import products

    with workspace.store.read() as reader:
        return Shelf(
            workspace.desk.rates,
            {row.product_code: row for row in products.products(reader)},
            tuple(products.classifications(reader)),
            _max_age(workspace.desk.decisions),
        )


def _max_age(decisions: Sequence[Decision]) -> int:
    for one in reversed(decisions):
        if (one.subject, one.code) == ("workspace", "fx.max_age_days") and one.number is not None:
            return int(one.number)
    return MAX_AGE_DAYS
