"""Django's handle on the folder."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.team"
    label = "web_team"
