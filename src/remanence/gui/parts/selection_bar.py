"""The bar below a table while several rows are chosen: how many, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from remanence.gui.parts.button import Button
from remanence.gui.parts.surface import Panel, clear, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.theme import Theme


class SelectionAction(NamedTuple):
    """Something to be done to the chosen rows.

    Attributes:
        words: of its button, for a count.
        run: does it.
        writes: waits for other writes, and is off where nothing can be written.
    """

    words: Callable[[int], str]
    run: Callable[[Sequence[Any]], None]
    writes: bool = False


class SelectionBar(Panel):
    """Count and actions; made when first needed."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty bar."""
        super().__init__(theme, "accent_soft", "t")
        self.count = Text(theme, "", "body", 600, figures=True)
        self._held = row([], spacing=8)
        self.buttons: list[Button] = []
        self.setLayout(row([self.count, 16, self._held, None], (16, 5, 10, 5)))
        self.setAccessibleName(_("Chosen rows"))

    def show_choice(
        self,
        words: str,
        rows: Sequence[Any],
        actions: Sequence[SelectionAction],
        *,
        reason: str = "",
    ) -> None:
        """Say how many, and offer the actions; `reason` says why nothing can be written."""
        self.count.setText(words)
        clear(self._held)
        self.buttons = []
        for action in actions:
            button = Button(self._theme, action.words(len(rows)), small=True)
            button.clicked.connect(lambda _on=False, action=action: action.run(rows))
            if action.writes and reason:
                button.setEnabled(False)
                button.setToolTip(reason)
            self._held.addWidget(button)
            self.buttons.append(button)
        self.show()
