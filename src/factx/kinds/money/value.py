"""What an amount of money is: a number or a range in one currency, and how its currency was decided."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency's main unit, or a range of it.

    `base` is the word or sign that several countries use ("dollar"), None where the text itself says which currency.
    """

    kind: ClassVar[str] = "money"
    amount: Decimal
    currency: str
    amount_to: Decimal | None = None
    qualifier: str | None = None
    per: str | None = None
    currency_from: str = field(default="stated", compare=False)
    base: str | None = field(default=None, compare=False)
