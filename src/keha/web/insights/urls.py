"""The load: figures, and the tally."""

from django.urls import path

from keha.web.insights import tally, views

app_name = "insights"
urlpatterns = [
    path("", views.load, name="load"),
    path("<uuid:team_id>/", views.of, name="of"),
    path("<uuid:team_id>/load.csv", views.table, name="table"),
    path("<uuid:team_id>/start/", tally.begin, name="begin"),
    path("tally/", tally.tally, name="tally"),
    path("tally/day/", tally.day, name="day"),
    path("tally/<uuid:heard_id>/undo/", tally.undo, name="undo"),
]
