"""Django's handle on the folder."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Pages: agreements."""

    name = "keha.web.agreements"
    label = "web_agreements"
