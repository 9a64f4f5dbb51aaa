"""Addresses of the door."""

from django.urls import path

from keha.web.door import account, pins, views

app_name = "door"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/pin/<uuid:person_id>/", pins.pin, name="pin"),
    path("login/pin/<uuid:person_id>/first/", pins.first_pin, name="first_pin"),
    path("login/account/", account.accounts, name="accounts"),
    path("login/account/<str:service_key>/", account.begin, name="account"),
    path("login/account/<str:service_key>/back/", account.back, name="account_back"),
    path("login/<str:code>/", views.enter, name="enter"),
    path("choose/", views.choose, name="choose"),
    path("language/", views.language, name="language"),
    path("passkey/options/", views.passkey_options, name="passkey_options"),
    path("passkey/login/", views.passkey_login, name="passkey_login"),
]
