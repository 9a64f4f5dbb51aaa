"""Addresses of rules."""

from django.urls import path

from keha.web.agreements import book, drafting, keeping, library, reviewing, translating, views

app_name = "agreements"
urlpatterns = [
    path("team/rules/", views.rules, name="rules"),
    path("team/rules/book/", book.book, name="book"),
    path("rules/new/", drafting.choose, name="new"),
    path("rules/upkeep/", keeping.upkeep, name="upkeep"),
    path("rules/library/", library.shelf, name="library"),
    path("rules/library/<slug:slug>/", library.template, name="template"),
    path("rules/drafts/new/", drafting.new, name="draft_new"),
    path("rules/drafts/<uuid:draft_id>/", drafting.draft, name="draft"),
    path("rules/drafts/<uuid:draft_id>/edit/", drafting.edit, name="draft_edit"),
    path("rules/drafts/<uuid:draft_id>/figures/", library.figures, name="draft_figures"),
    path("rules/drafts/<uuid:draft_id>/adopt/", drafting.adopt, name="draft_adopt"),
    path("rules/drafts/<uuid:draft_id>/discard/", drafting.discard, name="draft_discard"),
    path("rules/drafts/<uuid:draft_id>/restore/", drafting.restore, name="draft_restore"),
    path("rules/drafts/<uuid:draft_id>/renew/", drafting.renew, name="draft_renew"),
    path("rules/<uuid:rule_id>/", views.rule, name="rule"),
    path("rules/<uuid:rule_id>/<int:number>/", views.version, name="version"),
    path("rules/<uuid:rule_id>/change/", drafting.change, name="change"),
    path("rules/<uuid:rule_id>/review/", reviewing.review, name="review"),
    path("rules/<uuid:rule_id>/retire/", keeping.retire, name="retire"),
    path("rules/<uuid:rule_id>/keep/", keeping.keep, name="keep"),
    path("rules/<uuid:rule_id>/translate/<str:tongue>/", translating.translate, name="translate"),
    path("rules/<uuid:rule_id>/words/", views.words, name="words"),
    path("rules/<uuid:rule_id>/words/<uuid:words_id>/remove/", keeping.remove_words, name="words_remove"),
]
