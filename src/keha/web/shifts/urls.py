"""Rosters: my own, the team's, the area's; drafts; the calendar."""

from django.urls import path

from keha.web.shifts import calendar, drafts, editing, importing, mine, paper, rosters, whereabouts

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
    path("import/", importing.bring, name="bring"),
    path("import/<uuid:roster_sheet_id>/", importing.sheet, name="sheet"),
    path("import/<uuid:roster_sheet_id>/tab/", importing.tab, name="sheet_tab"),
    path("import/<uuid:roster_sheet_id>/columns/", importing.columns, name="sheet_columns"),
    path("import/<uuid:roster_sheet_id>/letters/", importing.letters, name="sheet_letters"),
    path("import/<uuid:roster_sheet_id>/rows/<int:row>/", importing.meant, name="sheet_meant"),
    path("import/<uuid:roster_sheet_id>/rows/<int:row>/skip/", importing.skip, name="sheet_skip"),
    path("import/<uuid:roster_sheet_id>/apply/", importing.apply, name="sheet_apply"),
    path("import/<uuid:roster_sheet_id>/undo/", importing.undo, name="sheet_undo"),
    path("import/<uuid:roster_sheet_id>/discard/", importing.discard, name="sheet_discard"),
    path("roster/<uuid:roster_id>/", drafts.roster, name="roster"),
    path("roster/<uuid:roster_id>/publish/", drafts.publish, name="publish"),
    path("roster/<uuid:roster_id>/take-away/", drafts.take_away, name="take_away"),
    path("roster/<uuid:roster_id>/new/", editing.new, name="new"),
    path("shift/<uuid:assignment_id>/", editing.shift, name="shift"),
    path("shift/<uuid:assignment_id>/drop/", editing.drop, name="drop"),
]
