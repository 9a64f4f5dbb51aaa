"""Django's handle on the folder."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.skills"
    label = "web_skills"
