"""Django's handle on the folder."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """Pages: team."""

    name = "keha.web.team"
    label = "web_team"
