"""Django's handle on the folder."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """Pages: today."""

    name = "keha.web.today"
    label = "web_today"
