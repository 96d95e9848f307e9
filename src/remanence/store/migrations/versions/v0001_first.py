"""The first schema.

A column is written `name:type`, with `?` where it may be blank. Types: `whole` (eight bytes; on
SQLite the one kind of integer), `number`,
`text`, `exact` (a decimal as text), `day` (ISO text), `flag`, `bytes`.
"""

from collections.abc import Callable
from typing import Any, Literal

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TYPES: dict[str, Callable[[], sa.types.TypeEngine[Any]]] = {
    "whole": lambda: sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "number": sa.Integer,
    "text": sa.String,
    "exact": sa.Text,
    "day": sa.Text,
    "flag": sa.Boolean,
    "bytes": sa.LargeBinary,
}
_KEPT = "id:whole op:whole "


def upgrade() -> None:
    """Make all tables."""
    _firms_and_goods()
    _orders_and_licences()
    _shipments()
    _papers_and_charges()
    _prices_and_decisions()
    _history()
    _posted()


def _firms_and_goods() -> None:
    _table(
        "business",
        _KEPT + "name:text local_name:text? country:text currency:text address:text? "
        "importer_no:text? eori:text? vat_no:text? "
        "vat_recoverable:flag",
    )
    _table(
        "suppliers",
        _KEPT + "supplier_code:text name:text local_name:text? country:text city:text? role:text? "
        "group_name:text? state_owned:flag? "
        "uscc:text? general_licence_no:text? general_licence_until:day? "
        "environmental_status:text? environmental_checked_on:day? "
        "contact_name:text? email:text? phone:text? website:text? notes:text?",
        unique=("supplier_code",),
    )
    _table(
        "products",
        _KEPT + "product_code:text name:text category:text material:text? grade:text? form:text? "
        "hs_code:text? unit:text "
        "unit_net_weight_kg:exact? composition:text? composition_report_no:text? "
        "composition_report_on:day? composition_lab:text? "
        "composition_batch:text? coating:text? magnetised:flag? notes:text?",
        unique=("product_code",),
    )
    _table(
        "classifications",
        _KEPT + "product_id:whole country:text code:text valid_from:day? valid_to:day? "
        "ruling_no:text? reason:text? decided_by:text?",
        parents=("products",),
        indexes=(("product_id",),),
    )


def _orders_and_licences() -> None:
    _table(
        "orders",
        _KEPT + "order_number:text order_date:day supplier_id:whole currency:text incoterm:text "
        "incoterm_place:text? "
        "destination_country:text? transport_mode:text? consignee:text? ship_to:text? "
        "importer_of_record:text? end_user:text? "
        "end_user_country:text? end_use:text? stage:text?",
        parents=("suppliers",),
        unique=("order_number",),
        indexes=(("order_date",), ("supplier_id",)),
    )
    _table(
        "order_lines",
        _KEPT + "order_id:whole line_no:number product_id:whole quantity:exact unit:text "
        "unit_price:exact price_per:number "
        "discount_percent:exact? preference:text? origin_country:text? requested_on:day? "
        "confirmed_on:day? confirmed_for:day? "
        "promised_for:day? ready_on:day? cancelled_on:day? notes:text?",
        parents=("orders", "products"),
        unique=("order_id", "line_no"),
        indexes=(("product_id",),),
    )
    _table(
        "licences",
        _KEPT + "licence_ref:text supplier_id:whole order_id:whole? kind:text? authority:text? "
        "licence_number:text? limit_by:text? "
        "transport_mode:text? uses_allowed:whole? end_user:text? end_user_country:text? "
        "customs_office:text? valid_from:day? valid_to:day? "
        "replaces:text? tolerance_percent:exact? per_year:flag?",
        parents=("suppliers", "orders"),
        unique=("licence_ref",),
        indexes=(("order_id",), ("supplier_id",)),
    )
    _table(
        "licence_lines",
        _KEPT + "licence_id:whole line_no:number control_code:text? product_id:whole? "
        "hs_code:text? quantity:exact? unit:text? "
        "value:exact? currency:text?",
        parents=("licences", "products"),
        unique=("licence_id", "line_no"),
        indexes=(("product_id",),),
    )
    _table(
        "licence_events",
        _KEPT + "licence_id:whole on_day:day state:text note:text? told_by:text?",
        parents=("licences",),
        unique=("licence_id", "on_day", "state"),
    )


def _shipments() -> None:
    _table(
        "shipments",
        _KEPT + "shipment_ref:text transport_mode:text? carrier:text? vessel:text? "
        "transport_document_no:text? containers:text? "
        "packages:whole? gross_weight_kg:exact? volume_m3:exact? etd:day? atd:day? "
        "eta:day? ata:day? export_declared_on:day? "
        "customs_state:text? customs_state_on:day? customs_entry_no:text? entered_on:day? "
        "cleared_on:day? received_on:day?",
        unique=("shipment_ref",),
    )
    _table(
        "shipment_lines",
        _KEPT + "shipment_id:whole order_line_id:whole quantity:exact licence_id:whole? "
        "received_quantity:exact? accepted_quantity:exact? "
        "rejected_quantity:exact?",
        parents=("shipments", "order_lines", "licences"),
        unique=("shipment_id", "order_line_id"),
        indexes=(("licence_id",), ("order_line_id",)),
    )
    _table(
        "entries",
        _KEPT + "shipment_id:whole entry_line:number layer:text hs_code:text? base:exact? "
        "rate_percent:exact? amount:exact currency:text? "
        "rule:text? paid_on:day?",
        parents=("shipments",),
        unique=("shipment_id", "entry_line", "layer"),
    )


