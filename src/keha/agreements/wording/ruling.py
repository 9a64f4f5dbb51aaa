"""Headlines, deciders, sources and refusals in words. Finnish tells one reader (sinä) from several (te)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    Headline,
    HeadlineCode,
    Ruling,
    SourceKind,
    Words,
    decided_by_oneself,
)

REASONS = {
    "agreements.expired": _("The validity of this rule has ended. It does not answer before it is agreed again."),
    "agreements.not-yet-valid": _("This rule is not valid yet."),
    "agreements.retired": _("This rule has been taken out of use."),
    "agreements.out-of-scope": _("This rule does not concern this site or team."),
    "agreements.not-your-scope": _("This rule is decided by somebody else."),
    "agreements.team-agrees": _(
        "The team's decision list gives this topic to the team: it holds when the team has agreed in a round."
    ),
    "agreements.decider-adopts": _(
        "By the team's decision list the supervisor decides this topic. Propose it to the team: after that the supervisor answers with reasons."
    ),
    "agreements.hear-team-first": _(
        "By the team's decision list the supervisor decides this topic after hearing the team. Ask the team first."
    ),
    "agreements.draft-ended": _("This draft has been adopted or discarded already."),
    "agreements.no-finnish": _(
        "Write the rule in Finnish too. Who has no words in her own language reads the Finnish ones."
    ),
    "agreements.draft-edited": _("Somebody else has changed this draft. Look at it again before you go on."),
    "agreements.rule-has-changed": _("The rule has got a new version after this draft was begun."),
    "agreements.text-locked": _("This text says what law or an instruction says. Only its figures can be changed."),
    "agreements.too-late-to-undo": _("This can be undone for ten minutes, and they have passed."),
    "agreements.not-discarded": _("This draft has not been discarded."),
    "agreements.written-already": _("This has been translated already. Change the wording by a draft."),
    "agreements.no-words": _("Write first the words in which this would be asked."),
    "agreements.too-many-words": _("This rule has as many own words as it can have. Take some away first."),
    "agreements.contradicts": _("A wider rule on this topic says the opposite. Then neither of them would answer."),
    "agreements.looser-permission": _("A wider rule on this topic allows less, and it still holds."),
    "agreements.looser-duty": _("A wider rule on this topic requires more, and it still holds."),
    "agreements.looser-decider": _("By a wider rule on this topic somebody else decides, and it still holds."),
    "agreements.looser-limit": _("A wider rule on this topic has a tighter limit, and it still holds."),
    "agreements.leaves-limit-out": _("A wider rule on this topic has a limit that is missing here. It still holds."),
}

_PAST = {
    HeadlineCode.BEYOND: _("Over the limit"),
    HeadlineCode.BELOW: _("Under the limit"),
    HeadlineCode.NOT_MET: _("A condition is not met"),
    HeadlineCode.COMPARE: _("Compare with the limit"),
}

_PAST_LIMIT = {
    HeadlineCode.BEYOND: _("Over the limit: %(limit)s"),
    HeadlineCode.BELOW: _("Under the limit: %(limit)s"),
    HeadlineCode.NOT_MET: _("A condition is not met: %(limit)s"),
    HeadlineCode.COMPARE: _("Compare with the limit: %(limit)s"),
}

_ONE = {
    HeadlineCode.MAY_WORKER: pgettext_lazy("to one", "You may decide yourself"),
    HeadlineCode.MAY_TEAM: pgettext_lazy("to one", "You may"),
    HeadlineCode.MAY_SUPERVISOR: pgettext_lazy("to one", "You may when your supervisor confirms"),
    HeadlineCode.MAY_LIMITS: pgettext_lazy("to one", "You may if the conditions are met"),
    HeadlineCode.DEPENDS_TEAM: _("Agree in the team"),
    HeadlineCode.DEPENDS_SUPERVISOR: pgettext_lazy("to one", "Ask your supervisor first"),
    HeadlineCode.MAY_NOT: pgettext_lazy("to one", "You may not"),
    HeadlineCode.MUST: pgettext_lazy("to one", "You must"),
    HeadlineCode.NEED_NOT: pgettext_lazy("to one", "You need not"),
    HeadlineCode.NEED_NOT_LIMITS: pgettext_lazy("to one", "You need not, within these limits"),
    **_PAST,
}

_MANY = {
    HeadlineCode.MAY_WORKER: pgettext_lazy("to many", "You may decide yourselves"),
    HeadlineCode.MAY_TEAM: pgettext_lazy("to many", "You may"),
    HeadlineCode.MAY_SUPERVISOR: pgettext_lazy("to many", "You may when your supervisor confirms"),
    HeadlineCode.MAY_LIMITS: pgettext_lazy("to many", "You may if the conditions are met"),
    HeadlineCode.DEPENDS_TEAM: _("Agree in the team"),
    HeadlineCode.DEPENDS_SUPERVISOR: pgettext_lazy("to many", "Ask your supervisor first"),
    HeadlineCode.MAY_NOT: pgettext_lazy("to many", "You may not"),
    HeadlineCode.MUST: pgettext_lazy("to many", "You must"),
    HeadlineCode.NEED_NOT: pgettext_lazy("to many", "You need not"),
    HeadlineCode.NEED_NOT_LIMITS: pgettext_lazy("to many", "You need not, within these limits"),
    **_PAST,
}

HEADLINES = {Addressee.SINA: _ONE, Addressee.TE: _MANY}

_LIMITED_ONE = {
    (HeadlineCode.MAY_LIMITS, False): pgettext_lazy("to one", "You may, %(limit)s"),
    (HeadlineCode.MAY_LIMITS, True): pgettext_lazy("to one", "You may, %(limit)s, if the conditions are met"),
    (HeadlineCode.MAY_SUPERVISOR, False): pgettext_lazy("to one", "You may, %(limit)s, when your supervisor confirms"),
    (HeadlineCode.NEED_NOT_LIMITS, False): pgettext_lazy("to one", "You need not, %(limit)s"),
}

_LIMITED_MANY = {
    (HeadlineCode.MAY_LIMITS, False): pgettext_lazy("to many", "You may, %(limit)s"),
    (HeadlineCode.MAY_LIMITS, True): pgettext_lazy("to many", "You may, %(limit)s, if the conditions are met"),
    (HeadlineCode.MAY_SUPERVISOR, False): pgettext_lazy("to many", "You may, %(limit)s, when your supervisor confirms"),
    (HeadlineCode.NEED_NOT_LIMITS, False): pgettext_lazy("to many", "You need not, %(limit)s"),
}

_LIMITED = {Addressee.SINA: _LIMITED_ONE, Addressee.TE: _LIMITED_MANY}

DECIDERS = {
    Decider.WORKER: pgettext_lazy("decides", "each worker"),
    Decider.TEAM: pgettext_lazy("decides", "the team"),
    Decider.SUPERVISOR: pgettext_lazy("decides", "the supervisor"),
}

SOURCE_KINDS = {
    SourceKind.LAW: pgettext_lazy("source", "Law"),
    SourceKind.COLLECTIVE_AGREEMENT: pgettext_lazy("source", "Collective agreement"),
    SourceKind.EMPLOYER: pgettext_lazy("source", "Employer's instruction"),
    SourceKind.AREA: pgettext_lazy("source", "Service area's instruction"),
    SourceKind.TEAM: pgettext_lazy("source", "Agreed by the team"),
    SourceKind.CONTRACT: pgettext_lazy("source", "Agreed with the customer"),
    SourceKind.GUIDANCE: pgettext_lazy("source", "Guidance"),
}

COMPARISONS = {
    Comparison.AT_MOST: pgettext_lazy("limit", "At most"),
    Comparison.AT_LEAST: pgettext_lazy("limit", "At least"),
    Comparison.ONLY_IF: pgettext_lazy("limit", "Condition"),
}

TOPICS = {
    "working_time": pgettext_lazy("topic", "Working time and holidays"),
    "absence": pgettext_lazy("topic", "Illness and absence"),
    "cover": pgettext_lazy("topic", "Cover and moving between sites"),
    "everyday": pgettext_lazy("topic", "Sharing the work of a shift"),
    "service": pgettext_lazy("topic", "Customers and agreed service"),
    "kitchen": pgettext_lazy("topic", "Kitchen"),
    "cleaning": pgettext_lazy("topic", "Cleaning"),
    "safety": pgettext_lazy("topic", "Safety"),
    "communication": pgettext_lazy("topic", "Messages and meetings"),
    "development": pgettext_lazy("topic", "Learning and changing"),
}

_OWN_DECISIONS = {
    (Decider.WORKER, False): _("This you may settle yourself"),
    (Decider.WORKER, True): _("This you may settle yourself within these limits"),
    (Decider.TEAM, False): _("This your team may settle"),
    (Decider.TEAM, True): _("This your team may settle within these limits"),
}

FIXED = _("Based on law or a binding instruction. A team cannot loosen it.")


def headline_sentence(headline: Headline, *, addressee: Addressee, language: str) -> str:
    """The headline in words, in the language of the text it stands above; blank for information, which has none."""
    if headline.code is HeadlineCode.INFO:
        return ""
    if headline.code in _PAST_LIMIT and headline.limit_words:
        return past_limit(headline.code, headline.limit_words, language=language)
    with override(language):
        limited = _LIMITED[addressee].get((headline.code, headline.conditional))
        if headline.code is HeadlineCode.MAY_SUPERVISOR:
            limited = _LIMITED[addressee][headline.code, False]
        if headline.limit_words is None or limited is None:
            return str(HEADLINES[addressee][headline.code])
        return str(limited) % {"limit": headline.limit_words.of(language)}


def past_limit(code: HeadlineCode, limit: Words, *, language: str) -> str:
    """That an amount is past a limit, or must be compared with it, in the limit's own words."""
    with override(language):
        return str(_PAST_LIMIT[code]) % {"limit": limit.of(language)}


def own_decision(ruling: Ruling) -> str:
    """Says first that the matter is the reader's own or the team's to settle; blank where it is not."""
    if not decided_by_oneself(ruling):
        return ""
    within = bool(ruling.limits)
    return str(_OWN_DECISIONS[ruling.decider, within])
