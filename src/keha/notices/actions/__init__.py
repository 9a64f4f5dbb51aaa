"""Writes, by noun: telling and calling off, a person's wishes and addresses, the employer's gateways, and sending."""

from keha.notices.actions.telling import JOB, URGENT_JOB, call_off, tell
from keha.notices.rules import Notice, Told

__all__ = ["JOB", "URGENT_JOB", "Notice", "Told", "call_off", "tell"]
