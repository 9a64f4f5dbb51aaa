"""Django's handle on the room."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Figures of teams."""

    name = "keha.insights"
    label = "insights"
