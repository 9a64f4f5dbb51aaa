"""Rules adopted, versioned, retired; what their readers see."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import actions, meeting, queries, templates
from keha.agreements.merging import Merged
from keha.agreements.models import Rule, Version
from keha.agreements.rules import Place, Words
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Team
from keha.organisation.rules import RoleKind

THE_TEAM = Words("tiimi", "teamet", "the team")


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def manager():
    roles = organisation.holders([RoleKind.AREA_MANAGER], team=Team.objects.first(), on=timezone.localdate())
    return actor_of(roles[0].person_id)


def adoption(**changes):
    today = timezone.localdate()
    return actions.Adoption(**({"agreed_by": THE_TEAM, "valid_from": today, "review_months": 12} | changes))


def filled(slug):
    template = templates.template_of(slug)
    return templates.fill(template, templates.example_figures(template))


def test_the_whole_library_has_been_adopted_for_lahdenpera(world) -> None:
    with acting_for(world.employer):
        slugs = set(Rule.objects.filter(team=None, site=None, area=None).values_list("library_slug", flat=True))
    assert {template.slug for template in templates.load()} <= slugs


def test_a_new_version_stands_beside_the_old_ones_and_answers_instead(world) -> None:
    with acting_for(world.employer):
        rule = Rule.objects.get(library_slug="vuoronvaihto")
        before, number = queries.last_number(rule), queries.rule_set_number()
        version = actions.adopt(rule, filled("vuoronvaihto"), adoption(), by=manager(), at=timezone.now())
        assert version.number == before + 1
        assert [v.number for v in queries.versions_of(rule.pk)] == list(range(before + 1, 0, -1))
        standing = next(row for row in queries.standing_rules() if row.rule_id == rule.pk)
        assert standing.version_id == version.pk
        assert queries.rule_set_number() != number


def test_a_versions_limits_sources_and_figures_are_rows(world) -> None:
    with acting_for(world.employer):
        story = queries.story(Rule.objects.get(library_slug="asiakkaan_pieni_pyynto").pk,
                              Place(), today=timezone.localdate())  # fmt: skip
        assert story.limits
        assert story.sources
        assert queries.figures_of(story.version.pk)


def test_a_worker_does_not_adopt_a_rule_for_everybody(world) -> None:
    with acting_for(world.employer):
        rule = Rule.objects.get(library_slug="vuoronvaihto")
        count = Version.objects.count()
        with pytest.raises(Refused):
            actions.adopt(rule, filled("vuoronvaihto"), adoption(), by=actor_of(world.aino), at=timezone.now())
        assert Version.objects.count() == count


def test_a_rule_past_its_time_and_a_retired_one_answer_nobody(world) -> None:
    today = timezone.localdate()
    with acting_for(world.employer):
        rule = Rule.objects.get(library_slug="tauot")
        ended = adoption(valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1))
        actions.adopt(rule, filled("tauot"), ended, by=manager(), at=timezone.now())
        row = next(row for row in queries.standing_rules() if row.rule_id == rule.pk)
        assert row.answers(Place(), today=today).reasons == ("agreements.expired",)
        actions.retire(rule=rule, reason=THE_TEAM, by=manager(), at=timezone.now())
        row = next(row for row in queries.standing_rules() if row.rule_id == rule.pk)
        assert "agreements.retired" in row.answers(Place(), today=today).reasons
        assert queries.story(rule.pk, Place(), today=today) is not None


def test_a_teams_rule_is_read_by_its_own_people_only(world) -> None:
    with acting_for(world.employer):
        rule = Rule.objects.filter(team__isnull=False).first()
        inside, outside = Place(team_ids={rule.team_id}), Place(team_ids=set())
        today = timezone.localdate()
        assert queries.story(rule.pk, inside, today=today)
        assert queries.story(rule.pk, outside, today=today) is None


def test_rules_in_force_on_one_topic_for_one_reader_do_not_contradict(world) -> None:
    met = set()
    today = timezone.localdate()
    with acting_for(world.employer):
        rows = queries.standing_rules()
        for team in Team.objects.all():
            sites = {site.pk for site in organisation.sites_of(team)}
            place = Place(area_ids={team.area_id}, team_ids={team.pk}, site_ids=sites)
            applying = [row for row in rows if row.answers(place, today=today)]
            for row in applying:
                story = queries.story(row.rule_id, place, today=today)
                together = meeting.around(story, place, today=today) if row.slug == "pienhankinta" else None
                met |= {team.name_fi} if together and isinstance(together.said, Merged) else set()
            assert [len(found) for found in _by_topic(applying) if len(found) > 1] == [2] * (team.name_fi in met)
    assert met == {"Aurinkokeittiö"}


def _by_topic(rows):
    topics = defaultdict(list)
    for row in rows:
        topics[row.slug].append(row)
    return topics.values()
