"""What a field may hold besides text: exact numbers, ISO 4217 codes, days."""

from datetime import date, datetime
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

BEFORE_POINT, AFTER_POINT = 26, 12  # digits of a number that factx finds: what DECIMAL(38, 12) of a database holds
_EXACTLY = Context(prec=1000, traps=[Inexact, InvalidOperation])  # Python's own context rounds to 28 digits


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """Return every ISO 4217 code, current and historic (list one and list three), as CLDR has them."""
    from babel.core import get_global  # only when a currency is checked: `import factx` stays light

    return frozenset(get_global("all_currencies"))


def _exact(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("a float is not exact: give a decimal string or a Decimal")  # noqa: TRY004 - pydantic's way
    return value


def _plain(value: Decimal) -> Decimal:
    try:
        if abs(value.adjusted()) < _EXACTLY.prec:
            value = value.normalize(_EXACTLY) if value else Decimal(0)
            return value.quantize(Decimal(1), context=_EXACTLY) if int(value.as_tuple().exponent) > 0 else value
    except ArithmeticError:
        pass
    raise ValueError(f"a number of more than {_EXACTLY.prec} digits")


def _known(code: str) -> str:
    if code not in currency_codes():
        raise ValueError(f"no ISO 4217 code: {code!r}")
    return code


def storable(number: Decimal) -> bool:
    """Return whether a number has no more digits than factx's own facts have: 26 before the point, 12 after it."""
    return number.adjusted() < BEFORE_POINT and -int(number.as_tuple().exponent) <= AFTER_POINT


Number = Annotated[Decimal, BeforeValidator(_exact), AfterValidator(_plain)]


def iso_day(value: object) -> object:
    """Return the date of an ISO 8601 date or timestamp, as written there, whatever its time zone; others as they are."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    return value.date() if isinstance(value, datetime) else value


Currency = Annotated[str, AfterValidator(_known)]
Day = Annotated[date, BeforeValidator(iso_day)]
