"""Addresses of the pages."""

from django.urls import path

from keha.web.people import machines, mending, sheets, views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("import/", sheets.sheets, name="sheets"),
    path("import/<uuid:people_sheet_id>/", sheets.sheet, name="sheet"),
    path("import/<uuid:people_sheet_id>/tab/", sheets.tab, name="tab"),
    path("import/<uuid:people_sheet_id>/columns/", sheets.columns, name="columns"),
    path("import/<uuid:people_sheet_id>/rows/<int:row>/", mending.row, name="row"),
    path("import/<uuid:people_sheet_id>/rows/<int:row>/skip/", mending.skip, name="skip"),
    path("import/<uuid:people_sheet_id>/apply/", sheets.apply, name="apply"),
    path("import/<uuid:people_sheet_id>/undo/", sheets.undo, name="undo"),
    path("import/<uuid:people_sheet_id>/discard/", sheets.discard, name="discard"),
    path("machines/", machines.machines, name="machines"),
    path("machines/keys/", machines.make_key, name="make_key"),
    path("machines/keys/<uuid:key_id>/", machines.key, name="key"),
    path("machines/keys/<uuid:key_id>/end/", machines.end_key, name="end_key"),
    path("machines/groups/", machines.groups, name="groups"),
    path("machines/service/", machines.service, name="service"),
    path("machines/service/drop/", machines.drop_service, name="drop_service"),
    path("<uuid:kept_person_id>/", views.person, name="person"),
    path("<uuid:kept_person_id>/depart/", views.depart, name="depart"),
    path("<uuid:kept_person_id>/back/", views.back, name="back"),
]
