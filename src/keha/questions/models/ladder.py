"""Whom a question reached when its team had no time for it."""

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person
from keha.questions.models.asking import Step


class Receiver(EmployerModel):
    """A supervisor who was on duty when a question reached her: from then on she sees it. step: of the kind REACHED."""

    step = EmployerKey(Step, models.CASCADE, related_name="receivers")
    person = EmployerKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "step", "person"], name="receiver_once")]

    def __str__(self) -> str:
        return f"{self.step_id} {self.person_id}"
