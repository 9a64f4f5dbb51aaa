"""Django's handle on the folder."""

from django.apps import AppConfig


class IntegrationsPagesConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.integrations"
    label = "web_integrations"
