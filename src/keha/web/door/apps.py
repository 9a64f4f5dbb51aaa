"""Django's handle on the folder."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.door"
    label = "web_door"
