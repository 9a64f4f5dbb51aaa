"""Rules of one topic are one answer: the stricter wins, and of two that contradict neither answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import actions as agreements
from keha.agreements import meeting, queries, templates
from keha.agreements.actions.adopting import enact, enact_retirement
from keha.agreements.merging import Conflict, Merged
from keha.agreements.models import Rule
from keha.agreements.rules import Words
from keha.foundation.context import acting_for
from keha.organisation import queries as organisation
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.rules import RoleKind
from keha.questions import actions
from keha.questions.queries import questions

SHOP = "Voinko ostaa lähikaupasta puuttuvan maidon kortilla?"
FAVOUR = "Asiakas pyytää pientä lisäpyyntöä, saanko tehdä sen?"
HERE = Words("tiimi", "teamet", "the team")


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def manager():
    roles = organisation.holders([RoleKind.AREA_MANAGER], team=Team.objects.first(), on=timezone.localdate())
    return actor_of(roles[0].person_id)


def ask(by, text, site=None):
    now = timezone.now()
    return actions.ask(text=text, language="fi", site=site, by=by, at=now, today=timezone.localdate(now))


def adopt(slug, scope, *, verdict="may", limits=(), **dates):
    """A rule of the topic for a scope, in its library words but for the verdict and the limits."""
    table = {
        "slug": slug, "topic": "service", "verdict": verdict, "decider": "worker", "addressee": "sina", "fixed": False,
        "review_months": 12, "title": {"fi": f"Oma {slug}", "sv": "Egen", "en": "Own"},
        "text": {"fi": "Oma teksti.", "sv": "Egen text.", "en": "Own text."}, "why": {"fi": "", "sv": "", "en": ""},
        "limit": [
            {"quantity": kind, "comparison": comparison, "value": value,
             "words": {"fi": f"{comparison} {value}", "sv": "", "en": ""}}
            for kind, comparison, value in limits
        ],
        "source": [{"kind": "team", "name": {"fi": "Tiimi", "sv": "Team", "en": "Team"}}],
    }  # fmt: skip
    template = templates.from_table(table)
    rule = agreements.open_rule(template, scope=scope, owner=manager().person)
    today = timezone.localdate()
    adoption = agreements.Adoption(agreed_by=HERE, valid_from=dates.pop("since", today), review_months=12, **dates)
    enact(rule, templates.fill(template, {}), adoption, by=manager(), at=timezone.now())
    return rule


def together_of(asked, by):
    story = queries.story_of_version(asked.version_id, today=timezone.localdate())
    beside = questions.choices_of(asked.pk)
    return meeting.with_rules(story, list(beside), today=timezone.localdate())


def test_the_tighter_rule_of_a_team_is_quoted_and_the_wider_one_stands_beside_it(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino, SHOP)
    assert asked.outcome == "answer"
    assert asked.version.rule.team_id == aino.own_team.pk
    wider = Rule.objects.get(slug="pienhankinta", team=None)
    assert list(questions.choices_of(asked.pk)) == [wider.pk]
    said = together_of(asked, aino).said
    assert isinstance(said, Merged)
    assert [limit.value for limit in said.ruling.measures] == [30]
    assert len(said.ruling.conditions) == 4


def test_another_team_reads_the_rule_for_everybody_alone(inside) -> None:
    elsewhere = Team.objects.exclude(pk=actor_of(inside.aino).own_team.pk).filter(members__isnull=False).first()
    other = elsewhere.members.first().person_id
    asked = ask(actor_of(other), SHOP)
    assert asked.version.rule.team_id is None
    assert list(questions.choices_of(asked.pk)) == []


def test_four_scopes_meet_and_the_strictest_of_each_part_holds(inside) -> None:
    aino, today = actor_of(inside.aino), timezone.localdate()
    site, slug = aino.person.home_site, "asiakkaan_pieni_pyynto"
    team = Team.objects.get(pk=aino.own_team.pk)
    adopt(slug, Area.objects.get(pk=team.area_id), verdict="depends", limits=[("minutes", "at_most", 60)])
    adopt(slug, team, limits=[("minutes", "at_most", 10)])
    adopt(slug, Site.objects.get(pk=site.pk), limits=[("hours", "at_most", 2)])
    asked = ask(aino, FAVOUR, site)
    said = together_of(asked, aino).said
    assert len(questions.choices_of(asked.pk)) == 3
    assert said.ruling.verdict == "depends"
    assert [limit.value for limit in said.ruling.measures] == [10]
    assert asked.version.verdict == "depends"
    adopt(slug, team, limits=[("minutes", "at_most", 10)], since=today + timedelta(days=1))
    assert len(questions.choices_of(ask(aino, FAVOUR, site).pk)) == 2


def test_an_expired_or_retired_rule_takes_no_part(inside) -> None:
    aino, today = actor_of(inside.aino), timezone.localdate()
    team = Team.objects.get(pk=aino.own_team.pk)
    past = {"since": today - timedelta(days=9), "valid_until": today - timedelta(days=1)}
    adopt("asiakkaan_pieni_pyynto", team, verdict="may_not", **past)
    asked = ask(aino, FAVOUR)
    assert (asked.version.verdict, list(questions.choices_of(asked.pk))) == ("may", [])
    rule = adopt("asiakkaan_pieni_pyynto", team, verdict="may_not")
    assert ask(aino, FAVOUR).version.verdict == "may_not"
    enact_retirement(rule=rule, reason=HERE, by=manager(), at=timezone.now())
    assert ask(aino, FAVOUR).version.verdict == "may"


def test_two_that_contradict_answer_nothing_and_are_named(inside) -> None:
    aino = actor_of(inside.aino)
    team = Team.objects.get(pk=aino.own_team.pk)
    must = adopt("asiakkaan_pieni_pyynto", Area.objects.get(pk=team.area_id), verdict="must")
    may_not = adopt("asiakkaan_pieni_pyynto", team, verdict="may_not")
    asked = ask(aino, FAVOUR)
    assert (asked.outcome, asked.version) == ("handover", None)
    assert set(questions.choices_of(asked.pk)) == {must.pk, may_not.pk}
    story = queries.story(must.pk, actions.place_of(aino, None), today=timezone.localdate())
    around = meeting.around(story, actions.place_of(aino, None), today=timezone.localdate())
    assert isinstance(around.said, Conflict)
