"""What the frame says of the open workspace: firm, rules, day, saved, what undo would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from remanence.core.policy.pack import PackHead
    from remanence.gui.actions import Commands
    from remanence.gui.hub import Hub
    from remanence.gui.parts.frame import DayBand, StatusLine
    from remanence.gui.parts.sidebar import Sidebar
    from remanence.gui.tokens import State


class Naming(QObject):
    """Fills sidebar, status line, band and menus with what holds for the open workspace."""

    def __init__(
        self, hub: Hub, sidebar: Sidebar, status: StatusLine, band: DayBand, commands: Commands
    ) -> None:
        """Nothing is said before it is asked for."""
        super().__init__()
        self._hub = hub
        self._sidebar, self._status, self._band = sidebar, status, band
        self._commands = commands
        commands.by_name["undo"].changed.connect(self._follow_undo)

    def name_workspace(self) -> None:
        """Name firm, rules and day, and say whether anything can be written."""
        workspace, formats = self._hub.answers.workspace, self._hub.formats
        business = workspace.business
        below = _("{currency} · imports to {country}").format(
            currency=business.currency, country=business.country
        )
        self._sidebar.show_firm(business.name or workspace.path.stem, below)
        self._hub.ask(self, _("reading the rules"), lambda a: a.rules(), self._name_rules)
        self._commands.show_read_only(read_only=workspace.is_read_only)
        kept = _("Read-only · {name}") if workspace.is_read_only else _("Offline · saved in {name}")
        self._status.show_saved(kept.format(name=workspace.path.name), warn=workspace.is_read_only)
        self._status.show_day(formats.full(self._hub.today))
        if self._hub.as_of_another_day:
            self._band.show_day(formats.full(self._hub.today))
        else:
            self._band.setVisible(False)

    def name_turns(self) -> None:
        """Name what undo and redo would do."""
        self._hub.ask(
            self,
            _("reading the history"),
            lambda answers: (answers.next_undo(), answers.next_redo()),
            lambda turns: self._commands.show_turns(*turns),
        )

    def _name_rules(self, found: tuple[PackHead, int]) -> None:
        head, unsettled = found
        outdated = self._hub.today > head.valid_to if head.valid_to else False
        state: State = "unknown" if outdated or unsettled else "ready"
        if outdated:
            words = _("ended {day}").format(day=self._hub.formats.day(head.valid_to))
        elif unsettled:
            words = n_("{count} rule is not settled", "{count} rules are not settled", unsettled)
        else:
            words = _("as of {day}").format(day=self._hub.formats.day(head.as_of))
        title = _("Rules pack {version}").format(version=head.version)
        self._sidebar.show_pack(state, title, words)

    def _follow_undo(self) -> None:
        action = self._commands.by_name["undo"]
        reason = "" if action.isEnabled() else action.toolTip()
        self._status.show_undo(self._commands.undo or "", reason=reason)
