"""Django's handle on the room."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """May I?"""

    name = "keha.questions"
    label = "questions"
