"""What a percentage is: a number, or a range, in percent, points, basis points, or as a share in words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Percent:
    """A number with its unit: percent, percentage_point, basis_point or fraction (in percent)."""

    kind: ClassVar[str] = "percent"
    value: Decimal
    unit: str = "percent"
    value_to: Decimal | None = None
    qualifier: str | None = None


def percent(value: str, unit: str = "percent", to: str | None = None, **more: str) -> Percent:
    """Return a Percent from decimal strings: how examples are written."""
    return Percent(Decimal(value), unit, Decimal(to) if to else None, **more)


_POINT = r"(?: (?:percent(?:age)?|per\scent|pct|%) [\s-] (?:points?|pts?(?!\w)) | (?-i:ppts?|pps?)(?!\w) | p\.p\. )"
_BASIS_POINT = r"(?: basis[\s-]points? | (?-i:bps?|BPS) ) (?!\w)"  # never BP, the company
UNIT = rf"""(?:
    {_POINT}
  | {_BASIS_POINT}
  | % | (?: per[\s-]?cents? | percent(?:s|age(?!\spoint))? | pct | (?-i:pc) ) (?!\w)
)"""
_IS_POINT, _IS_BASIS_POINT = (re.compile(p, re.VERBOSE | re.IGNORECASE) for p in (_POINT, _BASIS_POINT))


def unit_of(written: str) -> str:
    """Return the unit that a word or sign stands for: percent, percentage_point or basis_point."""
    if _IS_POINT.match(written):
        return "percentage_point"
    return "basis_point" if _IS_BASIS_POINT.match(written) else "percent"
