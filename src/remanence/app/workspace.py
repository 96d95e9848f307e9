"""The open workspace: its folder, store, day, own firm and reference pack.

The first page of the window needs the folder and the store alone: what reads desk, pack and rates
is imported when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from remanence.app.settings import Surroundings, last_workspace, remember_workspace
from remanence.core.base.errors import FileMissing, PackError, WrongUse
from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.store.door import Store, create_store

if TYPE_CHECKING:
    from remanence.core.costs.rates import RateBook
    from remanence.core.facts.business import Business
    from remanence.core.facts.dossiers import Desk
    from remanence.core.policy.pack import Pack

SUFFIX = ".remanence"

PACK_NOT_USED = N_(
    "pack.not_used",
    "This reference pack is not used, another one is: {what} `remanence policy verify` with this "
    "folder lists all that is wrong.",
)


class NoWorkspace(WrongUse):
    """No workspace was named and none is remembered."""

    code = N_(
        "no_workspace",
        "No workspace was named and none was opened before. Name one with --workspace PATH, "
        "or make one with `remanence new PATH --currency USD --country US`.",
    )


class Workspace:
    """One open workspace. `today` is the date that every verdict uses."""

    def __init__(self, path: Path, store: Store, today: date, around: Surroundings) -> None:
        """Keep what was opened; the desk and the pack are read when first asked for."""
        self.path = path
        self.store = store
        self.today = today
        self.around = around

    @cached_property
    def desk(self) -> Desk:
        """The own firm, rates, parties and decisions that all orders share."""
        from remanence.store.dossiers import desk

        with self.store.read() as reader:
            return desk(reader)

    @cached_property
    def business(self) -> Business:
        """The own firm: one row, so that the first page needs no rates."""
        desk = self.__dict__.get("desk")
        if desk is not None:
            return desk.business  # type: ignore[no-any-return] # a cached property's own value
        from remanence.store.policy import business

        with self.store.read() as reader:
            return business(reader)

    @cached_property
    def pack(self) -> Pack:
        """The reference pack in use, with the user's corrections laid over it."""
        from remanence.core.policy.overlay import overlaid

        return overlaid(base_pack(self.around), self.desk.decisions, self.today)

    @cached_property
    def rates(self) -> RateBook:
        """The rates of exchange."""
        from remanence.core.costs.rates import RateBook

        return RateBook(self.desk.rates)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written here."""
        return self.store.read_only

    def forget(self) -> None:
        """Read desk, pack and rates anew when next asked for: somebody wrote."""
        for name in ("business", "desk", "pack", "rates"):
            self.__dict__.pop(name, None)

    def take(self, desk: Desk) -> None:
        """Use this desk from now on: it was read inside a transaction that goes on."""
        self.forget()
        self.__dict__["desk"] = desk

    def as_of(self, today: date) -> Workspace:
        """The same workspace on another day."""
        other = Workspace(self.path, self.store, today, self.around)
        for name in ("desk", "rates"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    def close(self) -> None:
        """Close every connection."""
        self.store.close()


_PACKS: dict[Path, Pack] = {}  # a pack never changes once it is unpacked; one read a process
_REFUSED: dict[Path, Finding] = {}


def every_pack(around: Surroundings) -> list[tuple[Path, Pack]]:
    """All packs that can be used, each with its folder: installed ones, then those shipped.

    An installed pack is read whole before it counts; one that was cut or altered does not
    (`refused_packs`), and what is left serves.

    Raises:
        PackError: the head of a shipped pack cannot be read.
    """
    from remanence.packs.load import load_pack, load_whole, shipped

    found = []
    for folder in _installed(around):
        if folder not in _PACKS and folder not in _REFUSED:
            try:
                _PACKS[folder] = load_whole(folder)
            except PackError as problem:
                _REFUSED[folder] = error(PACK_NOT_USED, str(folder), what=problem)
        if folder in _PACKS:
            found.append(folder)
    for folder in shipped(around.resources / "packs"):
        if folder not in _PACKS:
            _PACKS[folder] = load_pack(folder)
        found.append(folder)
    return [(folder, _PACKS[folder]) for folder in found]


def refused_packs(around: Surroundings) -> list[Finding]:
    """The installed packs that are not used, each with the reason; `where` is its folder."""
    folders = _installed(around)
    if folders:
        every_pack(around)
    return [_REFUSED[folder] for folder in folders if folder in _REFUSED]


def _installed(around: Surroundings) -> list[Path]:
    from remanence.packs.load import installed

    return installed(around.home / "packs")


def base_pack(around: Surroundings) -> Pack:
    """The pack in use: of those that can be used the one with the highest serial.

    Raises:
        PackError: there is none.
    """
    packs = [pack for _, pack in every_pack(around)]
    if not packs:
        raise PackError(str(around.resources / "packs"), what="no reference pack is there.")
    return max(packs, key=lambda pack: pack.head.serial)


def named_workspace(named: str | None, around: Surroundings) -> Path:
    """The workspace meant: the one named, else of the environment, else the one last opened.

    Raises:
        NoWorkspace: none of the three.
    """
    found = named or around.workspace or last_workspace(around.home)
    if not found:
        raise NoWorkspace
    return Path(found).expanduser().absolute()


def open_workspace(
    path: Path, today: date, around: Surroundings, *, wait_seconds: float = 10
) -> Workspace:
    """Open a workspace and remember it.

    Raises:
        FileMissing: no such folder.
        StoreDamaged, StoreTooNew: not a workspace, or of a newer version; left untouched.
    """
    if not path.exists() and path.with_name(path.name + SUFFIX).exists():
        path = path.with_name(path.name + SUFFIX)
    if not path.exists():
        raise FileMissing(str(path), what="there is no such workspace.")
    store = Store.open(path, wait_seconds=wait_seconds)
    remember_workspace(around.home, path)
    return Workspace(path, store, today, around)


@contextmanager
def opened(named: str | None, today: date, around: Surroundings) -> Iterator[Workspace]:
    """The workspace meant, open for the length of one command."""
    workspace = open_workspace(named_workspace(named, around), today, around)
    try:
        yield workspace
    finally:
        workspace.close()


def create_workspace(path: Path, business: Business, around: Surroundings) -> Path:
    """Make an empty workspace; the folder's name gets the ending `.remanence` if it lacks it.

    Raises:
        MachineSaysNo: something of that name is there, or it cannot be written.
    """
    target = path.expanduser().absolute()
    if not target.name.endswith(SUFFIX):
        target = target.with_name(target.name + SUFFIX)
    create_store(target, business)
    remember_workspace(around.home, target)
    return target
