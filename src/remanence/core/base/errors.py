"""Failures of an action.

Problems in data are findings (`core.base.findings`), everything else is a bug.

`DataSaysNo` leads to exit code 1, `MachineSaysNo` to 3, `WrongUse` to 2.
"""

from __future__ import annotations

from typing import ClassVar

from remanence.core.base.sentences import N_, say


class AppError(Exception):
    """A failure that a person can understand.

    A stable code, the parts of its sentence, and where.
    """

    code: ClassVar[str] = N_("app_error", "{what}")
    exit_code: ClassVar[int] = 1

    def __init__(self, where: str = "", **parts: object) -> None:
        """Keep the parts of the sentence; `where` names the file, record or path concerned."""
        super().__init__(where)
        self.where = where
        self.parts = {name: str(value) for name, value in parts.items()}

    def __str__(self) -> str:
        """The English sentence."""
        return say(self.code, {"where": self.where, **self.parts})


class WrongUse(AppError):
    """The command or call itself is wrong (exit code 2)."""

    code = N_("wrong_use", "{what}")
    exit_code = 2


class InvalidInput(AppError):
    """A value that cannot be; `field` names where it was typed."""

    code = N_("invalid_input", "{field}: {what}")


class NotFound(AppError):
    """No such record."""

    code = N_("not_found", "There is no {kind} {key} in this workspace. {next}")

    def __init__(self, kind: str, key: str, next: str = "") -> None:  # noqa: A002 - a part of the sentence
        """Name the kind of record and the key that was looked for."""
        super().__init__(where=f"{kind} {key}", kind=kind, key=key, next=next)


class Conflict(AppError):
    """Somebody changed the record since it was read, or newer rows hang on it."""

    code = N_("conflict", "{what}")


class NotAllowed(AppError):
    """The data say no; the sentence says why."""

    code = N_("not_allowed", "{what}")


class ExchangeError(AppError):
    """A whole file cannot be used; bad cells are findings."""

    code = N_("file_unusable", "{where}: {what}")


class PackError(AppError):
    """A reference pack cannot be used."""

    code = N_("pack_unusable", "{where}: {what}")


class MachineSaysNo(AppError):
    """The machine refuses: exit code 3."""

    code = N_("machine_says_no", "{where}: {what}")
    exit_code = 3


class StoreBusy(MachineSaysNo):
    """Another program holds the workspace for writing."""

    code = N_(
        "workspace_locked",
        "{where} is locked by another program that is writing. Nothing was changed; "
        "try again when it is done.",
    )


class DiskFull(MachineSaysNo):
    """No room left."""

    code = N_(
        "disk_full",
        "No room left for {where}. Nothing was changed; free some space and repeat the command.",
    )


class ReadOnly(MachineSaysNo):
    """The workspace or target may not be written."""

    code = N_(
        "read_only", "{where} cannot be written (read-only, or no permission). Nothing was changed."
    )


class FileMissing(MachineSaysNo):
    """A file or folder that was named is not there or cannot be read."""

    code = N_("file_missing", "{where}: {what}")


class StoreTooNew(AppError):
    """A newer Remanence wrote this workspace."""

    code = N_(
        "workspace_too_new",
        "{where} was written by a newer Remanence (schema {found}, this program knows {known}). "
        "It was left untouched; open it with the newer version.",
    )


class StoreDamaged(AppError):
    """Not a workspace, or a damaged one; left untouched."""

    code = N_("workspace_damaged", "{where}: {what} It was left untouched.")
