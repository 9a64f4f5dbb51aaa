"""Django's handle on the room."""

from django.apps import AppConfig


class WebRightsConfig(AppConfig):
    """Who decides what, and what is confirmed beforehand."""

    name = "keha.web.rights"
    label = "web_rights"
