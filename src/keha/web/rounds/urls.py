"""Addresses of consent rounds."""

from django.urls import path

from keha.web.rounds import leading, proposing, views

app_name = "rounds"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("new/", proposing.propose, name="propose"),
    path("retire/<uuid:rule_id>/", proposing.retire, name="retire"),
    path("borrow/<uuid:rule_id>/", proposing.borrow, name="borrow"),
    path("<uuid:round_id>/", views.round_page, name="round"),
    path("<uuid:round_id>/voice/", views.voice, name="voice"),
    path("<uuid:round_id>/question/", views.question, name="question"),
    path("<uuid:round_id>/care/", leading.care, name="care"),
    path("<uuid:round_id>/answer/", leading.answer, name="answer"),
    path("<uuid:round_id>/amend/", leading.amend, name="amend"),
    path("<uuid:round_id>/extend/", leading.extend, name="extend"),
    path("<uuid:round_id>/hand/", leading.hand, name="hand"),
    path("<uuid:round_id>/withdraw/", leading.withdraw, name="withdraw"),
    path("<uuid:round_id>/close/", leading.close, name="close"),
    path("<uuid:round_id>/decide/", leading.decide, name="decide"),
]
