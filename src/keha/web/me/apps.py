"""Django's handle on the folder."""

from django.apps import AppConfig


class MeConfig(AppConfig):
    """Pages: me."""

    name = "keha.web.me"
    label = "web_me"
