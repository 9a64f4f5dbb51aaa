"""The walls: what makes a table one employer's, kept by the database and not by care.

A room's author writes ordinary Django; the fields add the walls, and `makemigrations` writes them down.
"""

from typing import Any

from django.core import checks
from django.db import models
from django.db.models.constraints import BaseConstraint

from keha.foundation.context import employer_or_none
from keha.foundation.ids import uuid7

# Always (SELECT f()): computed once a statement and not once a row.
RULES = {
    "employer": "{0} = (SELECT keha.employer())",
    "door": "(SELECT keha.door())",
    "hall": "CASE WHEN (SELECT keha.at_door()) THEN true ELSE {0} = (SELECT keha.employer()) END",
}


def wall_sql(table: str, rule: str, column: str = "employer_id") -> str:
    """The statements that raise a wall around a table. rule: employer, door or hall."""
    return (
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; '
        f'CREATE POLICY wall ON "{table}" USING ({RULES[rule].format(column)}); '
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO keha_app;'
    )


def open_sql(table: str) -> str:
    """The statements that take the wall away again, and with it every right of the application."""
    return (
        f'REVOKE ALL ON "{table}" FROM keha_app; DROP POLICY wall ON "{table}"; '
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;'
    )


class _Ddl(BaseConstraint):
    """A constraint that is a piece of DDL: made after the table, dropped with it."""

    def __init__(self, *, name: str, **kw: str) -> None:
        super().__init__(name=name)
        self.kw = kw

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kw = super().deconstruct()
        return path, args, dict(kw) | self.kw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ddl) and type(self) is type(other) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    ddl: Any

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return self.ddl(model)

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.append(self.ddl(model))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to look at from Python: the database itself refuses."""


class Wall(_Ddl):
    """Row-level security of a table. rule: see RULES; column: whose value names the employer."""

    def ddl(self, model: Any) -> str:
        table, column = model._meta.db_table, self.kw["column"]
        unique = "" if column == "id" else f'ALTER TABLE "{table}" ADD CONSTRAINT "{self.name}" UNIQUE ({column}, id);'
        return unique + wall_sql(table, self.kw["rule"], column)

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        opened = open_sql(model._meta.db_table)
        return opened + ("" if self.kw["column"] == "id" else super().remove_sql(model, schema_editor))


class SameEmployer(_Ddl):
    """The real foreign key of an EmployerKey: (employer, id) to (employer, id)."""

    def create_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        # At the migration's end: the wall of the table it points to may be raised later in the same one.
        schema_editor.deferred_sql.append(self.ddl(model))

    def ddl(self, model: Any) -> str:
        field = model._meta.get_field(self.kw["field"])
        return (
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" '
            f'FOREIGN KEY (employer_id, "{field.column}") '
            f'REFERENCES "{field.remote_field.model._meta.db_table}" (employer_id, id) DEFERRABLE INITIALLY DEFERRED'
        )


def _add(cls: Any, at: int, kind: type[_Ddl], suffix: str = "", **kw: str) -> None:
    # Models of migration states carry their own constraints.
    if not cls._meta.abstract and cls.__module__ != "__fake__":
        name = cls._meta.label_lower.replace(".", "_") + suffix + "_wall"
        cls._meta.constraints.insert(at, kind(name=name, **kw))
        cls._meta.original_attrs["constraints"] = cls._meta.constraints


class EmployerColumn(models.ForeignKey[Any, Any]):
    """Whose row it is: filled from the context, never from a form. rule: see RULES."""

    FIXED: dict[str, Any] = {"default": employer_or_none, "editable": False, "related_name": "+", "db_index": False}

    def __init__(
        self, to: Any = "organisation.Employer", on_delete: Any = models.PROTECT, rule: str = "employer", **kw: Any
    ) -> None:
        self.rule = rule
        super().__init__(to, on_delete, **(self.FIXED | kw))

    def deconstruct(self) -> Any:
        name, path, args, kw = super().deconstruct()
        return name, path, args, {key: value for key, value in kw.items() if key not in self.FIXED}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False, **kw: Any) -> None:
        super().contribute_to_class(cls, name, private_only=private_only, **kw)
        _add(cls, 0, Wall, rule=self.rule, column="employer_id")


class EmployerKey(models.ForeignKey[Any, Any]):
    """A foreign key inside one employer: both columns in the constraint, and both in every join."""

    def __init__(self, to: Any, on_delete: Any, **kw: Any) -> None:
        # The composite constraint replaces Django's own.
        super().__init__(to, on_delete, **(kw | {"db_constraint": False}))

    def deconstruct(self) -> Any:
        name, path, args, kw = super().deconstruct()
        kw.pop("db_constraint")
        return name, path, args, kw

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False, **kw: Any) -> None:
        super().contribute_to_class(cls, name, private_only=private_only, **kw)
        _add(cls, 99, SameEmployer, "_" + name, field=name)

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        # With one column the planner multiplies the employers' selectivity table by table and picks a bad plan.
        here, there = (model._meta.get_field("employer") for model in (self.model, self.remote_field.model))
        return (*super().get_joining_fields(reverse_join), (there, here) if reverse_join else (here, there))


class EmployerModel(models.Model):
    """A row of one employer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn()

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """A form leaves the employer out; without this a duplicate would be a crash and not a message."""
        super().validate_constraints(exclude=set(exclude or ()) - {"employer"})

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuses what would let one employer learn of another: see _holes."""
        return [*super().check(**kwargs), *_holes(cls)]


def _holes(cls: Any) -> list[checks.CheckMessage]:
    found = []
    for field in cls._meta.local_fields:
        if field.unique and not field.primary_key:
            found.append(f"{cls.__name__}.{field.name}: unique across employers; use a UniqueConstraint with employer")
        target = getattr(field.remote_field, "model", None)
        plain = isinstance(field, models.ForeignKey) and not isinstance(field, EmployerKey | EmployerColumn)
        if plain and isinstance(target, type) and issubclass(target, EmployerModel):
            found.append(f"{cls.__name__}.{field.name}: use EmployerKey to point at a row of an employer")
    found += [
        f"{cls.__name__}.{constraint.name}: a unique constraint must name the employer"
        for constraint in cls._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and "employer" not in constraint.fields
    ]
    found += [
        f"{cls.__name__}.{field.name}: a many-to-many needs through= an EmployerModel"
        for field in cls._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]
    return [checks.Error(text, obj=cls, id="keha.E001") for text in found]
