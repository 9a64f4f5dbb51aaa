"""Inside an installation: people who can be reached by every channel, and notices that are told to them. For drill.notices."""

import json
import sys
from typing import Any
from uuid import UUID, uuid4


def reachable(given: dict[str, Any]) -> dict[str, Any]:
    """Hires people, one for each browser, each reached at any time and each notice by itself; the last tenth by mail or SMS too."""
    from django.utils import timezone

    from keha.foundation.context import acting_for, door
    from keha.notices import sealing
    from keha.notices.models import Address, Gateway, Subscription, Wish
    from keha.organisation.actions import people
    from keha.organisation.models import Employer, Team

    now, today = timezone.now(), timezone.localdate()
    with door():
        employer: UUID = Employer.objects.values_list("pk", flat=True)[0]
    hired = []
    with acting_for(employer):
        team = Team.objects.get()
        for channel, of in (("sms", None), ("teams", team)):
            Gateway.objects.create(
                channel=channel,
                team=of,
                address=sealing.seal(f"{given['peer']}/{channel}"),
                secret=sealing.seal("hush"),
                at=now,
            )
        for number, (endpoint, key, auth) in enumerate(given["browsers"]):
            person = people.hire(people.Newcomer(name=f"Koe {number}"), on=today, at=now)
            Wish.objects.create(person=person, at_any_time=True, gathered=False)
            Subscription.objects.create(person=person, endpoint=endpoint, browser_key=key, auth=auth, at=now)
            if number % 10 == 0:
                Address.objects.create(person=person, channel="mail", address=f"koe{number}@example.org", at=now)
                Address.objects.create(person=person, channel="sms", address=f"+35840{number:07}", at=now)
            hired.append(str(person.pk))
    return {"employer": str(employer), "people": hired, "team": str(team.pk)}


def told(given: dict[str, Any]) -> dict[str, Any]:
    """Tells count notices, each to one of the people in turn (all: to all of them), in a transaction each. every: each how many
    is urgent, aborted: each how many is told and rolled back."""
    from django.utils import timezone

    from keha.foundation.context import acting_for
    from keha.notices.actions import Notice, Told, tell
    from keha.notices.rules import NoticeKind

    people, employer = [UUID(one) for one in given["people"]], UUID(given["employer"])
    aborted = 0
    for number in range(given["count"]):
        notice = Notice(
            NoticeKind.QUESTION_WAITS, lambda _language: Told("Kysymys odottaa tiimiä"), ("question", uuid4()), "/ask/",
            f"drill {uuid4()}", urgent=bool(given["every"]) and number % given["every"] == 0,
            team=UUID(given["team"]) if given["team"] and number % 25 == 0 else None,
        )  # fmt: skip
        try:
            with acting_for(employer):
                tell(notice, to=people if given["all"] else [people[number % len(people)]], at=timezone.now())
                if given["aborted"] and number % given["aborted"] == 1:
                    raise KeyError
        except KeyError:
            aborted += 1
    return {"aborted": aborted}


if __name__ == "__main__":
    from keha.cli.manage import prepare

    prepare()
    asked = json.load(sys.stdin)
    print(json.dumps({"reachable": reachable, "told": told}[asked["act"]](asked)))
