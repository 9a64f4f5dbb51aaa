"""Django's handle on the room."""

from django.apps import AppConfig


class WebTabletsConfig(AppConfig):
    """Shared tablets: pairing, and the PIN."""

    name = "keha.web.tablets"
    label = "web_tablets"
