"""Django's handle on the folder."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """The folder of this name."""

    name = "keha.web.questions"
    label = "web_questions"
