"""What has been told to whom, what of it goes out by which channel, and where each can be reached."""

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.notices.rules import BODY_MAX, KEY_MAX, PATH_MAX, TITLE_MAX, ChannelKind
from keha.organisation.models import Person, Team

CHANNELS = [(kind.value, kind.value) for kind in ChannelKind]


class KeptNotice(EmployerModel):
    """A notice in the pages, in its receiver's language; or a team's, for its channel, with no person.

    read_at: she opened it; past_at: it was called off, there is nothing to do about it any more.
    """

    person = EmployerKey(Person, models.CASCADE, null=True, related_name="+")
    team = EmployerKey(Team, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_MAX)
    body = models.CharField(max_length=BODY_MAX, blank=True)
    path = models.CharField(max_length=PATH_MAX)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.UUIDField()
    key = models.CharField(max_length=KEY_MAX)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    past_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "person", "team", "key"], name="notice_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, team__isnull=True)
                | models.Q(person__isnull=True, team__isnull=False),
                name="notice_to_a_person_or_a_team",
            ),
        ]
        indexes = [
            models.Index(fields=["employer", "person", "-at"], name="notice_of_person"),
            models.Index(fields=["employer", "thing_id"], name="notice_thing"),
        ]

    def __str__(self) -> str:
        return self.title


class Subscription(EmployerModel):
    """A browser that a person lets notices be pushed to. session: the sign-in that it was made in, by its public id."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000)
    browser_key = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=80, blank=True)
    session = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "endpoint"], name="subscription_once")]
        indexes = [models.Index(fields=["employer", "person"], name="subscription_of_person")]

    def __str__(self) -> str:
        return self.device


class Address(EmployerModel):
    """A person's own e-mail address or telephone number, told by herself."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    address = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "person", "channel"], name="address_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel}"


class Gateway(EmployerModel):
    """By what the employer sends: its SMS gateway, or a team's Teams channel. Both fields are sealed, see sealing."""

    channel = models.CharField(max_length=10, choices=CHANNELS)
    team = EmployerKey(Team, models.CASCADE, null=True, related_name="+")
    address = models.BinaryField()
    secret = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "channel", "team"], name="gateway_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.team_id}"


class SwitchedOff(EmployerModel):
    """A person does not want messages of a kind. It stands in the pages all the same."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "person", "kind"], name="switch_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Wish(EmployerModel):
    """When messages may reach a person: outside her working time too, and each by itself or gathered."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    at_any_time = models.BooleanField(default=False)
    gathered = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "person"], name="wish_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class Parcel(EmployerModel):
    """One message: what the peer gets once, under this row's id. Of one notice, or of several that could wait.

    target: the subscription, address or gateway. leased_until: somebody is at it till then. done_at: the peer took it;
    dropped_at: it is not sent after all (why); stuck_at: every try failed, an administrator looks at it (why).
    """

    channel = models.CharField(max_length=10, choices=CHANNELS)
    person = EmployerKey(Person, models.CASCADE, null=True, related_name="+")
    target = models.UUIDField()
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    stuck_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["employer", "-urgent", "due_at"], name="parcel_open",
                condition=models.Q(done_at__isnull=True, dropped_at__isnull=True, stuck_at__isnull=True),
            ),
            models.Index(fields=["employer", "stuck_at"], name="parcel_stuck", condition=models.Q(stuck_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Delivery(EmployerModel):
    """A notice is to go out by a channel to a target, from an instant on. parcel: in what it goes; empty: not yet packed."""

    notice = EmployerKey(KeptNotice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    target = models.UUIDField()
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    parcel = EmployerKey(Parcel, models.CASCADE, null=True, related_name="deliveries")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "notice", "channel", "target"], name="delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["employer", "-urgent", "due_at"], name="delivery_waits",
                condition=models.Q(parcel__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(fields=["employer", "parcel"], name="delivery_of_parcel"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"


class Attempt(EmployerModel):
    """A try to send a parcel, written before the peer is spoken to. outcome: empty while it is not known."""

    parcel = EmployerKey(Parcel, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "parcel", "number"], name="attempt_once")]

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.number}"
