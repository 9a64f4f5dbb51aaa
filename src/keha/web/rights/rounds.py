"""The round in which a team picks who decides a topic: for the team's own people only."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.agreements import rights
from keha.agreements.actions import delegation as actions
from keha.agreements.policies import rights as policies
from keha.agreements.queries import delegation as queries
from keha.agreements.queries import rights as held_queries
from keha.agreements.queries.delegation import Seen
from keha.agreements.rights import Level
from keha.agreements.wording import TOPICS
from keha.agreements.wording import rights as words
from keha.foundation.languages import said
from keha.presence import queries as presence
from keha.web.rights.forms import ConsentForm, ExplainForm, PickForm, ProposeForm
from keha.web.rights.reading import TONES, carried_out, known_topic, led, level_words, team_of
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@require_POST
def begin(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """A round begins, or the open one is gone on with."""
    team_of(request, team_id)
    one = actions.begin(team_id=team_id, topic=known_topic(topic), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(_path(one.pk), status=303)


def _path(round_id: UUID) -> str:
    return reverse("rights:round", args=[round_id])


def _seen(request: Asked, round_id: UUID) -> Seen:
    """A round of the reader's own team; to everybody else there is none. Raises Http404."""
    seen = queries.seen(round_id)
    if seen is None or seen.round.team_id not in request.actor.team_ids:
        raise Http404
    return seen


@require_GET
def one(request: Asked, round_id: UUID) -> HttpResponse:
    """Where the round stands, and the one thing that the reader does next."""
    return _page(request, _seen(request, round_id))


def _page(request: Asked, seen: Seen, *, status: int = 200, **forms: Any) -> HttpResponse:
    me, me_host = request.actor.id, {"team_id": seen.round.team_id, "host_id": seen.round.host_id}
    held = held_queries.held_row(seen.round.team_id, seen.round.topic, on=timezone.localdate())
    granted = Level(held.granted) if held else rights.GRANTED_FIRST
    first = {"level": rights.suggestion(seen.picks, granted)}
    context = {
        "seen": seen, "title": TOPICS[seen.round.topic], "team": said(seen.round.team, "name", reader_language()).text,
        "held": level_words(held) if held else None, "granted": words.LEVELS[granted],
        "has_picked": me in seen.picked, "is_host": bool(policies.may_host(request.actor, **me_host)),
        "may_reveal": len(seen.picked) >= rights.ROUND_LEAST, "at_work": [] if seen.revealed_at else _at_work(seen),
        "spread": _spread(seen) if seen.revealed_at else [], "beyond": any(one.is_looser_than(granted) for one in seen.picks.values()),
        "explains": me in seen.waiting_to_explain, "my_sentence": seen.explanations.get(me),
        "waiting_for": [name for person, name in seen.picked.items() if person in seen.waiting_to_explain],
        "sentences": [(row.person.name, words.LEVELS[seen.picks[pk]], row.text) for pk, row in seen.explanations.items()],
        "proposed": level_words(seen.proposal) if seen.proposal else None, "my_answer": seen.consents.get(me),
        "objections": [row for row in seen.consents.values() if not row.agrees],
        "yes_missing": [name for person, name in seen.picked.items() if person in seen.outcome.waiting],
        "pick_form": PickForm(), "explain_form": ExplainForm(), "propose_form": ProposeForm(initial=first),
        "consent_form": ConsentForm(), **forms,
    }  # fmt: skip
    return render(request, "rights/round.html", context, status=status)


def _at_work(seen: Seen) -> list[dict[str, Any]]:
    """Who is at work now, and whether she has picked; never what. One query."""
    found = presence.at_work([seen.round.team_id], at=timezone.now())
    return [{"name": one.name, "has_picked": one.person_id in seen.picked} for one in found]


def _spread(seen: Seen) -> list[dict[str, Any]]:
    """Each level with who picked it. Only once the picks are revealed."""
    return [
        {
            "level": words.LEVELS[level], "tone": TONES[level], "count": count,
            "names": ", ".join(name for person, name in seen.picked.items() if seen.picks.get(person) is level),
        }
        for level, count in rights.spread(seen.picks)
    ]  # fmt: skip


@require_POST
def pick(request: Asked, round_id: UUID) -> HttpResponse:
    """One picks privately."""
    seen, form = _seen(request, round_id), PickForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, status=422, pick_form=form)
    actions.pick(round_id=round_id, level=Level(form.cleaned_data["level"]), by=request.actor, at=timezone.now())
    return led(request, _path(round_id), _("Picked. Nobody sees what, before everybody's picks are shown together."))


@require_POST
def reveal(request: Asked, round_id: UUID) -> HttpResponse:
    """The host shows the picks."""
    _seen(request, round_id)
    actions.reveal(round_id=round_id, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(_path(round_id), status=303)


@require_POST
def explain(request: Asked, round_id: UUID) -> HttpResponse:
    """One who picked at either end says her sentence."""
    seen, form = _seen(request, round_id), ExplainForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, status=422, explain_form=form)
    actions.explain(round_id=round_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    return led(request, _path(round_id), _("Said to the team."))


@require_POST
def propose(request: Asked, round_id: UUID) -> HttpResponse:
    """The host puts a level to consent."""
    seen, form = _seen(request, round_id), ProposeForm(request.POST)
    policies.may_host(request.actor, team_id=seen.round.team_id, host_id=seen.round.host_id).or_refuse()
    if not carried_out(
        form,
        lambda: actions.propose(
            round_id=round_id, level=Level(form.cleaned_data["level"]), limit=form.limit(), by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        return _page(request, seen, status=422, propose_form=form)
    return led(request, _path(round_id), _("Proposed. Everybody who picked says yes herself."))


@require_POST
def consent(request: Asked, round_id: UUID) -> HttpResponse:
    """A yes, or an objection with its reason."""
    seen, form = _seen(request, round_id), ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, status=422, consent_form=form)
    found = form.cleaned_data
    change = actions.consent(
        round_id=round_id, number=found["number"], agrees=found["answer"] == "yes", reason=found["reason"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    return led(request, _path(round_id), _("Agreed. It stands in the decision list.") if change else _("Noted."))


@require_POST
def call_off(request: Asked, round_id: UUID) -> HttpResponse:
    """The host ends the round without a level."""
    seen = _seen(request, round_id)
    actions.call_off(round_id=round_id, by=request.actor, at=timezone.now())
    path = reverse("rights:topic", args=[seen.round.team_id, seen.round.topic])
    return led(request, path, _("The round ended without a new level."))
