"""Settings of the own house: rows of the workspace, undone and exported as all others are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.entering import Entry
from remanence.gui.parts.inputs import Choice, TextField
from remanence.gui.parts.lands import countries, currencies
from remanence.gui.parts.setting import SettingLine, SettingsCard
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from remanence.app.limits import Limit
    from remanence.gui.hub import Hub

_FIELD: Final = 230
_SMALL: Final = 110


class _HouseCard(SettingsCard):
    """Settings that are written as cells of a sheet."""

    def __init__(self, hub: Hub, title: str, note: str) -> None:
        super().__init__(hub, title, note)
        self.controls: dict[str, QWidget] = {}

    def settle(self, entry: Entry, words: str) -> None:
        """Write cells as one operation, on the worker: all orders may be judged anew."""
        job = self.hub.run_job(
            self,
            _("setting {what}").format(what=words),
            lambda answers, _report: answers.enter([entry], label="preference", note=words),
        )
        job.ended.connect(lambda _result: self.refresh())

    def allow(self) -> None:
        """A read-only workspace shows its settings and takes none."""
        reason = ""
        if self.hub.answers.workspace.is_read_only:
            reason = _("This workspace is read-only: nothing can be changed in it from here.")
        for control in self.controls.values():
            control.setEnabled(not reason)
            control.setToolTip(reason)


class FirmCard(_HouseCard):
    """The own firm, the country that it imports into, its currency, its numbers."""

    def __init__(self, hub: Hub) -> None:
        """Make the fields; `refresh` fills them."""
        super().__init__(
            hub, _("Own firm"), _("Papers, duties and costs are worked out for this firm.")
        )
        self._field("name", "firm", _("Name"), _("As it must stand on papers."))
        self._field("local_name", "local_name", _("Name in another script"), "")
        note = _("Duties, fees and papers are those of this country. A change judges all anew.")
        self._choice("country", _("Country of import"), note, countries())
        note = _("All costs are shown in it. A change works out all costs anew.")
        self._choice("currency", _("Currency"), note, currencies())
        yes_no = [("yes", _("Yes")), ("no", _("No"))]
        note = _("No: the tax on imports is part of landed cost.")
        self._choice("vat_recoverable", _("Tax on imports comes back"), note, yes_no)
        self._field("importer_no", "importer_no", _("Importer number"), "")
        self._field("eori", "eori", _("EORI number"), "")
        self._field("vat_no", "vat_no", _("VAT number"), "")

    def refresh(self) -> None:
        """Show what is stored."""
        business = self.hub.answers.workspace.business
        for column, control in self.controls.items():
            value = getattr(business, column)
            text = ("no", "yes")[value] if isinstance(value, bool) else str(value or "")
            if isinstance(control, Choice):
                control.choose(text)
            elif isinstance(control, TextField):
                control.show_value(text)
        self.allow()

    def _field(self, column: str, key: str, words: str, note: str) -> None:
        field = TextField(self.theme, words, _("not set"))
        field.setFixedWidth(self.theme.grown(_FIELD))
        field.settled.connect(lambda text: self._enter(column, words, text))
        self.controls[column] = field
        self.add(key, words, note, field)

    def _choice(self, column: str, words: str, note: str, items: Sequence[tuple[str, str]]) -> None:
        choice = Choice(self.theme, words, items)
        choice.setFixedWidth(self.theme.grown(_FIELD))
        choice.picked.connect(lambda key: self._enter(column, words, key))
        self.controls[column] = choice
        self.add(column, words, note, choice)

    def _enter(self, column: str, words: str, text: str) -> None:
        self.settle(Entry("business", {column: text.strip()}), words.lower())


class _Asked(NamedTuple):
    """A limit: its words, what it means, its unit."""

    words: str
    note: str
    unit: str


def _limits() -> Mapping[str, _Asked]:
    return {
        "practice.limit": _Asked(
            _("Dy and Tb below which suppliers ship without a licence"),
            _("Practice, not law: a verdict that rests on it says so. Blank: there is none."),
            "%",
        ),
        "tolerance.quantity_percent": _Asked(
            _("Quantity that may be short or over"),
            _("Papers that differ by less agree. Blank: they must be equal."),
            "%",
        ),
        "tolerance.weight_percent": _Asked(
            _("Weight that may differ between papers"),
            _("Papers that differ by less agree. Blank: they must be equal."),
            "%",
        ),
        "fx.max_age_days": _Asked(
            _("Days that a rate of exchange may be old"),
            _("An older one is not used, and the cost is not known. Blank: 7 days."),
            _("days"),
        ),
    }


class LimitsCard(_HouseCard):
    """Limits and tolerances of the house."""

    def __init__(self, hub: Hub) -> None:
        """Make the fields; `refresh` fills them."""
        super().__init__(
            hub,
            _("Own limits and tolerances"),
            _("Yours, not law. They are kept as decisions of this workspace, with day and reason."),
        )
        self._stored: Mapping[str, Limit] = {}
        self._limits: dict[str, SettingLine] = {}
        for code, asked in _limits().items():
            field = TextField(self.theme, f"{asked.words}, {asked.unit}", _("none"))
            field.setFixedWidth(self.theme.grown(_SMALL))
            field.settled.connect(self._taking(code))
            self.controls[code] = field
            words = f"{asked.words} ({asked.unit})"
            line = self._limits[code] = self.add(code, words, asked.note, field)
            line.on_reset(self._removing(code))

    def refresh(self) -> None:
        """Ask for the limits that are set."""
        self.hub.ask(self, _("reading the limits"), lambda a: a.limits(), self._show)
        self.allow()

    def _show(self, found: Mapping[str, Limit]) -> None:
        self._stored = found
        for code, asked in _limits().items():
            limit, field = found.get(code), self.controls[code]
            if isinstance(field, TextField):
                field.show_value(limit.value if limit else "")
            line = self._limits[code]
            line.show_changed(changed=limit is not None)
            line.say(asked.note if limit is None else self._since(limit, asked.note))

    def _since(self, limit: Limit, note: str) -> str:
        day = self.hub.formats.day(limit.decided_on)
        return _("{note} Set on {day}: {reason}.").format(
            note=note, day=day, reason=limit.reason.rstrip(".")
        )

    def _taking(self, code: str) -> Callable[[object], None]:
        return lambda text: self._enter(code, str(text).strip())

    def _removing(self, code: str) -> Callable[[], None]:
        return lambda: self._enter(code, "")

    def _enter(self, code: str, text: str) -> None:
        key = {"subject": "workspace", "code": code}
        words = _limits()[code].words
        if not text:
            if code in self._stored:
                self.settle(Entry("decisions", key, remove=True), words.lower())
            return
        told = {"reason": _("set in Preferences"), "decided_on": self.hub.today.isoformat()}
        self.settle(Entry("decisions", {**key, "value": text, **told}), words.lower())
