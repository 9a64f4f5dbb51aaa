"""Who is at work when: typed weeks, single days, absences, duty."""

from django.urls import path

from keha.web.presence import days, duty, pasting, views

app_name = "presence"
urlpatterns = [
    path("", views.first, name="first"),
    path("<uuid:team_id>/", views.weeks, name="weeks"),
    path("<uuid:team_id>/undo/", views.undo, name="undo"),
    path("<uuid:team_id>/paste/", pasting.paste, name="paste"),
    path("<uuid:team_id>/paste/look/", pasting.look, name="paste_look"),
    path("<uuid:team_id>/days/", days.days, name="days"),
    path("<uuid:team_id>/days/<uuid:exception_id>/remove/", days.remove_day, name="day_remove"),
    path("<uuid:team_id>/away/", days.away, name="away"),
    path("<uuid:team_id>/away/<uuid:away_id>/remove/", days.remove_away, name="away_remove"),
    path("<uuid:team_id>/duty/", duty.duty, name="duty"),
    path("<uuid:team_id>/duty/day/", duty.day, name="duty_day"),
    path("<uuid:team_id>/duty/day/<uuid:duty_id>/remove/", duty.remove_day, name="duty_remove"),
]
