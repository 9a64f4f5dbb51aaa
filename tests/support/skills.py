"""For the generated tests: one thing of each kind of skills, inductions and needs, and what each form sends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from keha.organisation.models import Role, Team, TeamSite
from keha.organisation.rules import RoleKind
from keha.skills import actions
from keha.skills.actions import HeldTold, InductionTold, NeedTold, SkillTold
from keha.skills.models import Skill
from keha.skills.rules import Level, SkillKind, Source
from tests.support.people import Who
from tests.support.rights import supervisor_of

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "skills:tell": ("ability", "certificate"),
    "skills:remove": ("held", "held_gone"),
    "skills:restore": ("held_gone", "held"),
    "skills:see": ("held",),
    "skills:confirm_induction": ("induction",),
    "skills:remove_induction": ("induction",),
    "skills:restore_induction": ("induction_gone",),
    "skills:person": ("person",),
    "skills:tell_of": ("certificate", "ability"),
    **dict.fromkeys(["skills:team", "skills:needs", "skills:add_need", "skills:add_task"], ("team",)),
    "skills:remove_need": ("need",),
    "skills:remove_task": ("task",),
    "skills:change": ("own_skill",),
    "skills:retire": ("own_skill",),
    "skills:bring_back": ("own_skill",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {
    **dict.fromkeys(
        [f"skills:{name}" for name in ("see", "tell_of", "add_need", "remove_need", "add_task", "remove_task")],
        "supervisor",
    ),
    **dict.fromkeys([f"skills:{name}" for name in ("usual", "new", "change", "retire", "bring_back")], "administrator"),
    "skills:confirm_induction": "mate",
}


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    own, now = who.actor(), timezone.now()
    team = Team.objects.get(pk=own.teams[0].pk)
    keeper = Role.objects.filter(kind=RoleKind.ADMINISTRATOR).values_list("person_id", flat=True)[0]
    admin = Who(who.employer, keeper).actor()
    actions.take_usual(by=admin, at=now)
    new = actions.add_skill(SkillTold(SkillKind.CERTIFICATE, {"fi": "Koepaperi"}), by=admin, at=now)
    gone = actions.add_skill(SkillTold(SkillKind.ABILITY, {"fi": "Koetaito"}), by=admin, at=now)
    told = actions.tell(HeldTold(), person_id=own.id, skill_id=new.pk, by=own, at=now)
    taken = actions.tell(HeldTold(Level.CAN), person_id=own.id, skill_id=gone.pk, by=own, at=now)
    actions.remove(held_id=taken.pk, by=own, at=now)
    return {
        "ability": Skill.objects.get(code="floor_wax").pk, "certificate": Skill.objects.get(code="safety_card").pk,
        "own_skill": new.pk, "held": told.pk, "held_gone": taken.pk, **_needs(who, team), **_inductions(who, mate, team),
    }  # fmt: skip


def _needs(who: Who, team: Team) -> dict[str, Any]:
    by, now = supervisor_of(team.pk, who.employer).actor(), timezone.now()
    task = actions.add_task(team=team, names={"fi": "Koetehtävä"}, is_common=False, by=by, at=now)
    told = NeedTold(Skill.objects.get(code="floor_wax").pk, Source.OWN, task_id=task.pk)
    return {"task": task.pk, "need": actions.add_need(told, team=team, by=by, at=now).pk}


def _inductions(who: Who, mate: Who, team: Team) -> dict[str, Any]:
    own, now, day = who.actor(), timezone.now(), timezone.localdate() - timedelta(days=2)
    sites = list(TeamSite.objects.filter(team=team).order_by("site__code").values_list("site_id", flat=True))
    found = []
    for site in sites[:2]:
        told = InductionTold(own.id, site, mate.person, day)
        found.append(actions.induct(told, by=own, at=now).pk)
    actions.remove_induction(induction_id=found[-1], by=own, at=now)
    if len(found) == 1:
        found.insert(0, actions.induct(InductionTold(own.id, sites[0], mate.person, day), by=own, at=now).pk)
    return {"induction": found[0], "induction_gone": found[1], "induction_site": sites[0]}


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {
        "skill_id": ids.get(thing if thing in ("ability", "certificate", "own_skill") else "certificate"),
        "held_id": ids.get(thing), "induction_id": ids.get(thing), "worker_id": ids.get("person"),
        "need_id": ids.get("need"), "task_id": ids.get("task"),
    }  # fmt: skip


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    until = (timezone.localdate() + timedelta(days=400)).isoformat()
    thing = {"kind": "certificate", "name_fi": "Koepaperi 2", "name_sv": "", "name_en": "", "is_restricted": "on"}
    return {
        "skills:tell": {"level": "teaches"},
        "skills:tell_of": {"since": day, "until": until},
        **{key: {} for key in ["skills:remove", "skills:restore", "skills:see", "skills:confirm_induction"]},
        **{key: {} for key in ["skills:remove_induction", "skills:restore_induction"]},
        "skills:induct": {
            "person": str(own["person"]), "site": str(own["induction_site"]), "inducted_by": str(own["mate"]),
            "on": day, "until": "",
        },
        "skills:add_need": {"where": f"task:{own['task']}", "skill": str(own["certificate"]), "source": "law"},
        "skills:add_task": {"name_fi": "Uusi tehtävä", "name_sv": "", "name_en": "", "is_common": "on"},
        **{key: {} for key in ["skills:remove_need", "skills:remove_task"]},
        **{key: {} for key in ["skills:usual", "skills:retire", "skills:bring_back"]},
        "skills:new": thing,
        "skills:change": {**thing, "name_fi": "Koepaperi 3"},
    }  # fmt: skip
