"""Addresses of skills, certificates, inductions and needs."""

from django.urls import path

from keha.web.skills import catalogue, inductions, mine, needs, supervising, team

app_name = "skills"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("tell/<uuid:skill_id>/", mine.tell, name="tell"),
    path("held/<uuid:held_id>/remove/", mine.remove, name="remove"),
    path("held/<uuid:held_id>/restore/", mine.restore, name="restore"),
    path("held/<uuid:held_id>/seen/", supervising.see, name="see"),
    path("inductions/new/", inductions.new, name="induct"),
    path("inductions/<uuid:induction_id>/confirm/", inductions.confirm, name="confirm_induction"),
    path("inductions/<uuid:induction_id>/remove/", inductions.remove, name="remove_induction"),
    path("inductions/<uuid:induction_id>/restore/", inductions.restore, name="restore_induction"),
    path("certificates/", supervising.certificates, name="certificates"),
    path("people/<uuid:worker_id>/", supervising.person, name="person"),
    path("people/<uuid:worker_id>/<uuid:skill_id>/", supervising.tell, name="tell_of"),
    path("team/<uuid:team_id>/", team.picture, name="team"),
    path("team/<uuid:team_id>/needs/", needs.needs, name="needs"),
    path("team/<uuid:team_id>/needs/new/", needs.new, name="add_need"),
    path("team/<uuid:team_id>/needs/<uuid:need_id>/remove/", needs.remove, name="remove_need"),
    path("team/<uuid:team_id>/tasks/new/", needs.new_task, name="add_task"),
    path("team/<uuid:team_id>/tasks/<uuid:task_id>/remove/", needs.remove_task, name="remove_task"),
    path("list/", catalogue.listed, name="catalogue"),
    path("list/usual/", catalogue.usual, name="usual"),
    path("list/new/", catalogue.new, name="new"),
    path("list/<uuid:skill_id>/", catalogue.change, name="change"),
    path("list/<uuid:skill_id>/retire/", catalogue.retire, name="retire"),
    path("list/<uuid:skill_id>/bring-back/", catalogue.bring_back, name="bring_back"),
]
