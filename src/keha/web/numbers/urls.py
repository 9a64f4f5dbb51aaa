"""Important numbers."""

from django.urls import path

from keha.web.numbers import views

app_name = "numbers"
urlpatterns = [
    path("", views.numbers, name="numbers"),
    path("new/", views.new, name="new"),
    path("<uuid:number_id>/", views.change, name="change"),
    path("<uuid:number_id>/remove/", views.remove, name="remove"),
]
