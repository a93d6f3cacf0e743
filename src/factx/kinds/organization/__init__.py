"""Names of bodies: what their shape and their neighbours tell, before the model is asked."""

from factx.kinds.organization import beside, headed
from factx.kinds.organization.headed import tailed
from factx.kinds.organization.words import STRONG, Org, is_no_body, kind_of

RULES = (*headed.RULES, *beside.RULES)
__all__ = ["RULES", "STRONG", "Org", "is_no_body", "kind_of", "tailed"]
