"""A rule's own words: the words in which a workplace asks for it."""

import pytest
from django.utils import timezone

from keha.agreements import actions, queries
from keha.agreements.events import RuleWordsChanged
from keha.agreements.models import OwnWords, Rule
from keha.agreements.proposals import OWN_WORDS_MAX
from keha.foundation import facts
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Person


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def own_rule():
    return Rule.objects.filter(team__isnull=False, retirements__isnull=True, slug="tiskivuorot").get()


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(facts, "_listeners", {RuleWordsChanged: (heard.append,)})
    return heard


def test_added_words_renew_the_rule_set_are_told_and_leave_a_trail(world, told) -> None:
    with acting_for(world.employer):
        rule, number = own_rule(), queries.rule_set_number()
        actions.add_words(rule_id=rule.pk, text="  kuka   tiskaa ", by=actor_of(world.bertta), at=timezone.now())
        assert list(OwnWords.objects.filter(rule=rule).values_list("text", flat=True)) == ["kuka tiskaa"]
        assert queries.rule_set_number() != number
        assert [fact.rule_id for fact in told] == [rule.pk]
        assert AuditEntry.objects.filter(action="agreements.add-words", thing_id=rule.pk).exists()


def test_the_same_words_again_change_nothing(world, told) -> None:
    with acting_for(world.employer):
        rule, by, at = own_rule(), actor_of(world.bertta), timezone.now()
        first = actions.add_words(rule_id=rule.pk, text="Tiskivuoro", by=by, at=at)
        assert actions.add_words(rule_id=rule.pk, text="tiskivuoro", by=by, at=at) == first
        assert len(told) == 1


def test_a_rule_has_sixty_own_words_at_most_and_never_empty_ones(world) -> None:
    with acting_for(world.employer):
        rule, by, at = own_rule(), actor_of(world.bertta), timezone.now()
        OwnWords.objects.bulk_create(
            OwnWords(rule=rule, text=f"sana {n}", origin="typed", by=by.person, at=at) for n in range(OWN_WORDS_MAX)
        )
        with pytest.raises(Refused) as refused:
            actions.add_words(rule_id=rule.pk, text="vielä yksi", by=by, at=at)
        assert refused.value.verdict.reasons == ("agreements.too-many-words",)
        with pytest.raises(Refused) as refused:
            actions.add_words(rule_id=rule.pk, text="   ", by=by, at=at)
        assert "agreements.no-words" in refused.value.verdict.reasons


def test_removed_words_are_gone_and_gone_words_are_no_error(world, told) -> None:
    with acting_for(world.employer):
        rule, by, at = own_rule(), actor_of(world.bertta), timezone.now()
        words = actions.add_words(rule_id=rule.pk, text="tiskikone", by=by, at=at)
        for _ in range(2):
            actions.remove_words(rule_id=rule.pk, words_id=words.pk, by=by, at=at)
        assert not OwnWords.objects.filter(rule=rule).exists()
        assert len(told) == 2


def test_only_the_rules_keepers_touch_its_words(world) -> None:
    with acting_for(world.employer):
        rule, at = own_rule(), timezone.now()
        words = actions.add_words(rule_id=rule.pk, text="tiskikone", by=actor_of(world.bertta), at=at)
        with pytest.raises(Refused):
            actions.add_words(rule_id=rule.pk, text="pesukone", by=actor_of(world.daavid), at=at)
        with pytest.raises(Refused):
            actions.remove_words(rule_id=rule.pk, words_id=words.pk, by=actor_of(world.daavid), at=at)
        assert OwnWords.objects.filter(rule=rule).count() == 1
