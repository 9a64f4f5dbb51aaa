"""Signing in by an employer's own service (OpenID Connect): asking it, and believing only what is proved."""
