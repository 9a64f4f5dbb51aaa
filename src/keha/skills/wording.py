"""Reasons and kinds in words, and what the notices say."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.skills.rules import Level, SkillKind, Source

REASONS: dict[str, Any] = {
    "skills.not-selectable": _("Cannot be chosen here."),
    "skills.not-inducted": _("No induction at this site yet."),
    "skills.induction-over": _("The induction at this site is no longer valid."),
    "skills.induction-not-seen": _("The induction at this site has not been confirmed yet."),
    "skills.certificate-missing": _("A certificate that is needed here is missing."),
    "skills.certificate-over": _("A certificate that is needed here is no longer valid."),
    "skills.certificate-not-seen": _("The supervisor has not seen a certificate that is needed here."),
    "skills.key-missing": _("A key that is needed here is missing."),
    "skills.key-over": _("The time for a key that is needed here has ended."),
    "skills.ability-missing": _("Something that must be known here has not been told."),
    "skills.ability-over": _("Something that must be known here is no longer valid."),
    "skills.told-by-oneself": _("What somebody can she tells herself."),
    "skills.not-her-supervisor": _("This is between the person and her supervisor."),
    "skills.another-sees-it": _("Somebody else has to confirm this."),
    "skills.not-your-team": _("This belongs to the team and its supervisor."),
    "skills.not-the-inductor": _("Whoever gave the induction confirms it, or the supervisor."),
    "skills.not-your-needs": _("The supervisor writes down what is needed here."),
    "skills.not-administrator": _("Only the administrator keeps this list."),
    "skills.told-again": _("This has been written down anew meanwhile. The old one cannot be brought back."),
    "skills.another-took-it-away": _("Somebody else took this away. Write it down anew if it is so."),
    "skills.too-late-to-restore": _("This was taken away over a week ago. Write it down anew."),
    "skills.retired": _("This is no longer in use. Choose another."),
    "skills.ends-before-it-begins": _("The last day is before the first. Check the days."),
    "skills.not-yet": _("The day has not come yet. Check the day."),
    "skills.inducts-oneself": _("Choose who gave the induction: it is somebody else."),
    "skills.need-already": _("This is needed here already."),
    "skills.task-already": _("The team has a task of this name already."),
    "skills.without-name": _("Write a name in Finnish."),
    "skills.restricted-certificate": _("Only a certificate can be for the supervisor's eyes only."),
    "skills.not-your-place": _("This place is not the team's."),
    "skills.kind-stays": _("Its kind cannot be changed once people have it. Add a new one instead."),
}

KINDS: dict[SkillKind, Any] = {
    SkillKind.ABILITY: pgettext_lazy("skill", "Something one can do"),
    SkillKind.CERTIFICATE: pgettext_lazy("skill", "Certificate"),
    SkillKind.KEY: pgettext_lazy("skill", "Key"),
}
# Headings of lists.
KINDS_MANY: dict[SkillKind, Any] = {
    SkillKind.ABILITY: pgettext_lazy("skill", "What we can do"),
    SkillKind.CERTIFICATE: pgettext_lazy("skill", "Certificates"),
    SkillKind.KEY: pgettext_lazy("skill", "Keys"),
}
LEVELS: dict[Level, Any] = {
    Level.WANTS: pgettext_lazy("skill", "I would like to learn"),
    Level.CAN: pgettext_lazy("skill", "I can"),
    Level.TEACHES: pgettext_lazy("skill", "I can, and I am glad to show others"),
}
SOURCES: dict[Source, Any] = {
    Source.LAW: pgettext_lazy("need", "the law"),
    Source.CONTRACT: pgettext_lazy("need", "the contract"),
    Source.OWN: pgettext_lazy("need", "our own wish"),
}

# Titles go out to phones: no name, and not what it is.
OWN_ENDS = _("A certificate of yours will soon end")
OWN_ENDED = _("A certificate of yours has ended")
TEAMS_ENDS = _("A certificate in your team will soon end")
TEAMS_ENDED = _("A certificate in your team has ended")
SEEN_WAITS = _("A certificate waits for you to see it")
INDUCTION_WAITS = _("An induction waits for your confirmation")
LAST_DAY = _("{what}: valid until {day}.")
WHOSE_LAST_DAY = _("{who}, {what}: valid until {day}.")
WHOSE = _("{who}: {what}")
