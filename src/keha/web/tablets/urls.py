"""Addresses of the pages of shared tablets."""

from django.urls import path

from keha.web.tablets import pairing, views

app_name = "tablets"
urlpatterns = [
    path("", views.tablets, name="tablets"),
    path("new/", views.new, name="new"),
    path("pair/", pairing.pair, name="pair"),
    path("pin/", pairing.pin, name="pin"),
    path("<uuid:device_id>/", views.tablet, name="tablet"),
    path("<uuid:device_id>/unpair/", views.unpair, name="unpair"),
    path("<uuid:device_id>/unlock/<uuid:person_id>/", views.unlock, name="unlock"),
]
