"""Django's handle on the room."""

from django.apps import AppConfig


class WebPresenceConfig(AppConfig):
    """Who is at work when: typed weeks, exceptions, who is on duty."""

    name = "keha.web.presence"
    label = "web_presence"
