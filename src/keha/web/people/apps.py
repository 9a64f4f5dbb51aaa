"""Django's handle on the room."""

from django.apps import AppConfig


class WebPeopleConfig(AppConfig):
    """People brought from a file."""

    name = "keha.web.people"
    label = "web_people"
