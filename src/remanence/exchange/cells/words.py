"""Words of closed lists: choices, yes and no, currencies, countries. Capitals do not matter."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from remanence.core.base.countries import COUNTRIES
from remanence.core.base.money import CURRENCIES, TRADE_NAMES
from remanence.core.base.sentences import N_
from remanence.exchange.cells.raw import Flag, Form, Value
from remanence.exchange.cells.reading import Trouble, ValueType, brief

_LISTED: Final = 25  # choices that a sentence can name

NOT_A_CHOICE = N_("cell.not_a_choice", "{value} is none of: {choices}. {next}")
NOT_YES_NO = N_(
    "cell.not_yes_no", "{value} is neither yes nor no. Other words can be named in a map."
)
NOT_A_CURRENCY = N_("cell.not_a_currency", "{value} is not a currency of ISO 4217 (USD, EUR, CNY).")
TRADE_NAME = N_("cell.currency_trade_name", "{value} is no code of ISO 4217: write {iso}.")
NOT_A_COUNTRY = N_(
    "cell.not_a_country", "{value} is not a country by its two letters (CN, DE, US)."
)


class ChoiceType(ValueType):
    """One word of a closed list, spelled as the list spells it."""

    wanted = "a word of a list"

    def __init__(self, choices: Iterable[str]) -> None:
        """Keep the list in its sequence."""
        self.choices = tuple(choices)
        self._spelling = {choice.lower(): choice for choice in self.choices}

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002 - types share the call
        """The word as the list spells it.

        Raises:
            Trouble: it is not on the list.
        """
        found = self._spelling.get(text.lower())
        if found is None:
            raise Trouble(
                NOT_A_CHOICE,
                value=brief(text),
                choices=", ".join(self.choices[:_LISTED]),
                next=self._advice(text),
            )
        return found

    def _advice(self, text: str) -> str:
        near = get_close_matches(text.lower(), self._spelling, n=1)
        if near:
            return f"Perhaps {self._spelling[near[0]]} is meant."
        return "Other words can be named in a map."


class YesNoType(ValueType):
    """Yes or no."""

    wanted = "yes or no"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """True for yes.

        Raises:
            Trouble: neither yes nor no.
        """
        word = text.lower()
        if word not in {"yes", "no"}:
            raise Trouble(NOT_YES_NO, value=brief(text))
        return word == "yes"

    def from_flag(self, cell: Flag, form: Form) -> Value:  # noqa: ARG002
        """What the cell says."""
        return cell.on

    def to_text(self, value: Value) -> str:
        """Yes or no."""
        return "yes" if value else "no"


class CurrencyType(ValueType):
    """A currency by its three letters."""

    wanted = "a currency"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """The three letters, capital.

        Raises:
            Trouble: no currency of ISO 4217.
        """
        code = text.upper()
        if code in TRADE_NAMES:
            raise Trouble(TRADE_NAME, value=code, iso=TRADE_NAMES[code])
        if code not in CURRENCIES:
            raise Trouble(NOT_A_CURRENCY, value=brief(text))
        return code


class CountryType(ValueType):
    """A country by its two letters."""

    wanted = "a country"

    def from_text(self, text: str, form: Form) -> Value:  # noqa: ARG002
        """The two letters, capital.

        Raises:
            Trouble: no country of ISO 3166.
        """
        if text.upper() not in COUNTRIES:
            raise Trouble(NOT_A_COUNTRY, value=brief(text))
        return text.upper()


YES_NO: Final = YesNoType()
CURRENCY: Final = CurrencyType()
COUNTRY: Final = CountryType()
