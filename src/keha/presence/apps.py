"""Django's handle on the room."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    """Who is at work when."""

    name = "keha.presence"
    label = "presence"
