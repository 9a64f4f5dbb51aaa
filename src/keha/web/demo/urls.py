"""Addresses of the demonstration; they exist only where the story is played."""

from django.urls import path

from keha.web.demo import views

app_name = "demo"
urlpatterns = [path("", views.demo, name="demo"), path("become/", views.become, name="become")]
