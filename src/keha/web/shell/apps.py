"""Django's handle on the folder."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.shell"
    label = "web_shell"
