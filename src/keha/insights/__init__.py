"""Insights: the supervisor's load and what agreeing changes, as figures of teams.

Words: kuormitus / belastning / load; luottamusväli / konfidensintervall / interval; ennen / före / before.

Promises: never by person, never for fewer than five people; every figure with its interval; it writes nothing of others'.
"""
