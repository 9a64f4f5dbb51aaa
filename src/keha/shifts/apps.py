"""Django's handle on the room."""

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    """Rosters."""

    name = "keha.shifts"
    label = "shifts"
