"""Django's handle on the folder."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.agreements"
    label = "web_agreements"
