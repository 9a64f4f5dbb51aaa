"""Seals: how the asker of a question without a name is known again, though no row says who she is.

A seal is a keyed hash of the person and the question. The key lies beside the house's other secrets and never in the
database, so the database alone answers to nobody, its owner and its backups included.
"""

import hmac
from uuid import UUID

from django.conf import settings


def seal_of(person_id: UUID, question_id: UUID) -> bytes:
    """The seal that this person, and nobody else, has on this question."""
    body = b"unnamed question" + person_id.bytes + question_id.bytes
    return hmac.digest(settings.CODE_KEY, body, "sha256")


def is_sealed_by(person_id: UUID, question_id: UUID, seal: bytes | None) -> bool:
    """Whether the seal is this person's."""
    return seal is not None and hmac.compare_digest(bytes(seal), seal_of(person_id, question_id))
