"""Django's handle on the room."""

from django.apps import AppConfig


class WebNoticesConfig(AppConfig):
    """What one has been told, and how one is told."""

    name = "keha.web.notices"
    label = "web_notices"
