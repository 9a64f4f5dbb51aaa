"""The tables of the room, by noun."""

from keha.organisation.models.accounts import Account, Attempt, Invitation, Membership, Session
from keha.organisation.models.devices import Device, Pin
from keha.organisation.models.numbers import DutyHours, Number
from keha.organisation.models.people import Departure, Person, Role, TeamMembership
from keha.organisation.models.places import Area, Employer, Site, Team, TeamSite

__all__ = [
    "Account", "Area", "Attempt", "Departure", "Device", "DutyHours", "Employer", "Invitation", "Membership", "Number",
    "Person", "Pin", "Role", "Session", "Site", "Team", "TeamMembership", "TeamSite",
]  # fmt: skip
