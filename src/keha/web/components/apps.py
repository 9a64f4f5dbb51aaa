"""Django's handle on the folder."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.components"
    label = "web_components"
