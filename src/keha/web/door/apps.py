"""Django's handle on the folder."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """Pages: door."""

    name = "keha.web.door"
    label = "web_door"
