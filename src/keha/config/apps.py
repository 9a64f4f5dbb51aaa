"""Django's handle on the roof: it wires the facts once all rooms are there."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    """The last of the installed apps."""

    name = "keha.config"
    label = "roof"

    def ready(self) -> None:
        from keha.config.wiring import wire_all

        wire_all()
