"""Django's handle on the folder."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.demo"
    label = "web_demo"
