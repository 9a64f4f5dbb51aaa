"""Pure: what the service says of itself: what it can, and the shape of its resources."""

from typing import Any

from keha.api.scim.protocol import COUNT_MAX, ENTERPRISE, GROUP, USER

_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:"


def service(*, base: str) -> dict[str, Any]:
    """What is supported: PATCH and simple filters."""
    no = {"supported": False}
    return {
        "schemas": [_SCHEMA + "ServiceProviderConfig"], "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": COUNT_MAX}, "changePassword": no, "sort": no, "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken", "name": "Bearer key", "primary": True,
                "description": "A key that the employer's administrator makes in Kehä.",
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": base + "ServiceProviderConfig"},
    }  # fmt: skip


def resource_types(*, base: str) -> list[dict[str, Any]]:
    """Users and Groups."""
    return [
        {
            "schemas": [_SCHEMA + "ResourceType"], "id": name, "name": name, "endpoint": f"/{name}s", "schema": schema,
            "schemaExtensions": [{"schema": ENTERPRISE, "required": False}] if name == "User" else [],
            "meta": {"resourceType": "ResourceType", "location": f"{base}ResourceTypes/{name}"},
        }
        for name, schema in (("User", USER), ("Group", GROUP))
    ]  # fmt: skip


def _attribute(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {
        "name": name, "type": kind, "multiValued": False, "required": False, "caseExact": False, "mutability": "readWrite",
        "returned": "default", "uniqueness": "none",
    } | more  # fmt: skip


def schemas(*, base: str) -> list[dict[str, Any]]:
    """The attributes that are kept; others are taken and forgotten."""
    names = [_attribute(one) for one in ("formatted", "givenName", "familyName")]
    member = [_attribute("value", mutability="immutable"), _attribute("display", mutability="readOnly")]
    shapes = {
        USER: ("User", [
            _attribute("userName", required=True, uniqueness="server"), _attribute("name", "complex", subAttributes=names),
            _attribute("displayName"), _attribute("active", "boolean"),
            _attribute("externalId", caseExact=True, uniqueness="server"),
        ]),
        ENTERPRISE: ("EnterpriseUser", [_attribute("employeeNumber", uniqueness="server")]),
        GROUP: ("Group", [
            _attribute("displayName", required=True, mutability="immutable"),
            _attribute("members", "complex", multiValued=True, subAttributes=member),
        ]),
    }  # fmt: skip
    return [
        {
            "schemas": [_SCHEMA + "Schema"], "id": schema, "name": name, "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}Schemas/{schema}"},
        }
        for schema, (name, attributes) in shapes.items()
    ]  # fmt: skip
