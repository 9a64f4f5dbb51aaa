"""Django's handle on the room."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """Skills, certificates and inductions."""

    name = "keha.skills"
    label = "skills"
