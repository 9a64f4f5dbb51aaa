"""Django's handle on the room."""

from django.apps import AppConfig


class WebRoundsConfig(AppConfig):
    """Rounds: a proposal is agreed on phones."""

    name = "keha.web.rounds"
    label = "web_rounds"
