"""Django's handle on the folder."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.offline"
    label = "web_offline"
