"""Django's handle on the room."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """People, places and the door."""

    name = "keha.organisation"
    label = "organisation"