def _papers_and_charges() -> None:
    _table(
        "documents",
        _KEPT + "document_type:text order_id:whole? shipment_id:whole? licence_id:whole? "
        "supplier_id:whole? product_id:whole? number:text? "
        "issued_on:day? valid_to:day? state:text? reason:text? file:text? "
        "file_digest:text? quantity:exact? unit:text? "
        "net_weight_kg:exact? gross_weight_kg:exact? packages:whole? value:exact? "
        "currency:text? hs_code:text? consignee:text? "
        "end_user:text? country_of_origin:text? transport_mode:text? incoterm:text? "
        "gauss_at_2_1m:exact? gauss_at_4_6m:exact? "
        "confidential:flag?",
        parents=("orders", "shipments", "licences", "suppliers", "products"),
        indexes=(
            ("file_digest",),
            ("licence_id",),
            ("order_id",),
            ("product_id",),
            ("shipment_id",),
            ("supplier_id",),
        ),
    )
    _table(
        "charges",
        _KEPT + "charge_ref:text? order_id:whole? shipment_id:whole? kind:text basis:text? "
        "amount:exact? percent:exact? currency:text "
        "method:text? lines:text? shares:text? before_border:flag? "
        "included_in_price:flag? recoverable:flag? vendor:text? "
        "invoice_number:text? invoice_date:day? rate:exact? paid_on:day?",
        parents=("orders", "shipments"),
        unique=("charge_ref",),
        indexes=(("order_id",), ("shipment_id",)),
    )


def _prices_and_decisions() -> None:
    _table(
        "prices",
        _KEPT + "material:text on_day:day market:text? source:text unit:text currency:text "
        "tax_included:flag? price:exact? low:exact? "
        "high:exact?",
        indexes=(("material", "on_day"),),
    )
    _table(
        "fx",
        _KEPT + "on_day:day base:text quote:text rate:exact source:text?",
        indexes=(("base", "quote", "on_day"),),
    )
    _table(
        "parties",
        _KEPT + "list_code:text name:text from_day:day? aliases:text? country:text? "
        "suspended_from:day? suspended_until:day? until:day? "
        "owned_percent_of:text? source:text",
        indexes=(("list_code", "name"),),
    )
    _table(
        "decisions",
        _KEPT + "subject:text code:text value:text? reason:text decided_on:day decided_by:text? "
        "until:day?",
        indexes=(("subject", "code"),),
    )


def _history() -> None:
    _table(
        "operation",
        "id:whole at:text label:text source:text undo_of:whole? note:text digest:text?",
        indexes=(("undo_of",),),
    )
    _table(
        "change",
        "id:whole op:whole kind:text verb:text id_from:whole id_to:whole size:number before:bytes?",
        indexes=(("kind", "id_from"), ("op",)),
    )
    _table("counter", "name:text next:whole", key=("name",))


def _posted() -> None:
    _table(
        "order_status",
        "order_id:whole number:text stage:text? verdict:text required:number "
        "accepted:number percent:text? states:text next_date:text? "
        "goods:whole? currency:text landed:whole? late:flag posted_on:text "
        "may_change_on:text? pack:text stale:flag",
        key=("order_id",),
    )
    _table(
        "cost_line",
        "basis:number order_id:whole order_line_id:whole shipment_id:whole month:number "
        "product_id:whole supplier_id:whole unit:text "
        "quantity:whole kg:whole? reo_kg:whole? goods:whole? freight:whole? "
        "insurance:whole? duty:whole? fees:whole? other:whole? "
        "landed:whole?",
        key=("basis", "order_id", "order_line_id", "shipment_id"),
        sqlite_with_rowid=False,
    )


def _table(
    name: str,
    columns: str,
    *,
    key: tuple[str, ...] = ("id",),
    parents: tuple[str, ...] = (),
    unique: tuple[str, ...] = (),
    indexes: tuple[tuple[str, ...], ...] = (),
    **kwargs: Any,  # noqa: ANN401 - what the dialect takes
) -> None:
    """Make a table; it refers to each parent by the parent's name in the singular and `_id`."""
    made = [_column(text, key) for text in columns.split()]
    rules: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")]
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}"))
    rules += [_reference(name, parent) for parent in parents]
    op.create_table(name, *made, *rules, **kwargs)
    for index in indexes:
        op.create_index(f"ix_{name}_{'_'.join(index)}", name, list(index))


def _reference(name: str, parent: str) -> sa.ForeignKeyConstraint:
    link = f"{parent[:-1]}_id"
    return sa.ForeignKeyConstraint(
        [link], [f"{parent}.id"], name=f"fk_{name}_{link}", ondelete="RESTRICT"
    )


def _column(text: str, key: tuple[str, ...]) -> sa.Column[Any]:
    name, _, kind = text.partition(":")
    counted: Literal["auto"] | bool = False if name in key else "auto"
    blank = kind.endswith("?")
    return sa.Column(name, _TYPES[kind.rstrip("?")](), nullable=blank, autoincrement=counted)
