"""Addresses of asking."""

from django.urls import path

from keha.web.questions import climbing, keeping, lists, sending, unnamed, views, words

app_name = "questions"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("mine/", lists.mine, name="mine"),
    path("answered/", lists.answered, name="answered"),
    path("words/", words.words, name="words"),
    path("words/<uuid:word_id>/remove/", words.remove, name="word_remove"),
    path("words/kept/<uuid:kept_id>/use/", words.use, name="kept_use"),
    path("words/kept/<uuid:kept_id>/drop/", words.drop, name="kept_drop"),
    path("unnamed/", unnamed.unnamed, name="unnamed"),
    path("unnamed/look/", unnamed.look, name="unnamed_look"),
    path("<uuid:question_id>/", views.question, name="question"),
    path("<uuid:question_id>/rule/<uuid:rule_id>/", views.choice, name="choice"),
    path("<uuid:question_id>/helped/", views.helped, name="helped"),
    path("<uuid:question_id>/to-team/", sending.to_team, name="to_team"),
    path("<uuid:question_id>/reword/", sending.reword, name="reword"),
    path("<uuid:question_id>/keep/", keeping.keep, name="keep"),
    path("<uuid:question_id>/answer/", views.answer, name="answer"),
    path("<uuid:question_id>/give-back/", views.give_back, name="give_back"),
    path("<uuid:question_id>/rule/", climbing.make_rule, name="make_rule"),
    path("<uuid:question_id>/solved/", views.solved, name="solved"),
    path("<uuid:question_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:question_id>/reopen/", views.reopen, name="reopen"),
]
