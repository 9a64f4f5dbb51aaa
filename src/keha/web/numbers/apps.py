"""Django's handle on the folder."""

from django.apps import AppConfig


class NumbersConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.numbers"
    label = "web_numbers"
