"""The story is played, and rolled on from day to day."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from keha.foundation.context import acting_for, door
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import places
from keha.organisation.models import Employer, Membership, Person
from keha.story import (
    asking,
    calling,
    certifying,
    climbing,
    counting,
    drafting,
    founding,
    lawbook,
    letting_in,
    naming,
    righting,
    rounding,
    ruling,
    scheduling,
    talk,
    today,
)
from keha.story.cast import Cast, etelaranta, lahdenpera
from keha.story.people import id_of, people_of

Tell = Callable[[str], None]
_PARTS = (naming, rounding, righting, climbing, counting, letting_in, scheduling, certifying)


def _silently(_line: str) -> None:
    """Tells nobody."""


def is_there(*, mark: str = "") -> bool:
    """Whether the whole story has been played: everybody who has a login has it. Two transactions at the door."""
    return all(_is_complete(cast, id_of(cast, mark=mark)) for cast in _casts(mark))


def play(*, at: datetime, employer_id: UUID | None = None, mark: str = "", tell: Tell = _silently) -> UUID:
    """Plays the story up to an instant and returns the first employer's id. What is there already is left as it is.

    Each employer is one transaction, so that a play that was cut off begins anew. Both employers are played, or with
    a mark the first alone, the mark in its name. tell: takes a line of progress.
    """
    first, *others = _casts(mark)
    employer = employer_id or id_of(first, mark=mark)
    _play(first, employer, at=at, mark=mark, tell=tell)
    for cast in others:
        _play(cast, id_of(cast), at=at, mark="", tell=tell)
    return employer


def roll(*, at: datetime, mark: str = "") -> None:
    """The story's dates go on: four more weeks of work are written out, and a question of today is open.

    Twice at the same hour changes nothing the second time.
    """
    for cast in _casts(mark):
        employer_id = id_of(cast, mark=mark)
        with acting_for(employer_id):
            stage = founding.stage_of(cast, employer_id=employer_id, at=at)
            founding.write_out(stage)
            _keep(stage)


def _keep(stage: founding.Stage) -> None:
    today.keep(stage)
    for part in _PARTS:
        part.keep(stage)


def _casts(mark: str) -> list[Cast]:
    return [lahdenpera()] if mark else [lahdenpera(), etelaranta()]


def _play(cast: Cast, employer_id: UUID, *, at: datetime, mark: str, tell: Tell) -> None:
    if _is_complete(cast, employer_id):
        return
    if not _is_founded(employer_id):
        names = founding.in_languages(cast.name)
        marked = {language: f"{name} {mark}".strip() for language, name in names.items()}
        places.found_employer(names=marked, employer_id=employer_id)
    with acting_for(employer_id):
        if not Person.objects.exists():
            _play_inside(cast, employer_id, at=at, tell=tell)
        ids = people_of(cast)
    with door():
        for line in cast.people:
            if not line.newcomer:
                door_actions.account_of(person_id=ids[line.key], employer_id=employer_id)
    tell(f"story: {cast.name.en} is ready")


def _play_inside(cast: Cast, employer_id: UUID, *, at: datetime, tell: Tell) -> None:
    stage = founding.found(cast, employer_id=employer_id, at=at)
    founding.welcome(stage)
    tell(f"story: {len(stage.people)} people, {len(stage.teams)} teams, {len(stage.sites)} sites")
    book = lawbook.of_lahdenpera() if cast is lahdenpera() else lawbook.of_etelaranta()
    tell(f"story: {len(book.adopted)} rules of the library, {len(book.own)} of its own")
    past = talk.load().past if cast is lahdenpera() else ()
    if past:
        tell(f"story: {len(past)} questions of five weeks")
    begun = drafting.scenes(stage) if cast is lahdenpera() else ()
    told = (*calling.scenes(stage), *ruling.scenes(stage, book), *asking.scenes(stage, past), *begun)
    told = (*told, *(scene for part in _PARTS for scene in part.scenes(stage)))
    for scene in sorted(told, key=lambda scene: scene.at):
        scene.play()
    _keep(stage)


def _is_founded(employer_id: UUID) -> bool:
    with door():
        return Employer.objects.filter(pk=employer_id).exists()


def _is_complete(cast: Cast, employer_id: UUID) -> bool:
    with door():
        inside = Membership.objects.filter(employer_id=employer_id).count()
    return inside >= sum(not line.newcomer for line in cast.people)
