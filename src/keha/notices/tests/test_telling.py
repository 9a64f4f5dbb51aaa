"""Telling: who gets what in which language, once, and what is called off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.notices.actions import Notice, Told, call_off, tell
from keha.notices.models import KeptNotice
from keha.notices.rules import NoticeKind
from keha.organisation.actions import people
from keha.organisation.models import Person

WORDS = {"fi": "Kysymys odottaa tiimiä", "sv": "En fråga väntar på teamet", "en": "A question waits for the team"}


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def some(**given):
    about = {
        "kind": NoticeKind.QUESTION_WAITS, "told": lambda language: Told(WORDS[language]), "thing": ("question", uuid4()),
        "path": "/ask/", "key": f"test {uuid4()}",
    }  # fmt: skip
    return Notice(**(about | given))


def two_people():
    return list(Person.objects.order_by("name")[:2])


def test_each_is_told_in_her_own_language(inside):
    one, other = two_people()
    now = timezone.now()
    people.choose_language(person=one, language="sv", at=now)
    notice = some()
    tell(notice, to=[one.pk, other.pk], at=now)
    assert KeptNotice.objects.get(person=one, key=notice.key).title == WORDS["sv"]
    assert KeptNotice.objects.get(person=other, key=notice.key).title == WORDS[other.language]


def test_a_key_is_told_to_a_person_once(inside):
    one, other = two_people()
    now, notice = timezone.now(), some()
    tell(notice, to=[one.pk], at=now)
    tell(notice, to=[one.pk, other.pk], at=now)
    assert KeptNotice.objects.filter(key=notice.key).count() == 2


def test_who_has_left_is_not_told(inside):
    one, other = two_people()
    now, notice = timezone.now(), some()
    people.depart(person=one, at=now - timedelta(minutes=1))
    tell(notice, to=[one.pk, other.pk], at=now)
    assert list(KeptNotice.objects.filter(key=notice.key).values_list("person_id", flat=True)) == [other.pk]


def test_what_is_called_off_is_past_in_the_pages(inside):
    one, _other = two_people()
    now, notice = timezone.now(), some()
    tell(notice, to=[one.pk], at=now)
    call_off(thing=notice.thing, kinds=[NoticeKind.ROUND_ASKS], at=now)
    assert KeptNotice.objects.get(key=notice.key).past_at is None
    call_off(thing=notice.thing, at=now)
    assert KeptNotice.objects.get(key=notice.key).past_at == now
