"""Addresses of rule sheets."""

from django.urls import path

from keha.web.integrations import exporting, mending, views

app_name = "integrations"
urlpatterns = [
    path("", views.sheets, name="sheets"),
    path("rules.csv", exporting.as_csv, name="as_csv"),
    path("rules.xlsx", exporting.as_xlsx, name="as_xlsx"),
    path("<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("<uuid:sheet_id>/tab/", views.tab, name="tab"),
    path("<uuid:sheet_id>/place/", views.place, name="place"),
    path("<uuid:sheet_id>/rows/<int:row>/", mending.row, name="row"),
    path("<uuid:sheet_id>/rows/<int:row>/skip/", mending.skip, name="skip"),
    path("<uuid:sheet_id>/apply/", views.apply, name="apply"),
    path("<uuid:sheet_id>/undo/", views.undo, name="undo"),
    path("<uuid:sheet_id>/discard/", views.discard, name="discard"),
]
