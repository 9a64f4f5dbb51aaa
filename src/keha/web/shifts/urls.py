"""Rosters: my own, the team's, the area's; drafts; the calendar."""

from django.urls import path

from keha.web.shifts import calendar, drafts, editing, mine, paper, rosters, whereabouts

app_name = "shifts"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("calendar/", mine.make_feed, name="make_feed"),
    path("calendar/end/", mine.end_feed, name="end_feed"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
    path("today/", whereabouts.whereabouts, name="whereabouts"),
    path("area/", rosters.area, name="area"),
    path("team/<uuid:team_id>/", rosters.team, name="team"),
    path("team/<uuid:team_id>/roster.pdf", paper.pdf, name="pdf"),
    path("team/<uuid:team_id>/drafts/", drafts.drafts, name="drafts"),
    path("roster/<uuid:roster_id>/", drafts.roster, name="roster"),
    path("roster/<uuid:roster_id>/publish/", drafts.publish, name="publish"),
    path("roster/<uuid:roster_id>/take-away/", drafts.take_away, name="take_away"),
    path("roster/<uuid:roster_id>/new/", editing.new, name="new"),
    path("shift/<uuid:assignment_id>/", editing.shift, name="shift"),
    path("shift/<uuid:assignment_id>/drop/", editing.drop, name="drop"),
]
