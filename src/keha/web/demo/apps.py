"""Django's handle on the folder."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Pages: demo."""

    name = "keha.web.demo"
    label = "web_demo"
