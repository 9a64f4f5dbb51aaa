"""Django's handle on the folder."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.today"
    label = "web_today"
