"""The ground: verdicts, facts, tenancy, the audit trail and double taps. It knows no word of the domain.

Promises: no statement runs outside one employer's context or the door; every write leaves an audit row
that the application cannot change; one form is carried out once.
"""
