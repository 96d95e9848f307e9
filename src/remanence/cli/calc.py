"""`calc` and its calculators: landed, workdays, oxide, airweight, field, check, fx and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of
from remanence.cli.output import Asked, cell_text, finding_lines, short, show, table, why_lines
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import Finding, has_errors
from remanence.core.base.money import CURRENCIES
from remanence.core.base.sentences import say
from remanence.core.base.steps import Step

if TYPE_CHECKING:
    from remanence.app.calculators import Desk
    from remanence.app.quotes import LandedRow

app = typer.Typer(no_args_is_help=True, help="Desk calculators; no workspace needed.")

File = Annotated[
    Path, typer.Argument(metavar="FILE.json", readable=False, help="The request as JSON.")
]


def _desk(ctx: typer.Context) -> Desk:
    from remanence.app.calculators import desk_of

    context = context_of(ctx)
    return desk_of(context.around, context.today, context.asked.workspace)


def _answer(ctx: typer.Context, value: object, human: Callable[[], Iterable[str]]) -> int:
    """Print an answer; 1 where it holds a finding of severity error."""
    show(context_of(ctx).asked, value, human)
    found = value.get("findings", ()) if isinstance(value, Mapping) else _findings(value)
    return 1 if has_errors(found) else 0


def _findings(value: object) -> tuple[Finding, ...]:
    return tuple(getattr(value, "findings", ()))


def _pairs(value: object) -> Iterator[str]:
    """An answer as `name: value`, its findings below."""
    names: tuple[str, ...] = getattr(value, "_fields", ())
    for name in names:
        if name != "findings":
            yield f"{name.replace('_', ' ').strip()}: {cell_text(getattr(value, name))}"
    yield from finding_lines(_findings(value))


def _items(values: Mapping[str, object], *hidden: str) -> Iterator[str]:
    """An answer as `name: value`; reasons as sentences."""
    for name, value in values.items():
        if isinstance(value, Step):
            yield from why_lines(value)
        elif name not in ("findings", *hidden):
            yield f"{name.replace('_', ' ')}: {cell_text(value)}"


def _number(option: str, text: str | None) -> Decimal | None:
    from remanence.app.jsonin import NoNumber, plain_number

    if text is None:
        return None
    try:
        return plain_number(text)
    except NoNumber as problem:
        what = say(problem.code, {"where": option, "value": repr(text)})
        raise WrongUse(option, what=what) from problem


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as problem:
        raise WrongUse(option, what=f"{option}: {text!r} is no date YYYY-MM-DD.") from problem


@app.command("landed")
def landed(ctx: typer.Context, file: File) -> int:
    """Work out what a quote costs at the door."""
    from remanence.app.calculators import landed as landed_cost
    from remanence.app.jsonin import read_json

    found = landed_cost(_desk(ctx), read_json(file))
    return _answer(ctx, found, lambda: _landed_lines(found))


def _landed_lines(found: LandedRow) -> Iterator[str]:
    yield f"Landed cost in {found.currency}: {cell_text(found.landed) or 'not known'}"
    yield from table(
        ("line", "goods", "customs value", "duty", "fees", "landed", "per unit", "per kg"),
        (
            (
                line.id,
                line.goods,
                line.customs_value,
                line.duty,
                line.fees,
                line.landed,
                short(line.landed_per_unit),
                short(line.landed_per_kg),
            )
            for line in found.lines
        ),
    )
    yield from table(
        ("layer", "percent", "amount"),
        [
            *((one.name, one.percent, one.amount) for one in (*found.duty, *found.taxes)),
            *((one.code, None, one.amount) for one in found.fees),
            ("import tax", None, found.vat),
        ],
    )
    yield from why_lines(found.explanation)
    yield from finding_lines(found.findings)


@app.command("workdays")
def workdays(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")],
    days: Annotated[int | None, typer.Option(help="So many working days later.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day, counted too.")] = None,
) -> int:
    """Count Chinese working days."""
    from remanence.app.calculators import workdays as counted

    day = _day("--from", first)
    assert day is not None  # noqa: S101 - the option is required
    found = counted(_desk(ctx), day, days=days, last=_day("--to", last))
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("oxide")
def oxide(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="OXIDE", help="Dy2O3, Pr6O11 ...")],
    oxide_kg: Annotated[str | None, typer.Option(help="Mass of the oxide.")] = None,
    element_kg: Annotated[str | None, typer.Option(help="Mass of the element.")] = None,
) -> int:
    """Turn the mass of an oxide into that of its element, or back."""
    from remanence.app.calculators import oxide as masses

    found = masses(
        _desk(ctx),
        name,
        oxide_kg=_number("--oxide-kg", oxide_kg),
        element_kg=_number("--element-kg", element_kg),
    )
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("airweight")
def airweight(ctx: typer.Context, file: File) -> int:
    """Work out the chargeable weight of air freight."""
    from remanence.app.calculators import airweight as weights
    from remanence.app.jsonin import read_json

    found = weights(read_json(file))
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("field")
def field(
    ctx: typer.Context,
    gauss: Annotated[list[str], typer.Option(help="A reading in gauss.")],
    at_m: Annotated[list[str], typer.Option(help="Its distance in metres.")],
    on: Annotated[str | None, typer.Option(help="Day whose limits count.")] = None,
) -> int:
    """Say of which class magnets are in an aircraft."""
    from remanence.app.calculators import field as classed

    readings = [number for one in gauss if (number := _number("--gauss", one)) is not None]
    distances = [number for one in at_m if (number := _number("--at-m", one)) is not None]
    found = classed(_desk(ctx), readings, distances, _day("--on", on))
    return _answer(ctx, found, lambda: _items(found, "limits"))


@app.command("check")
def check(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="container, uscc, eori, vat.")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> int:
    """Check a number by its form and check digit."""
    from remanence.app.calculators import checked

    found = checked(kind, value)
    return _answer(ctx, found, lambda: _items(found))


@app.command("fx")
def fx(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT")],
    source: Annotated[str, typer.Argument(metavar="FROM")],
    target: Annotated[str, typer.Argument(metavar="TO")],
    on: Annotated[str, typer.Option(help="Day of the rate.")],
) -> int:
    """Turn an amount into another currency at the rate of a day."""
    from remanence.app.calculators import exchange

    number, day = _number("AMOUNT", amount), _day("--on", on)
    assert number is not None  # noqa: S101 - the argument is required
    assert day is not None  # noqa: S101 - the option is required
    for name, currency in (("FROM", source), ("TO", target)):
        if currency.strip().upper() not in CURRENCIES:
            raise WrongUse(name, what=f"{name}: {currency!r} is no currency of ISO 4217.")
    found = exchange(_desk(ctx), number, source, target, day)
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("change")
def change(ctx: typer.Context, file: File) -> int:
    """Split the change of an amount into exchange, price and volume."""
    from remanence.app.calculators import changed
    from remanence.app.jsonin import read_json

    found = changed(read_json(file))
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("price")
def price(ctx: typer.Context, file: File) -> int:
    """Show a price with and without tax."""
    from remanence.app.calculators import price as priced
    from remanence.app.jsonin import read_json

    found = priced(_desk(ctx), read_json(file))
    return _answer(ctx, found, lambda: _pairs(found))


@app.command("batch")
def batch(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", readable=False, help="One request a line.")
    ],
) -> int:
    """Answer many requests of these calculators at once, as a JSON list."""
    from remanence.app.calculators import batch as answered
    from remanence.app.calculators import has_failed

    found = answered(_desk(ctx), file)
    show(Asked(json=True), found, list)  # it is for programs: JSON with and without --json
    return 1 if has_failed(found) else 0
