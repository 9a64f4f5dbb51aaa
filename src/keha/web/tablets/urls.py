"""Addresses of the pages."""

from django.urls import URLPattern

app_name = "tablets"
urlpatterns: list[URLPattern] = []
