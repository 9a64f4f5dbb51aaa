"""Django's handle on the folder."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Pages: shell."""

    name = "keha.web.shell"
    label = "web_shell"
