"""Django's handle on the room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Who is told what."""

    name = "keha.notices"
    label = "notices"
