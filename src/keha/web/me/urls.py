"""My own page."""

from django.urls import path

from keha.web.me import views

app_name = "me"
urlpatterns = [
    path("", views.me, name="me"),
    path("language/", views.language, name="language"),
    path("invite/", views.invite, name="invite"),
    path("invite/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("sessions/<uuid:session_id>/end/", views.end_session, name="end_session"),
    path("sessions/end/", views.end_sessions, name="end_sessions"),
    path("passkeys/add/", views.add_passkey, name="add_passkey"),
    path("passkeys/<int:passkey_id>/remove/", views.remove_passkey, name="remove_passkey"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
