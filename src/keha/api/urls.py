"""Addresses for machines."""

from django.urls import path

from keha.api.scim import groups, users, views

app_name = "api"
# Ids are plain texts here: the key is asked for before anything is said of an id, a malformed one included.
urlpatterns = [
    path("scim/v2/ServiceProviderConfig", views.service, name="scim_service"),
    path("scim/v2/ResourceTypes", views.resource_types, name="scim_types"),
    path("scim/v2/ResourceTypes/<str:scim_name>", views.resource_types, name="scim_type"),
    path("scim/v2/Schemas", views.schemas, name="scim_schemas"),
    path("scim/v2/Schemas/<str:scim_name>", views.schemas, name="scim_schema"),
    path("scim/v2/Users", users.users, name="scim_users"),
    path("scim/v2/Users/<str:scim_user>", users.user, name="scim_user"),
    path("scim/v2/Groups", groups.groups, name="scim_groups"),
    path("scim/v2/Groups/<str:scim_group>", groups.group, name="scim_group"),
    path("scim/v2/<path:scim_rest>", views.nothing, name="scim_nothing"),
]
