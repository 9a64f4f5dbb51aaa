"""Why not, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.organisation.rules import RoleKind, SiteKind

REASONS = {
    "organisation.code-unknown": _("This code is not known. Check the numbers, or ask for a new code."),
    "organisation.code-used": _("This code has been used already. Ask for a new one."),
    "organisation.code-expired": _("This code is too old. A code is valid for ten minutes. Ask for a new one."),
    "organisation.too-many-tries": _(
        "There have been many wrong codes from here. Wait half an hour, or ask your supervisor for help."
    ),
    "organisation.has-left": _("This person no longer works here."),
    "organisation.not-same-team": _("Only the supervisor or a team mate can give a code."),
    "organisation.new-phone": _("Only the supervisor makes a code for somebody who has signed in before."),
    "organisation.not-your-session": _("This device is not yours."),
    "organisation.not-supervisor": _("Only the supervisor can do this."),
}

ROLES = {
    RoleKind.TEAM_LEAD: _("team lead"),
    RoleKind.FLOAT: _("float worker"),
    RoleKind.SUPERVISOR: _("supervisor"),
    RoleKind.AREA_MANAGER: _("area manager"),
    RoleKind.STEWARD: _("shop steward"),
    RoleKind.SAFETY: _("safety representative"),
    RoleKind.ADMINISTRATOR: _("administrator"),
}
WORKER = pgettext_lazy("role", "worker")

SITE_KINDS = {
    SiteKind.SCHOOL: _("school"),
    SiteKind.DAY_CARE: _("day-care"),
    SiteKind.SERVICE_HOME: _("service home"),
    SiteKind.HEALTH_CENTRE: _("health centre"),
    SiteKind.OFFICE: _("office"),
}
