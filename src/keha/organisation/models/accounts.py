"""The door: accounts without names, their sessions, and how they lead to a person of an employer."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerColumn, EmployerKey, Wall
from keha.organisation.models.people import Person


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by the door's own actions; this is what Django's parts ask for."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """By id, for there is no user name."""
        return self.get(pk=username or "")


class Account(AbstractBaseUser):
    """Who may come in. It knows no name and no employer; a passkey or a code proves it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = []

    objects = AccountManager()

    class Meta:
        constraints = [Wall(name="organisation_account_wall", rule="door", column="id")]

    def __str__(self) -> str:
        return str(self.pk)


class Session(AbstractBaseSession):
    """A signed-in phone or computer. device: "Chrome, Android", never an address. tablet: the shared one it is on."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    public_id = models.UUIDField(default=uuid7, unique=True)
    device = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    tablet = models.UUIDField(null=True)

    class Meta:
        constraints = [Wall(name="organisation_session_wall", rule="door", column="id")]

    def __str__(self) -> str:
        return self.device


class Membership(models.Model):
    """An account is a person of an employer. Read again at each request, so that leaving takes effect at once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    person = EmployerKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "account"], name="membership_account"),
            models.UniqueConstraint(fields=["employer", "person"], name="membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.person_id}"


class Invitation(models.Model):
    """A one-time code that a supervisor or a team mate hands over. Only a keyed hash of the code is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    code_hash = models.BinaryField()
    made_by = EmployerKey(Person, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "code_hash"], name="invitation_code")]
        indexes = [models.Index(fields=["code_hash"], name="invitation_by_code")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """A wrong code or PIN, to slow down guessing. network: a keyed hash of whose tries are counted, not an address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [Wall(name="organisation_attempt_wall", rule="door", column="id")]
        indexes = [models.Index(fields=["network", "at"], name="attempt_network")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
