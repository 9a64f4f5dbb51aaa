"""The employer's table of words, and words of questions that become a rule's own."""

import pytest
from django.utils import timezone

from keha.agreements import actions as agreements
from keha.agreements import queries as rules
from keha.agreements.models import OwnWords, Rule
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.language.documents import Outcome
from keha.organisation import queries as organisation
from keha.organisation.models import Person
from keha.questions import actions
from keha.questions.models import Analysis, Kept, LocalWord
from keha.questions.queries import finder, kept


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def found(text, actor):
    place = actions.place_of(actor, None)
    return finder.find(text, place, employer_id=actor.employer_id, today=timezone.localdate())


def best(text, actor):
    place = actions.place_of(actor, None)
    near = finder.nearest(text, place, employer_id=actor.employer_id, today=timezone.localdate())
    return near[0].slug if near else None


def test_a_question_with_a_local_word_finds_its_rule(world) -> None:
    with acting_for(world.employer):
        aino, cecilia = actor_of(world.aino), actor_of(world.cecilia)
        assert best("saako zumppaa tehdä", aino) != "vuoronvaihto"
        actions.add_local_word(spoken="Zumppa", meaning="vuoronvaihto työkaverin kanssa", by=cecilia, at=timezone.now())
        assert best("saako zumppaa tehdä", aino) == "vuoronvaihto"
        word = LocalWord.objects.get(spoken="zumppa")
        actions.remove_local_word(word_id=word.pk, by=cecilia, at=timezone.now())
        assert best("saako zumppaa tehdä", aino) != "vuoronvaihto"


def test_the_same_word_told_again_has_its_later_meaning_and_each_telling_a_trail(world) -> None:
    with acting_for(world.employer):
        cecilia = actor_of(world.cecilia)
        for meaning in ("tilaus", "tilausjärjestelmä"):
            actions.add_local_word(spoken=" taimi ", meaning=meaning, by=cecilia, at=timezone.now())
        told = LocalWord.objects.filter(spoken="taimi")
        assert list(told.values_list("meaning", flat=True)) == ["tilausjärjestelmä"]
        assert AuditEntry.objects.filter(action="questions.add-local-word", thing_id=told.get().pk).count() == 2


@pytest.mark.parametrize(
    ("spoken", "meaning", "reason"),
    [("", "x", "questions.no-word"), ("x", " ", "questions.no-word"), ("Loma", "loma", "questions.same-word")],
)
def test_half_a_row_is_refused_with_its_reason(world, spoken, meaning, reason) -> None:
    with acting_for(world.employer), pytest.raises(Refused) as refused:
        actions.add_local_word(spoken=spoken, meaning=meaning, by=actor_of(world.cecilia), at=timezone.now())
    assert reason in refused.value.verdict.reasons


def test_a_worker_does_not_edit_the_employers_words(world) -> None:
    with acting_for(world.employer), pytest.raises(Refused) as refused:
        actions.add_local_word(spoken="a", meaning="b", by=actor_of(world.aino), at=timezone.now())
    assert refused.value.verdict.reasons == ("questions.words-not-yours",)


def test_own_words_of_a_rule_are_read_for_the_ranking_at_once(world) -> None:
    with acting_for(world.employer):
        rule, bertta = (
            Rule.objects.get(team__isnull=False, retirements__isnull=True, slug="tiskivuorot"),
            actor_of(world.bertta),
        )
        before = bytes(Analysis.objects.get(version__rule=rule).body)
        agreements.add_words(rule_id=rule.pk, text="kuka ottaa huljutuksen", by=bertta, at=timezone.now())
        assert bytes(Analysis.objects.get(version__rule=rule).body) != before
        assert rules.own_words(rule.pk) == {rule.pk: ("kuka ottaa huljutuksen",)}
        assert found("kuka ottaa huljutuksen", bertta).outcome is not Outcome.HANDOVER
        assert best("kuka ottaa huljutuksen", bertta) == "tiskivuorot"


def _kept(rule) -> Kept:
    return Kept.objects.create(
        team=rule.team, rule=rule, language="fi", text="kuka huljuttaa", kept_date=timezone.localdate()
    )


def test_kept_words_become_a_rules_own_once_its_keeper_has_read_them(world) -> None:
    with acting_for(world.employer):
        rule, bertta = (
            Rule.objects.get(team__isnull=False, retirements__isnull=True, slug="tiskivuorot"),
            actor_of(world.bertta),
        )
        row = _kept(rule)
        assert row.pk in [one.pk for one in kept.waiting_for(bertta)]
        actions.use_kept(kept_id=row.pk, text="kuka huljuttaa astiat", by=bertta, at=timezone.now())
        assert OwnWords.objects.get(rule=rule).text == "kuka huljuttaa astiat"
        assert OwnWords.objects.get(rule=rule).origin == "question"
        assert not Kept.objects.filter(pk=row.pk).exists()


def test_kept_words_can_be_forgotten_and_belong_to_the_rules_keeper_only(world) -> None:
    with acting_for(world.employer):
        rule, bertta = (
            Rule.objects.get(team__isnull=False, retirements__isnull=True, slug="tiskivuorot"),
            actor_of(world.bertta),
        )
        row, stranger = _kept(rule), actor_of(world.daavid)
        assert row.pk not in [one.pk for one in kept.waiting_for(stranger)]
        with pytest.raises(Kept.DoesNotExist):
            actions.drop_kept(kept_id=row.pk, by=stranger, at=timezone.now())
        actions.drop_kept(kept_id=row.pk, by=bertta, at=timezone.now())
        assert not Kept.objects.filter(pk=row.pk).exists()
