"""Django's handle on the room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Ground rules."""

    name = "keha.agreements"
    label = "agreements"
