"""Who may do what about notices."""

from keha.foundation.verdict import Verdict, holds
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_keep_gateways(actor: Actor) -> Verdict:
    """The administrator keeps the employer's gateways and looks after messages that are stuck."""
    return holds(RoleKind.ADMINISTRATOR in actor.roles, otherwise="notices.not-administrator")


def may_subscribe(browsers: int) -> Verdict:
    """Ten browsers are enough for anybody."""
    return holds(browsers < 10, otherwise="notices.too-many-browsers")
