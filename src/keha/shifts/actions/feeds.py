"""Writes: the secret address of one's own shifts is made anew, and ended."""

import base64
from datetime import datetime
from typing import cast
from uuid import UUID

from keha.foundation import audit
from keha.foundation.ids import uuid7
from keha.organisation.queries import Actor
from keha.organisation.sealing import mark_of
from keha.shifts import policies
from keha.shifts.models import Feed

USE = "calendar feed"


def token_of(feed: Feed) -> str:
    """The secret of an address, 256 bits: worked out from its random id and the installation's secret."""
    return base64.urlsafe_b64encode(mark_of(str(feed.pk), use=USE)).decode().rstrip("=")


def make_feed(*, by: Actor, at: datetime) -> Feed:
    """A new address; the one before opens nothing any longer. Raises Refused."""
    policies.may_own_feed(by).or_refuse()
    _end(by, at)
    feed = Feed(id=uuid7(), person=by.person, made_at=at)
    feed.token_hash = mark_of(token_of(feed), use=USE)
    feed.save(force_insert=True)
    audit.record("shifts.make_feed", actor=by.id, at=at, thing=("feed", feed.pk), whose=by.id)
    return feed


def end_feed(*, by: Actor, at: datetime) -> None:
    """One's own address opens nothing any longer. Without a word when there is none. Raises Refused."""
    policies.may_own_feed(by).or_refuse()
    if _end(by, at):
        audit.record("shifts.end_feed", actor=by.id, at=at, thing=("person", by.id), whose=by.id)


def _end(by: Actor, at: datetime) -> int:
    return Feed.objects.filter(person=by.person, ended_at=None).update(ended_at=at)


def owner_of(token: str) -> tuple[UUID, UUID] | None:
    """The employer and the person of a living address, at the door; None: it opens nothing. One query."""
    found = Feed.objects.filter(token_hash=mark_of(token, use=USE), ended_at=None).first()
    return (cast(UUID, found.employer_id), found.person_id) if found else None
