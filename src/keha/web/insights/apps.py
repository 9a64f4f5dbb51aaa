"""Django's handle on the room."""

from django.apps import AppConfig


class WebInsightsConfig(AppConfig):
    """The supervisor's load as figures."""

    name = "keha.web.insights"
    label = "web_insights"
