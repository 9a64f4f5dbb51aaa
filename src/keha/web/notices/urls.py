"""Addresses of notices."""

from django.urls import path

from keha.web.notices import keeping, views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("all/", views.open_all, name="open_all"),
    path("<uuid:notice_id>/", views.open_one, name="open"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/push/", views.subscribe, name="subscribe"),
    path("settings/push/<uuid:subscription_id>/remove/", views.unsubscribe, name="unsubscribe"),
    path("trouble/", keeping.trouble, name="trouble"),
    path("trouble/<uuid:parcel_id>/again/", keeping.again, name="again"),
    path("trouble/<uuid:parcel_id>/drop/", keeping.drop, name="drop"),
    path("channels/", keeping.channels, name="channels"),
    path("channels/sms/", keeping.sms, name="sms"),
    path("channels/teams/", keeping.teams, name="teams"),
]
