"""Django's handle on the room."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The ground stands before Django's own apps, so that its `migrate` is the one used."""

    name = "keha.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
