"""Consent rounds in words: refusals, where people stand, how it ended, and what is told of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from keha.agreements.consent import RoundEnd, RoundKind, Stand

REASONS: dict[str, Any] = {
    "agreements.draft-in-round": _("The team is being asked about this draft. It changes only in that round."),
    "agreements.round-fixed": _("This comes from law or a binding instruction. A team cannot agree otherwise."),
    "agreements.round-open-already": _("The team is being asked about this already."),
    "agreements.round-needs-two": _("There is nobody else to ask in this team."),
    "agreements.round-over": _("This round has ended."),
    "agreements.round-not-asked": _("Only the people of the team say what they think of this."),
    "agreements.round-not-yours": _("The one who proposed this, or the team lead, takes care of it."),
    "agreements.round-not-decider": _("Somebody else decides on this."),
    "agreements.round-edited": _("The proposal has been changed. Read it again and then say what you think."),
    "agreements.round-edition-old": _("Somebody has changed the proposal meanwhile. Look at it again."),
    "agreements.round-nothing-to-take-back": _("You have no open objection to take back."),
    "agreements.round-no-words": _("Write what it is about."),
    "agreements.round-no-change": _("Write how you would change it."),
    "agreements.round-no-reason": _("Write why, so that the team understands."),
    "agreements.round-answered": _("This question has been answered already."),
    "agreements.round-no-time-left": _(
        "The last day is too near: people could not answer a changed proposal any more."
    ),
    "agreements.round-not-longer": _("Choose a day after the present last day."),
    "agreements.round-past-last-day": _("A round ends in eight weeks at the latest."),
    "agreements.round-nothing-changed": _("Nothing has been changed in the proposal."),
    "agreements.round-other-topic": _("A proposal keeps its topic. Take it back and propose anew."),
    "agreements.round-is-retirement": _(
        "A proposal to end a rule is taken back or agreed on; its text is not changed."
    ),
    "agreements.round-not-member": _("Choose somebody of the team."),
    "agreements.round-open-objection": _("There is an open objection. It is settled before anything is agreed."),
    "agreements.round-still-asking": _("Not everybody has answered, and there is time left."),
    "agreements.round-nobody-else": _("Nobody besides the proposer has said yes."),
    "agreements.round-too-few-voices": _("Too few have answered themselves: at least a third of the team is needed."),
    "agreements.round-too-few-consent": _("More than half of the team has to consent."),
    "agreements.round-nothing-to-borrow": _("Your team has this rule already, or cannot agree on it itself."),
    "agreements.round-not-passed-on": _("The team has not agreed on this yet."),
    "agreements.round-decided": _("This has been answered already."),
}

WHY_END = _("Why should this rule end?")

KINDS = {
    RoundKind.NEW: _("A new rule"),
    RoundKind.CHANGE: _("A change to a rule"),
    RoundKind.RETIRE: _("A rule would end"),
}

STANDS = {
    Stand.CONSENTS: pgettext_lazy("in a round", "consents"),
    Stand.WISHES: pgettext_lazy("in a round", "consents, with a wish"),
    Stand.OBJECTS: pgettext_lazy("in a round", "has an objection"),
    Stand.ASIDE: pgettext_lazy("in a round", "took the objection back, does not take part"),
    Stand.SILENT: pgettext_lazy("in a round", "has not answered"),
    Stand.UNHEARD: pgettext_lazy("in a round", "has not answered"),
}

ENDS = {
    RoundEnd.ADOPTED: _("Agreed"),
    RoundEnd.PASSED_ON: _("The team agrees. It waits for a decision"),
    RoundEnd.WITHDRAWN: _("Taken back"),
    RoundEnd.NOT_ADOPTED: _("Not agreed"),
}

DECIDED = {True: _("Agreed and accepted"), False: _("Agreed in the team, not accepted")}

# Practices in these topics never stand for anybody's own yes.
OWN_YES = frozenset({"working_time", "cover", "absence"})
OWN_YES_WORDS = _(
    "This agrees on a practice. A change to your own shifts, extra hours, another site, or being asked on your day off "
    "always needs your own yes, every time."
)

_TITLES: dict[str, Any] = {
    "asks": _("Your view is wanted: a proposal in your team"),
    "asks-again": _("The proposal has been changed. What do you think now?"),
    "reminds": _("A proposal waits for your view"),
    "adopted": _("The team has agreed on a rule"),
    "retired": _("The team has agreed to end a rule"),
    "passed_on": _("The team agrees. The decision waits"),
    "withdrawn": _("A proposal was taken back"),
    "not_adopted": _("A proposal was not agreed on"),
    "decides": _("The team has agreed on a proposal that you decide on"),
    "accepted": _("The team's proposal was accepted"),
    "declined": _("The team's proposal was not accepted. Read why"),
    "objection": _("There is an objection to the proposal you take care of"),
    "wish": _("There is a wish about the proposal you take care of"),
    "question": _("There is a question about the proposal you take care of"),
    "answer": _("Your question about a proposal was answered"),
    "handed": _("You take care of a proposal now"),
    "stuck": _("The time is up, and the proposal cannot be agreed on yet"),
    "review": _("It is time to look at a rule again"),
}


def notice_title(code: str, *, language: str) -> str:
    """What a notice says outside the pages: nobody's name and no words of the matter."""
    with override(language):
        return str(_TITLES[code])


_TEAMS_AGREED = _("%(count)s teams, consent round")
_TEAM_AGREED = _("%(team)s, consent round")


def team_count(count: int, *, language: str) -> str:
    """How many teams agreed, as a rule tells it."""
    with override(language):
        return str(_TEAMS_AGREED) % {"count": count}


def one_team(name: str, *, language: str) -> str:
    """Which team agreed, as a rule tells it."""
    with override(language):
        return str(_TEAM_AGREED) % {"team": name}
