"""An installation of one small team, kept up as `keha run` keeps the story up: for the short trial of kills."""

import os
import subprocess
import sys
import time
from datetime import timedelta

from keha.runtime import cluster, provision, supervisor

NAMES = ("Aino Korhonen", "Bertta Nieminen", "Grace Mensah")


def found() -> None:
    """One employer, one site, one team and its three people, each with an account."""
    from django.utils import timezone

    from keha.foundation.context import acting_for, door
    from keha.organisation.actions import door as door_actions
    from keha.organisation.actions import people, places

    now, today = timezone.now(), timezone.localdate()
    employer = places.found_employer(names={"fi": "Koekunta", "sv": "", "en": ""})
    with acting_for(employer):
        area = places.add_area(code="a", names={"fi": "Ateriapalvelut"}, at=now)
        site = places.add_site(area=area, code="s", kind="school", names={"fi": "Koulu"}, at=now)
        team = places.add_team(area=area, code="t", names={"fi": "Keittiö"}, sites=[site], at=now)
        hired = [
            people.hire(people.Newcomer(name=name, home_site=site), on=today - timedelta(days=9), at=now)
            for name in NAMES
        ]
        for person in hired:
            people.join_team(person=person, team=team, on=today - timedelta(days=8), at=now)
    with door():
        for person in hired:
            door_actions.account_of(person_id=person.pk, employer_id=employer)


def main() -> None:
    """Makes it and keeps it up until told to stop."""
    lock = supervisor.take_lock()
    whole = provision.ready().environment()
    environment = {**os.environ, **whole}
    for words in (("migrate",), ("manage", "collectstatic", "--noinput", "-v0")):
        subprocess.run([sys.executable, "-m", "keha.cli", *words], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "drill.small", "found"], env=environment, check=True)
    served = {name: value for name, value in whole.items() if name != "KEHA_OWNER_URL"}
    port, place = supervisor.free_port(int(os.environ["KEHA_PORT"])), cluster.place()
    supervisor.address_file().write_text(f"http://localhost:{port}")

    def keep_up() -> None:
        if not cluster.is_running(place):
            cluster.start(place)

    command = [sys.executable, "-m", "keha.cli"]
    supervisor.Supervisor(
        commands={"web": [*command, "serve", "--port", str(port)], "worker": [*command, "work"]},
        environment=served, keep_up=keep_up,
    ).run()  # fmt: skip
    cluster.stop(place)
    os.close(lock)
    time.sleep(0.1)


if __name__ == "__main__":
    if sys.argv[1:] == ["found"]:
        from keha.cli.manage import prepare

        prepare()
        found()
    else:
        main()
