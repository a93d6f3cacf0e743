"""The kinds of facts; each has a KIND that says all that the rest of factx knows of it."""

from collections.abc import Mapping

from factx.kinds import date, money, organization, percent
from factx.rules.kind import Kind

# Of two mentions of one span the kind that stands first here wins.
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (money.KIND, percent.KIND, date.KIND, organization.KIND)}
