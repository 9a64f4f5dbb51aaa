"""Addresses of what works without a net."""

from django.urls import path

from keha.web.offline import views

app_name = "offline"
urlpatterns = [
    path("service-worker.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("offline/rules/", views.rules, name="rules"),
    path("offline/token/", views.token, name="token"),
]
