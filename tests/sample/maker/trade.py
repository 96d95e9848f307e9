"""Who the desk deals with: the own firm, suppliers, end users, and the parties it watches.

All of them are invented.
"""

from __future__ import annotations

from datetime import date

from tests.sample.maker.rows import Desk
from tests.sample.maker.tables import table

FORWARDER = "Pallister Ocean & Air"
LAB = "Suzhou Yanbi Analytical Laboratory"
OWN_FIRM = "Calder Motion, Inc."
SUPPLIERS = {row["code"]: row for row in table("suppliers")}
END_USERS = {row["key"]: row for row in table("end_users")}

_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BODY_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def uscc(area: str, body: str) -> str:
    """Make a unified social credit code with both check signs (GB 11714, GB 32100)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(_BODY_SIGNS.index(c) * w for c, w in zip(body, weights, strict=True)) % 11
    code = "91" + area + body + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(_CODE_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + _CODE_SIGNS[-total % 31]


def _container_sign(number: str) -> int:
    """Weigh the signs of a container number by ISO 6346."""
    # Letters count from 10 and leave out the multiples of 11.
    letters = [n for n in range(10, 39) if n % 11]
    values = [letters[ord(c) - 65] if c.isalpha() else int(c) for c in number]
    return sum(value << place for place, value in enumerate(values)) % 11 % 10


def container(owner: str, serial: int) -> str:
    """Make a container number with its check digit."""
    number = f"{owner}{serial:06d}"
    return f"{number}{_container_sign(number)}"


def add_business(desk: Desk) -> None:
    """Write down the own firm."""
    desk.add(
        "business",
        name=OWN_FIRM,
        local_name="卡尔德传动公司",
        country="US",
        currency="USD",
        address="1180 Foundry Loop, Suite 4, Rockford, IL 61109",
        importer_no="89-026411700",
    )


def add_suppliers(desk: Desk) -> None:
    """Write down makers, separators, a trader, a forwarder and a laboratory."""
    for row in SUPPLIERS.values():
        general = row["code"] == "S-QLM"
        desk.add(
            "suppliers",
            supplier_code=row["code"],
            name=row["name"],
            local_name=row["local_name"],
            country=row["country"],
            city=row["city"],
            role=row["role"],
            group=row["group"],
            state_owned=row["state_owned"],
            uscc=uscc(row["area"], row["body"]) if row["body"] else "",
            general_licence_no="2025-G-0031" if general else "",
            general_licence_until=date(2026, 12, 2) if general else None,
            environmental_status=row["environmental"],
            environmental_checked_on=row["checked"] and date.fromisoformat(row["checked"]),
            contact_name=row["contact"],
            email=f"desk@{row['domain']}.example",
            website=f"https://{row['domain']}.example",
            notes=row["notes"],
        )


def add_parties(desk: Desk) -> None:
    """Write down the desk's own watch list: three names that stand on no real list."""
    for row in table("parties"):
        desk.add(
            "parties",
            **{"from": date.fromisoformat(row["from"])},
            list="DESK-WATCH",
            name=row["name"],
            aliases=row["aliases"],
            country=row["country"],
            source="sample desk",
        )
