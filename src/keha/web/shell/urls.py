"""Addresses of the frame: statements, health."""

from django.urls import path

from keha.web.shell import views

app_name = "shell"
urlpatterns = [
    path("", views.front, name="front"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/", views.health, name="health"),
]
