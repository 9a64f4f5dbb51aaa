"""The supervisor's load as figures."""
