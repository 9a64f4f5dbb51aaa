"""Django's handle on the folder."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Pages: components."""

    name = "keha.web.components"
    label = "web_components"
