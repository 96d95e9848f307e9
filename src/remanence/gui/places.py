"""The pages of the window: how each is made when first shown, and their order in the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from remanence.gui.parts.sidebar import Entry
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.page import Page

Maker = Callable[["Hub"], "Page"]


def _today(hub: Hub) -> Page:
    from remanence.gui.pages.today import TodayPage

    return TodayPage(hub)


def _orders(hub: Hub) -> Page:
    from remanence.gui.pages.orders import OrdersPage

    return OrdersPage(hub)


def _order(hub: Hub) -> Page:
    from remanence.gui.pages.order import OrderPage

    return OrderPage(hub)


def _quotes(hub: Hub) -> Page:
    from remanence.gui.pages.quotes import QuotesPage

    return QuotesPage(hub)


def _licences(hub: Hub) -> Page:
    from remanence.gui.pages.licences import LicencesPage

    return LicencesPage(hub)


def _documents(hub: Hub) -> Page:
    from remanence.gui.pages.documents import DocumentsPage

    return DocumentsPage(hub)


def _suppliers(hub: Hub) -> Page:
    from remanence.gui.pages.suppliers import SuppliersPage

    return SuppliersPage(hub)


def _costs(hub: Hub) -> Page:
    from remanence.gui.pages.costs import CostsPage

    return CostsPage(hub)


def _trends(hub: Hub) -> Page:
    from remanence.gui.pages.trends import TrendsPage

    return TrendsPage(hub)


def _policy(hub: Hub) -> Page:
    from remanence.gui.pages.policy import PolicyPage

    return PolicyPage(hub)


def _history(hub: Hub) -> Page:
    from remanence.gui.pages.history import HistoryPage

    return HistoryPage(hub)


def _preferences(hub: Hub) -> Page:
    from remanence.gui.pages.preferences import PreferencesPage

    return PreferencesPage(hub)


def _import(hub: Hub) -> Page:
    from remanence.gui.pages.imports import ImportPage

    return ImportPage(hub)


PAGES: Final[dict[str, Maker]] = {
    "today": _today,
    "orders": _orders,
    "order": _order,
    "licences": _licences,
    "documents": _documents,
    "suppliers": _suppliers,
    "costs": _costs,
    "quotes": _quotes,
    "trends": _trends,
    "policy": _policy,
    "history": _history,
    "preferences": _preferences,
    "import": _import,
}
"""How each page is made, when it is first shown."""


UNDER: Final = {"order": "orders"}
"""Pages that the sidebar does not name: the entry that is marked while they are shown."""


def entries() -> list[Entry]:
    """The sidebar's pages in their order."""
    return [
        Entry("today", _("Today"), "square-check-big"),
        Entry("orders", _("Orders"), "clipboard-list", gap=True),
        Entry("licences", _("Licences"), "shield-check"),
        Entry("documents", _("Documents"), "file-text"),
        Entry("suppliers", _("Suppliers"), "factory", gap=True),
        Entry("costs", _("Costs"), "costs"),
        Entry("quotes", _("Quote desk"), "calculator"),
        Entry("trends", _("Trends"), "chart-line"),
        Entry("policy", _("Policy"), "scale", gap=True),
        Entry("history", _("History"), "history"),
    ]


def foot() -> list[Entry]:
    """What stands at the foot of the sidebar."""
    return [Entry("preferences", _("Preferences"), "settings")]
