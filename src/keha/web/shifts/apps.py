"""Django's handle on the folder."""

from django.apps import AppConfig


class WebShiftsConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.shifts"
    label = "web_shifts"
