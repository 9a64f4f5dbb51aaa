"""Django's handle on the folder."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Pages: questions."""

    name = "keha.web.questions"
    label = "web_questions"
