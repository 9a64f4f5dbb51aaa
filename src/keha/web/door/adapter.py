"""What the passkey library asks about an account: it has no name, so the product's is shown."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys of accounts that know no name and no e-mail."""

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """id: random and the account's own; the phone shows the name in its list of keys."""
        return {"id": str(user.pk).encode(), "display_name": "Kehä", "name": "Kehä"}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The house the key is for: this host."""
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Kehä"}
