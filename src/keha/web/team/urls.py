"""The team's page."""

from django.urls import path

from keha.web.team import views

app_name = "team"
urlpatterns = [path("", views.team, name="team"), path("<uuid:team_id>/", views.of, name="of")]
