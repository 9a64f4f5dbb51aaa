"""What every page's frame shows. It reads what the request already knows, and no database."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import constants, get_messages
from django.http import HttpRequest

from keha.foundation.languages import said
from keha.web.shell.languages import reader_language
from keha.web.shell.phone import phone_mark


@dataclass(frozen=True, slots=True)
class FramePerson:
    """Who is signed in, as the frame shows her."""

    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class FrameLanguage:
    """A language to choose. name: in itself."""

    code: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class FrameMessage:
    """What the last action changed. tone: done, warn or plain."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page. mark: whose phone this is, see phone_mark. tablet: it is a shared one."""

    mark: str
    person: FramePerson | None
    employer: str
    team: str
    role: str
    tablet: bool
    is_supervisor: bool
    active: str
    languages: tuple[FrameLanguage, ...]
    demo: bool
    messages: tuple[FrameMessage, ...]


ACTIVE = {
    "today": "today",
    "questions": "ask",
    "team": "team",
    "agreements": "team",
    "integrations": "team",
    "me": "me",
    "numbers": "team",
    "rounds": "team",
    "rights": "team",
    "insights": "load",
    "presence": "team",
    "skills": "me",
    "skills:team": "team",
    **dict.fromkeys(["skills:needs", "skills:add_need", "skills:add_task"], "team"),
    "people": "team",
    "tablets": "me",
    "notices": "me",
    "offline": "team",
}

TONES = {constants.SUCCESS: "done", constants.WARNING: "warn"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    language = reader_language()
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    person = FramePerson(actor.person.name, initials(actor.person.name)) if actor else None
    return {
        "shell": Shell(
            mark=phone_mark(request),
            person=person,
            employer=said(actor.person.employer, "name", language).text if actor else "",
            team=said(actor.own_team, "name", language).text if actor and actor.own_team else "",
            tablet=bool(actor and actor.on_tablet),
            role=next(iter(sorted(actor.roles)), "worker") if actor else "",
            is_supervisor=bool(actor and actor.is_supervisor),
            active=ACTIVE.get(match.view_name) or ACTIVE.get(match.namespace, "") if match else "",
            languages=tuple(FrameLanguage(code, name, code == language) for code, name in settings.LANGUAGES),
            demo=settings.STORY,
            messages=tuple(FrameMessage(TONES.get(m.level, "plain"), str(m)) for m in get_messages(request)),
        )
    }


def initials(name: str) -> str:
    """AK of Aino Korhonen."""
    parts = name.split()
    return (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else name[:2].upper()
