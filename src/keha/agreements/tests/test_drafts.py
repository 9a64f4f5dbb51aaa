"""Drafts: begun, edited by two at once, adopted once, laid aside and taken back; nothing adopted is ever changed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from keha.agreements import actions, keeping, policies, proposals, queries, templates
from keha.agreements.consent import Helped, ReviewOutcome
from keha.agreements.models import Draft, DraftEnding, Retirement, Rule, Version
from keha.agreements.rules import Addressee, Comparison, Decider, Limit, Place, RulingVerdict, Words
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.rules import RoleKind

LOOKED = actions.Looked(Helped.YES, ReviewOutcome.CONTINUE, 12)
THE_TEAM = Words("tiimi", "", "")
PLAIN = proposals.Proposal(
    topic="kitchen", verdict=RulingVerdict.MAY, decider=Decider.TEAM, addressee=Addressee.TE,
    title=Words("Radion äänenvoimakkuus", "", ""), text=Words("Saatte pitää radiota auki hiljaa.", "", ""),
)  # fmt: skip


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def holder(kind):
    roles = organisation.holders([kind], team=Team.objects.first(), on=timezone.localdate())
    return actor_of(roles[0].person_id)


def adoption(**changes):
    today = timezone.localdate()
    return actions.Adoption(**({"agreed_by": THE_TEAM, "valid_from": today, "review_months": 12} | changes))


def started(by, topic="working_time", **changes):
    return actions.start_draft(replace(PLAIN, topic=topic, **changes), scope=by.team, by=by, at=timezone.now())


def hers(world):
    """A rule of the team's in a topic that its supervisor decides."""
    return adopted(started(actor_of(world.bertta)), actor_of(world.cecilia)).rule


def adopted(draft, by):
    return actions.adopt_draft(
        draft_id=draft.pk, edition=draft.edition, adoption=adoption(), by=by, at=timezone.now()
    )  # fmt: skip


def reasons(refused):
    return refused.value.verdict.reasons


def test_a_draft_answers_nobody_and_an_adopted_one_answers(world) -> None:
    with acting_for(world.employer):
        by = actor_of(world.bertta)
        count = Rule.objects.count()
        draft = started(by)
        assert Rule.objects.count() == count
        version = adopted(draft, actor_of(world.cecilia))
        assert version.number == 1
        assert version.text_fi == PLAIN.text.fi
        assert version.text_sv == ""
        assert version.rule.team_id == by.team.pk
        assert version.rule.slug.startswith("radion_aanenvoimakkuus_")
        assert draft.endings.get().version_id == version.pk


def test_a_draft_is_adopted_once(world) -> None:
    with acting_for(world.employer):
        by = actor_of(world.cecilia)
        draft = started(actor_of(world.bertta))
        adopted(draft, by)
        with pytest.raises(Refused) as refused:
            adopted(draft, by)
        assert reasons(refused) == ("agreements.draft-ended",)


def test_two_changes_of_one_version_give_one_next_version(world) -> None:
    with acting_for(world.employer):
        by, rule = actor_of(world.cecilia), hers(world)
        first = actions.start_change(rule_id=rule.pk, by=by, at=timezone.now())
        assert actions.start_change(rule_id=rule.pk, by=actor_of(world.aino), at=timezone.now()).pk == first.pk
        second = Draft.objects.create(
            rule=rule, based_on=first.based_on, team=rule.team, proposal=first.proposal, by=by.person, at=first.at,
            edited_by=by.person, edited_at=first.at,
        )  # fmt: skip
        adopted(first, by)
        with pytest.raises(Refused) as refused:
            adopted(second, by)
        assert reasons(refused) == ("agreements.rule-has-changed",)
        assert queries.last_number(rule) == first.based_on + 1
        actions.bring_up_to_date(draft_id=second.pk, by=by, at=timezone.now())
        assert adopted(second, by).number == first.based_on + 2


def test_a_change_begins_from_all_that_the_newest_version_says(world) -> None:
    with acting_for(world.employer):
        rule = Rule.objects.get(slug="vierailijat_keittiossa")
        draft = actions.start_change(rule_id=rule.pk, by=actor_of(world.bertta), at=timezone.now())
        proposal = proposals.from_body(draft.proposal)
        version = Version.objects.filter(rule=rule).order_by("-number")[0]
        assert proposal.title == Words(version.title_fi, version.title_sv, version.title_en)
        assert [limit.words.fi for limit in proposal.limits] == list(
            version.limits.order_by("position").values_list("words_fi", flat=True)
        )
        assert len(proposal.sources) == version.sources.count()


