"""Where a question stands, and why not, in words."""

from django.utils.translation import gettext_lazy as _

from keha.questions.rules import Channel, State, StepKind, Urgency
from keha.questions.sensitive import Kind

REASONS = {
    "questions.not-yours": _("Only the one who asked can do this."),
    "questions.no-team": _("You belong to no team, so there is nobody to send this to."),
    "questions.already-with-team": _("The question is with the team already."),
    "questions.already-settled": _("This question has been settled."),
    "questions.own-question": _("You asked this yourself. A team mate answers."),
    "questions.not-your-team": _("Only the team that was asked can answer."),
    "questions.fixed-topic": _("The team cannot decide this. The rule answers, or your supervisor does."),
    "questions.nothing-to-confirm": _("There is no answer to confirm yet."),
    "questions.direct-route": _("This is not settled in the team. Contact somebody named above."),
    "questions.nothing-to-withdraw": _("The question is not with the team."),
    "questions.team-too-small": _(
        "A question without a name needs a team of at least five. In a smaller one everybody would know who asks."
    ),
    "questions.identity-code": _("A personal identity code is never kept here. Take it out and send again."),
    "questions.still-open": _("The question is still open."),
    "questions.words-not-yours": _("Supervisors, area managers and administrators keep this list."),
    "questions.tally-not-yours": _("The team's own supervisor counts these."),
    "questions.day-to-come": _("This day is still to come. Choose today or an earlier day."),
    "questions.day-long-gone": _("This day is over a year ago. Choose a later one."),
    "questions.no-word": _("Write both: what is said, and what it means."),
    "questions.same-word": _("These are the same words. Write what the rules call it."),
    "questions.too-many-local-words": _("The list is full. Take away words that nobody uses."),
    "questions.not-with-you": _("The team still has time for this, or it has been answered."),
    "questions.not-the-teams": _("The team may not settle this, so it is not given back."),
    "questions.given-back-already": _("This was given back to the team once already. Now the asker needs your answer."),
    "questions.nobody-there": _("Nobody of the team is at work who could answer in time."),
    "questions.nothing-to-reopen": _("The question is open already."),
}

STATES = {
    State.SHOWN: _("shown"),
    State.HELPED: _("a rule answered"),
    State.WAITING: _("waiting for an answer"),
    State.ANSWERED: _("answered"),
    State.SOLVED: _("solved"),
    State.WITHDRAWN: _("taken back"),
}

STEPS = {
    StepKind.HANDED_OVER: _("went to the team"),
    StepKind.HELPED: _("the rule helped"),
    StepKind.SOLVED: _("the answer solved it"),
    StepKind.REOPENED: _("opened again"),
    StepKind.WITHDRAWN: _("taken back"),
    StepKind.REACHED: _("nobody had time to answer: with the supervisor since"),
    StepKind.GIVEN_BACK: _("the supervisor gave it back to the team"),
}
ASKED = _("asked")
NOBODY_THERE = _("nobody of the team was at work: with the supervisor since")
NOT_THE_TEAMS = _("the team may not settle this: with the supervisor since")
NEXT = _("if nobody answers, the supervisor gets it")
# With these a supervisor gives a question back; she may write them anew.
READY_WORDS = {
    "worker": _("You may settle this yourself. You know the situation best, and I stand behind what you decide."),
    "team": _(
        "The team may settle this itself. You know the situation best, and I stand behind what you decide together."
    ),
}

URGENCIES = {
    Urgency.NOW: _("Within half an hour"),
    Urgency.SHIFT: _("During this shift"),
    Urgency.WEEK: _("This week"),
}
LANGUAGES = {"fi": _("asked in Finnish"), "sv": _("asked in Swedish"), "en": _("asked in English")}
SENSITIVE = {
    Kind.HEALTH: _("something about health"),
    Kind.NAME: _("a person's name"),
    Kind.CODE: _("a code or a number"),
}

# By the kind of notice: what goes out, and what the page says more. Nothing of the question's own words.
NOTICES = {
    "question_waits": (_("A team mate asks your team"), _("Answer, if you know. Your answer is not yet a rule.")),
    "question_reached": (
        _("A question has come to you"),
        _("Nobody of the team had time for it. Answer it, or give it back to the team."),
    ),
    "question_answered": (_("You have got an answer"), _("Tell whether it solved your question.")),
    "question_returned": (
        _("The team may settle this question itself"),
        _("The supervisor gave it back and trusts the team. Answer, if you know."),
    ),
}
NOTICES_AT_ONCE = {
    "question_waits": (
        _("A team mate needs an answer at once"),
        _("Answer, if you know. Your answer is not yet a rule."),
    ),
    "question_reached": (
        _("A question that cannot wait has come to you"),
        _("Nobody of the team had time for it. Answer it, or give it back to the team."),
    ),
    "question_returned": NOTICES["question_returned"],
}

CHANNELS = {Channel.PHONE: _("By phone"), Channel.CORRIDOR: _("Face to face")}
