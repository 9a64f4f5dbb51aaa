"""Every address of the house."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("keha.web.shell.urls")),
    path("", include("keha.web.door.urls")),
    path("", include("keha.web.agreements.urls")),
    path("rules/import/", include("keha.web.integrations.urls")),
    path("", include("keha.web.offline.urls")),
    path("today/", include("keha.web.today.urls")),
    path("ask/", include("keha.web.questions.urls")),
    path("team/", include("keha.web.team.urls")),
    path("me/", include("keha.web.me.urls")),
    path("numbers/", include("keha.web.numbers.urls")),
    path("rounds/", include("keha.web.rounds.urls")),
    path("rights/", include("keha.web.rights.urls")),
    path("notices/", include("keha.web.notices.urls")),
    path("presence/", include("keha.web.presence.urls")),
    path("shifts/", include("keha.web.shifts.urls")),
    path("skills/", include("keha.web.skills.urls")),
    path("load/", include("keha.web.insights.urls")),
    path("tablets/", include("keha.web.tablets.urls")),
    path("people/", include("keha.web.people.urls")),
    path("", include("keha.api.urls")),
]
if settings.STORY:
    urlpatterns.append(path("demo/", include("keha.web.demo.urls")))

handler400 = "keha.web.shell.errors.bad_request"
handler403 = "keha.web.shell.errors.forbidden"
handler404 = "keha.web.shell.errors.not_found"
handler500 = "keha.web.shell.errors.server_error"