def test_versions_are_never_changed_by_what_comes_after(world) -> None:
    with acting_for(world.employer):
        by, rule = actor_of(world.cecilia), hers(world)
        before = list(Version.objects.filter(rule=rule).order_by("number").values())
        parts = list(Version.objects.filter(rule=rule).order_by("limits__position").values("limits__words_fi"))
        draft = actions.start_change(rule_id=rule.pk, by=by, at=timezone.now())
        actions.edit_draft(PLAIN, draft_id=draft.pk, edition=1, by=by, at=timezone.now())
        draft.refresh_from_db()
        adopted(draft, by)
        actions.retire(rule=rule, reason=THE_TEAM, by=by, at=timezone.now())
        kept = Version.objects.filter(rule=rule, number__lte=len(before))
        assert list(kept.order_by("number").values()) == before
        assert list(kept.order_by("limits__position").values("limits__words_fi")) == parts


def test_of_two_editors_the_second_is_told_and_writes_over_nothing(world) -> None:
    with acting_for(world.employer):
        one, other = actor_of(world.bertta), actor_of(world.aino)
        draft = started(one)
        mine = replace(PLAIN, text=Words("Ensimmäinen.", "", ""))
        actions.edit_draft(mine, draft_id=draft.pk, edition=1, by=one, at=timezone.now())
        with pytest.raises(Refused) as refused:
            actions.edit_draft(PLAIN, draft_id=draft.pk, edition=1, by=other, at=timezone.now())
        assert reasons(refused) == ("agreements.draft-edited",)
        draft.refresh_from_db()
        assert proposals.from_body(draft.proposal).text.fi == "Ensimmäinen."
        with pytest.raises(Refused) as refused:
            actions.adopt_draft(draft_id=draft.pk, edition=1, adoption=adoption(), by=other, at=timezone.now())
        assert "agreements.draft-edited" in reasons(refused)


def test_a_discarded_draft_is_taken_back_within_ten_minutes(world) -> None:
    with acting_for(world.employer):
        by, now = actor_of(world.bertta), timezone.now()
        draft = started(by)
        actions.discard_draft(draft_id=draft.pk, by=by, at=now)
        assert draft.pk not in {one.pk for one in keeping.open_drafts(by)}
        actions.restore_draft(draft_id=draft.pk, by=by, at=now + timedelta(minutes=9))
        assert draft.pk in {one.pk for one in keeping.open_drafts(by)}
        actions.discard_draft(draft_id=draft.pk, by=by, at=now)
        with pytest.raises(Refused) as refused:
            actions.restore_draft(draft_id=draft.pk, by=by, at=now + timedelta(minutes=11))
        assert reasons(refused) == ("agreements.too-late-to-undo",)
        assert DraftEnding.objects.filter(draft=draft).count() == 1


def test_an_adopted_draft_is_not_taken_back(world) -> None:
    with acting_for(world.employer):
        by = actor_of(world.cecilia)
        draft = started(actor_of(world.bertta))
        adopted(draft, by)
        with pytest.raises(Refused) as refused:
            actions.restore_draft(draft_id=draft.pk, by=by, at=timezone.now())
        assert reasons(refused) == ("agreements.not-discarded",)


def test_a_retired_rule_goes_on_when_it_is_taken_back_in_time_or_agreed_anew(world) -> None:
    with acting_for(world.employer):
        by, now, rule = actor_of(world.cecilia), timezone.now(), hers(world)
        actions.retire(rule=rule, reason=THE_TEAM, by=by, at=now)
        with pytest.raises(Refused) as refused:
            actions.retire(rule=rule, reason=THE_TEAM, by=by, at=now)
        assert reasons(refused) == ("agreements.retired",)
        actions.keep(rule_id=rule.pk, by=by, at=now + timedelta(minutes=9))
        assert not Retirement.objects.filter(rule=rule).exists()
        actions.retire(rule=rule, reason=THE_TEAM, by=by, at=now)
        with pytest.raises(Refused) as refused:
            actions.keep(rule_id=rule.pk, by=by, at=now + timedelta(minutes=11))
        assert reasons(refused) == ("agreements.too-late-to-undo",)
        adopted(actions.start_change(rule_id=rule.pk, by=by, at=now), by)
        story = queries.story(rule.pk, Place(team_ids=[rule.team_id]), today=timezone.localdate())
        assert story
        assert story.in_force


def test_outsiders_start_edit_adopt_and_discard_nothing(world) -> None:
    with acting_for(world.employer):
        by, other, now = actor_of(world.bertta), actor_of(world.daavid), timezone.now()
        draft, rule = started(by), Rule.objects.get(slug="tiskivuorot")
        tries = [
            lambda: actions.start_draft(PLAIN, scope=by.team, by=other, at=now),
            lambda: actions.start_draft(PLAIN, scope=None, by=other, at=now),
            lambda: actions.start_draft(PLAIN, scope=Area.objects.first(), by=other, at=now),
            lambda: actions.start_draft(PLAIN, scope=Site.objects.first(), by=other, at=now),
            lambda: actions.start_change(rule_id=rule.pk, by=other, at=now),
            lambda: actions.edit_draft(PLAIN, draft_id=draft.pk, edition=1, by=other, at=now),
            lambda: adopted(draft, other),
            lambda: actions.discard_draft(draft_id=draft.pk, by=other, at=now),
            lambda: actions.restore_draft(draft_id=draft.pk, by=other, at=now),
            lambda: actions.bring_up_to_date(draft_id=draft.pk, by=other, at=now),
            lambda: actions.review(LOOKED, rule_id=rule.pk, today=timezone.localdate(), by=other, at=now),
            lambda: actions.retire(rule=rule, reason=THE_TEAM, by=other, at=now),
            lambda: actions.keep(rule_id=rule.pk, by=other, at=now),
        ]
        for attempt in tries:
            with pytest.raises(Refused) as refused:
                attempt()
            assert "agreements.not-your-scope" in reasons(refused)
        assert keeping.draft_of(draft.pk, other) is None


