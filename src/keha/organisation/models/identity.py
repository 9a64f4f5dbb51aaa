"""What other registers call a person, the keys of machines that tell of people, and an employer's own sign-in service."""

from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerColumn, EmployerKey, EmployerModel, Wall
from keha.organisation.models.people import Person


class Identity(EmployerModel):
    """What an employer's other registers call a person. Blank where they have not told.

    external_id: the directory's own, unchanging; user_name: what its protocol finds people by, user_key the same in small
    letters; number: the employee number.
    """

    person = EmployerKey(Person, models.CASCADE, related_name="identities")
    external_id = models.CharField(max_length=200, blank=True)
    user_name = models.CharField(max_length=200, blank=True)
    user_key = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "person"], name="identity_once"),
            models.UniqueConstraint(
                fields=["employer", "external_id"], condition=~models.Q(external_id=""), name="identity_external_id"
            ),
            models.UniqueConstraint(
                fields=["employer", "user_key"], condition=~models.Q(user_key=""), name="identity_user_name"
            ),
            models.UniqueConstraint(
                fields=["employer", "number"], condition=~models.Q(number=""), name="identity_number"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class MachineKey(models.Model):
    """A key by which an employer's directory tells of joiners and leavers. Only a keyed hash of it is kept.

    ended_at: from then on it opens nothing. used_at: told to some minutes, so that a silent directory is noticed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    token_hash = models.BinaryField()
    made_by = EmployerKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "token_hash"], name="machine_key_once")]
        indexes = [models.Index(fields=["token_hash"], name="machine_key_by_hash")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class GroupsChoice(EmployerModel):
    """From an instant on, groups of the directory say who is in which team, or do not. The newest one holds."""

    follows = models.BooleanField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "at"], name="groups_choice_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.follows}"


class SignInService(models.Model):
    """An employer's own sign-in service (OpenID Connect). secret: sealed, see sealing. At most one an employer.

    claim: which of its words is a person's external id; number_claim: which one her employee number, blank for none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.BinaryField()
    claim = models.CharField(max_length=60)
    number_claim = models.CharField(max_length=60, blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer"], name="sign_in_service_once")]

    def __str__(self) -> str:
        return self.issuer


class UsedState(models.Model):
    """A sign-in through a service came back once; its mark is kept while it could be tried again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mark = models.BinaryField(unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [Wall(name="organisation_usedstate_wall", rule="door", column="id")]
        indexes = [models.Index(fields=["at"], name="used_state_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
