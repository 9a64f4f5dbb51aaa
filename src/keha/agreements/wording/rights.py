"""Levels of deciding, the story of a right, standing approvals and refusals about them, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.agreements.approvals import ApprovalClass, SignatureKind
from keha.agreements.rights import Answer, ChangeKind, Level, Step

LEVELS = {
    Level.WORKER: pgettext_lazy("level", "I decide myself"),
    Level.TEAM: pgettext_lazy("level", "We agree in the team"),
    Level.TEAM_INFORMS: pgettext_lazy("level", "We agree and tell"),
    Level.SUPERVISOR_HEARS: pgettext_lazy("level", "The supervisor decides, the team is heard"),
    Level.SUPERVISOR: pgettext_lazy("level", "The supervisor decides"),
}
LAW_DECIDES = pgettext_lazy("level", "The law or an instruction decides")

KINDS = {
    ChangeKind.GRANTED: pgettext_lazy("right", "Granted"),
    ChangeKind.CHOSEN: pgettext_lazy("right", "Chosen by the team"),
    ChangeKind.HANDED_BACK: pgettext_lazy("right", "Handed back for now"),
    ChangeKind.TAKEN_AGAIN: pgettext_lazy("right", "Taken again"),
    ChangeKind.TAKEN_BACK: pgettext_lazy("right", "Returned to the supervisor for now"),
    ChangeKind.CONTINUED: pgettext_lazy("right", "Goes on after the trial"),
}

STEPS = {
    Step.LIMITS: _("We know the limits: money, safety, what has been promised to the customer"),
    Step.TELLING: _("We have agreed how we tell others what we decide"),
    Step.COVER: _("Somebody takes care of this also when the team lead is away"),
    Step.FIRST_CASES: _("We have talked through what we would have done in a few real cases"),
}

ANSWERS = {
    Answer.GRANTED: pgettext_lazy("asked for a right", "Granted"),
    Answer.NOT_YET: pgettext_lazy("asked for a right", "Not yet"),
    Answer.WITHDRAWN: pgettext_lazy("asked for a right", "The team took the request back"),
}

CLASSES = {
    ApprovalClass.SWAP: _("Two people swap shifts"),
    ApprovalClass.MOVED_TIME: _("A shift's start or end moves before the shift begins"),
    ApprovalClass.OTHER_SITE: _("A shift is done at another site"),
    ApprovalClass.ADDITIONAL_WORK: _("Additional work, up to full-time hours"),
}

SIGNATURES = {
    SignatureKind.SUPERVISOR: pgettext_lazy("signature", "Supervisor"),
    SignatureKind.AREA_MANAGER: pgettext_lazy("signature", "Area manager"),
    SignatureKind.HR: pgettext_lazy("signature", "HR"),
    SignatureKind.STEWARD: pgettext_lazy("signature", "Shop steward"),
}

CHANGED = {
    ChangeKind.GRANTED: _("{team} got more to decide: {topic}"),
    ChangeKind.CHOSEN: _("{team} chose who decides: {topic}"),
    ChangeKind.HANDED_BACK: _("{team} handed a right back for now: {topic}"),
    ChangeKind.TAKEN_AGAIN: _("{team} took a right again: {topic}"),
    ChangeKind.TAKEN_BACK: _("The supervisor decides this again for now: {topic}"),
    ChangeKind.CONTINUED: _("A right goes on after its trial: {topic}"),
}
ASKED = _("{team} asks for a right: {topic}")
NOT_YET = _("The right you asked for is not granted yet: {topic}")
ROUND_BEGUN = _("Pick who decides: {topic}")
APPROVAL_WAITS = _("A standing approval waits for you: {what}")
APPROVAL_ON = _("Confirmed beforehand from now on: {what}")
APPROVAL_OFF = _("No longer confirmed beforehand: {what}")

_RIGHTS = {
    "agreements.not-the-teams-topic": _("The team's decision list does not give this topic to the team."),
    "agreements.law-decides": _("The law or a binding instruction decides this topic. It cannot be granted."),
    "agreements.common-topic": _("This topic is common to the area. The area manager grants it."),
    "agreements.not-yours-to-grant": _("The team's own supervisor or the area manager grants this."),
    "agreements.members-only": _("This belongs to the team's own people."),
    "agreements.more-than-granted": _("This is more than has been granted to the team. Ask for it first."),
    "agreements.begins-in-the-past": _("The first day has passed. Choose today or a later day."),
    "agreements.trial-ends-first": _("The trial would end before it begins."),
    "agreements.reason-missing": _("Write the reason in a sentence."),
    "agreements.nothing-to-hand-back": _("There is nothing to hand back: the supervisor decides this already."),
    "agreements.nothing-to-take-again": _("There is nothing to take again. The right can be asked for."),
    "agreements.asked-already": _("The team has asked for this already and waits for the answer."),
    "agreements.have-it-already": _("The team has this already, or more."),
    "agreements.answered-already": _("This has been answered already."),
    "agreements.round-ended": _("This round has ended."),
    "agreements.revealed-already": _("The picks have been revealed. They cannot be changed any more."),
    "agreements.not-revealed": _("The picks have not been revealed yet."),
    "agreements.too-few-picks": _("At least two must pick before the picks are revealed."),
    "agreements.extremes-first": _("Those who picked at either end say their sentence first."),
    "agreements.not-at-either-end": _("Only those who picked at either end explain."),
    "agreements.another-proposal": _("There is a new proposal. Read it first."),
    "agreements.the-host-does-this": _("Whoever began the round does this, or the team lead."),
}

_APPROVALS = {
    "agreements.not-yours-to-approve": _("The supervisor of the team or the area manager gives this."),
    "agreements.choose-a-team": _("Choose at least one team."),
    "agreements.ends-before-it-begins": _("The last day is before the first."),
    "agreements.longer-than-a-year": _("An approval holds a year at the most. Then it is looked at anew."),
    "agreements.moves-need-sites": _("Moving to another site cannot be limited to the same site."),
    "agreements.more-hours-are-longer": _(
        "Additional work makes hours longer. It cannot be limited to the same length."
    ),
    "agreements.say-how-much-moves": _("Say how many minutes a start or an end may move."),
    "agreements.nothing-to-sign": _("There is nothing here for you to sign."),
    "agreements.two-people-accept": _("HR and the shop steward accept as two different people."),
    "agreements.not-all-signed": _("Not every team's supervisor has signed."),
    "agreements.hr-has-not-accepted": _("HR has not accepted this approval yet."),
    "agreements.steward-has-not-accepted": _("The shop steward has not accepted this approval yet."),
    "agreements.approval-withdrawn": _("This approval has been withdrawn."),
    "agreements.approval-not-begun": _("This approval has not begun yet."),
    "agreements.approval-ended": _("This approval has ended."),
}

_CHANGES = {
    "agreements.overtime-never": _("Overtime is never confirmed beforehand. It is agreed each time."),
    "agreements.another-class": _("The approval is for another kind of change."),
    "agreements.change-not-whole": _("It is not known from which shift to which the change goes."),
    "agreements.outside-approval-dates": _("A shift of the change is outside the days of the approval."),
    "agreements.shift-has-begun": _("A shift of the change has begun already."),
    "agreements.too-short-notice": _("The change comes too late before the shift."),
    "agreements.own-yes-missing": _("Everybody concerned says yes herself. A team's yes or silence is not enough."),
    "agreements.not-this-supervisor": _("The approval does not concern everybody's team."),
    "agreements.rest-not-known": _("It is not known whether the rest is long enough."),
    "agreements.rest-not-kept": _("The rest would be too short."),
    "agreements.not-inducted": _("Not everybody is known to be inducted at the site."),
    "agreements.hours-not-known": _("It is not known how the hours change."),
    "agreements.over-full-time": _("The hours would go over full time."),
    "agreements.hours-grow": _("The hours would grow. That is additional work."),
    "agreements.other-site": _("The approval holds at the same site only."),
    "agreements.other-length": _("The approval holds for shifts of the same length only."),
    "agreements.other-period": _("The approval holds within the same roster period only."),
    "agreements.moved-too-much": _("A start or an end moves more than the approval allows."),
}

REASONS: dict[str, Any] = {**_RIGHTS, **_APPROVALS, **_CHANGES}
