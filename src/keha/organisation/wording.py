"""Why not, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.organisation.rules import NumberKind, RoleKind, SiteKind

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
    "organisation.not-your-numbers": _(
        "The supervisor keeps the numbers of her sites, the area manager those of the area, the administrator all."
    ),
    "organisation.not-a-phone-number": _("Write a telephone number: digits, and a plus before a country."),
    "organisation.number-without-name": _("Write the name in Finnish."),
    "organisation.pin-length": _("A PIN has six to eight numbers."),
    "organisation.pin-easy": _("This PIN is too easy to guess. Choose other numbers."),
    "organisation.pin-wrong": _(
        "The PIN did not open. Check the numbers. After five wrong ones there is a pause of half an hour; "
        "your supervisor can end it at once."
    ),
    "organisation.pins-differ": _("The two PINs are not the same. Write them again."),
    "organisation.not-your-tablets": _("The team's supervisor or an administrator looks after the shared tablets."),
    "organisation.own-phone": _("This needs your own phone: sign in there. On a shared tablet you act as a worker."),
    "organisation.not-administrator": _("Only the administrator can do this."),
    "organisation.not-oneself": _("You cannot sign yourself out of the workplace. Ask another administrator."),
    "organisation.keys-enough": _("There are enough keys in use already. End one of them first."),
    "organisation.secret-missing": _("Write the secret again: the service has changed."),
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

NUMBER_KINDS = {
    NumberKind.SUPERVISOR_ON_DUTY: _("Supervisor on duty"),
    NumberKind.MAINTENANCE: _("Maintenance"),
    NumberKind.SECURITY: _("Security guard"),
    NumberKind.OCCUPATIONAL_HEALTH: _("Occupational health"),
    NumberKind.SAFETY_REPRESENTATIVE: _("Safety representative"),
    NumberKind.STEWARD: _("Shop steward"),
    NumberKind.OTHER: _("Other number"),
}

# Shown to everybody, always. Source: 112.fi and the Medical Helpline's own page in Terveyskylä.
EVERYWHERE = (
    ("112", _("Emergency number"), _("Danger to life, health or property")),
    ("116117", _("Medical Helpline"), _("Sudden illness that is not an emergency")),
)
