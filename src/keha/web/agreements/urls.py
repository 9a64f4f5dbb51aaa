"""Addresses of rules."""

from django.urls import path

from keha.web.agreements import views

app_name = "agreements"
urlpatterns = [
    path("team/rules/", views.rules, name="rules"),
    path("rules/<uuid:rule_id>/", views.rule, name="rule"),
    path("rules/<uuid:rule_id>/<int:number>/", views.version, name="version"),
]
