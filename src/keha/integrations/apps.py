"""Django's handle on the room."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """What comes in from other files, and goes out."""

    name = "keha.integrations"
    label = "integrations"
