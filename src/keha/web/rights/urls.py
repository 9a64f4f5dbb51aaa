"""Addresses of levels of deciding, rounds about them and standing approvals."""

from django.urls import path

from keha.web.rights import approvals, changing, rounds, views

app_name = "rights"
urlpatterns = [
    path("", views.own, name="rights"),
    path("approvals/", approvals.listed, name="approvals"),
    path("approvals/new/", approvals.new, name="approval_new"),
    path("approvals/<uuid:approval_id>/", approvals.one, name="approval"),
    path("approvals/<uuid:approval_id>/sign/", approvals.sign, name="approval_sign"),
    path("approvals/<uuid:approval_id>/withdraw/", approvals.withdraw, name="approval_withdraw"),
    path("rounds/<uuid:round_id>/", rounds.one, name="round"),
    path("rounds/<uuid:round_id>/pick/", rounds.pick, name="round_pick"),
    path("rounds/<uuid:round_id>/reveal/", rounds.reveal, name="round_reveal"),
    path("rounds/<uuid:round_id>/explain/", rounds.explain, name="round_explain"),
    path("rounds/<uuid:round_id>/propose/", rounds.propose, name="round_propose"),
    path("rounds/<uuid:round_id>/consent/", rounds.consent, name="round_consent"),
    path("rounds/<uuid:round_id>/call-off/", rounds.call_off, name="round_call_off"),
    path("wishes/<uuid:wish_id>/not-yet/", changing.not_yet, name="not_yet"),
    path("wishes/<uuid:wish_id>/withdraw/", changing.withdraw_wish, name="wish_withdraw"),
    path("<uuid:team_id>/", views.of, name="of"),
    path("<uuid:team_id>/<slug:topic>/", views.topic, name="topic"),
    path("<uuid:team_id>/<slug:topic>/ask/", changing.ask, name="ask"),
    path("<uuid:team_id>/<slug:topic>/grant/", changing.grant, name="grant"),
    path("<uuid:team_id>/<slug:topic>/hand-back/", changing.hand_back, name="hand_back"),
    path("<uuid:team_id>/<slug:topic>/take-again/", changing.take_again, name="take_again"),
    path("<uuid:team_id>/<slug:topic>/tick/", changing.tick, name="tick"),
    path("<uuid:team_id>/<slug:topic>/common/", changing.common, name="common"),
    path("<uuid:team_id>/<slug:topic>/round/", rounds.begin, name="round_begin"),
]
