"""Django's handle on the folder."""

from django.apps import AppConfig


class MeConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.me"
    label = "web_me"