def test_a_shop_steward_reads_and_keeps_nothing_outside_her_own_team(world) -> None:
    with acting_for(world.employer):
        steward = holder(RoleKind.STEWARD)
        foreign = Team.objects.exclude(pk__in=steward.working_team_ids).first()
        with pytest.raises(Refused):
            actions.start_draft(PLAIN, scope=foreign, by=steward, at=timezone.now())


def test_a_fixed_template_is_not_a_teams_to_adopt(world) -> None:
    with acting_for(world.employer):
        by = actor_of(world.bertta)
        fixed = next(template for template in templates.load() if template.fixed)
        proposal = proposals.refilled(fixed, templates.example_figures(fixed))
        with pytest.raises(Refused):
            actions.start_draft(proposal, scope=by.team, by=by, at=timezone.now(), library_slug=fixed.slug)


def test_the_words_of_law_stay_as_they_are(world) -> None:
    with acting_for(world.employer):
        manager = holder(RoleKind.AREA_MANAGER)
        rule = Rule.objects.filter(fixed=True).exclude(library_slug="").order_by("slug")[0]
        draft = actions.start_change(rule_id=rule.pk, by=manager, at=timezone.now())
        with pytest.raises(Refused) as refused:
            actions.edit_draft(PLAIN, draft_id=draft.pk, edition=1, by=manager, at=timezone.now())
        assert reasons(refused) == ("agreements.text-locked",)


def test_a_narrower_draft_does_not_loosen_a_wider_rule(world) -> None:
    with acting_for(world.employer):
        by, decider = actor_of(world.bertta), actor_of(world.cecilia)
        wide = next(
            (rule, limit)
            for rule in Rule.objects.filter(team=None, site=None, area=None, fixed=False).exclude(library_slug="")
            for limit in rule.versions.order_by("-number")[0].limits.filter(comparison="at_most", value__isnull=False)
            if rule.versions.order_by("-number")[0].limits.exclude(comparison="only_if").count() == 1
        )
        template = templates.template_of(wide[0].library_slug)
        same = replace(proposals.refilled(template, templates.example_figures(template)), topic="working_time")
        looser = replace(same, limits=tuple(_more(limit) for limit in same.limits))
        draft = actions.start_draft(looser, scope=by.team, by=by, at=timezone.now(), library_slug=template.slug)
        with pytest.raises(Refused) as refused:
            adopted(draft, decider)
        assert "agreements.looser-limit" in reasons(refused)
        actions.edit_draft(
            same, draft_id=draft.pk, edition=1, by=by, at=timezone.now(), library_slug=template.slug
        )  # fmt: skip
        draft.refresh_from_db()
        assert adopted(draft, decider).number == 1


def _more(limit: Limit) -> Limit:
    return limit if limit.comparison is Comparison.ONLY_IF else replace(limit, value=(limit.value or 0) + Decimal(1000))


def test_starting_from_the_library_again_is_the_next_version(world) -> None:
    with acting_for(world.employer):
        manager, template = holder(RoleKind.AREA_MANAGER), templates.template_of("vuoronvaihto")
        proposal = proposals.refilled(template, templates.example_figures(template))
        draft = actions.start_draft(proposal, scope=None, by=manager, at=timezone.now(), library_slug=template.slug)
        number = queries.last_number(Rule.objects.get(library_slug="vuoronvaihto", team=None))
        assert draft.based_on == number
        assert adopted(draft, manager).number == number + 1


def test_the_rows_of_a_keeper_are_those_the_policy_allows(world) -> None:
    with acting_for(world.employer):
        people = [actor_of(world.aino), actor_of(world.cecilia), actor_of(world.daavid)]
        people += [holder(kind) for kind in (RoleKind.AREA_MANAGER, RoleKind.ADMINISTRATOR, RoleKind.STEWARD)]
        for actor in people:
            allowed = {rule.pk for rule in Rule.objects.all() if policies.may_tend(actor, rule)}
            assert set(Rule.objects.filter(keeping.of_keeper(actor)).values_list("pk", flat=True)) == allowed


def test_what_it_grew_from_is_kept(world) -> None:
    with acting_for(world.employer):
        by = actor_of(world.bertta)
        source = ("question", world.bertta)
        draft = actions.start_draft(PLAIN, scope=by.team, by=by, at=timezone.now(), source=source)
        draft.refresh_from_db()
        assert (draft.source_kind, draft.source_id) == source
