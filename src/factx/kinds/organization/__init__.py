"""Names of bodies: what their shape and their neighbours tell, before the model is asked."""

from factx.kinds.organization import beside, headed
from factx.kinds.organization.headed import tailed
from factx.kinds.organization.words import STRONG, Org, is_no_body, kind_of
from factx.records import OrganizationFact
from factx.rules.kind import Kind, attributes
from factx.rules.rule import rules_of

KIND = Kind(
    OrganizationFact,
    rules_of(headed, beside),
    fields=attributes("name", "org_id", "org_kind", "external_ids", "confidence"),
    values=("name",),
    holds=True,
)
__all__ = ["KIND", "STRONG", "Org", "is_no_body", "kind_of", "tailed"]
