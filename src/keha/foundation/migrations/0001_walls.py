"""The schema `keha`: the signed context and the functions that the walls ask."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

SQL = """
CREATE SCHEMA keha; GRANT USAGE ON SCHEMA keha TO keha_app; GRANT SELECT ON django_migrations TO keha_app;
CREATE TABLE keha.key (id text PRIMARY KEY, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
CREATE FUNCTION keha.context() RETURNS text LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE token text := current_setting('keha.context', true);
  body text := left(token, -65); part text[] := string_to_array(body, '.'); k record;
BEGIN
  IF coalesce(token, '') = '' THEN
    RAISE EXCEPTION 'no context: use acting_for() or door()' USING ERRCODE = 'KH001';
  END IF;
  SELECT inner_pad, outer_pad INTO k FROM keha.key WHERE id = part[1];
  IF NOT FOUND
     OR right(token, 64) IS DISTINCT FROM
        encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(body, 'UTF8'))), 'hex')
     OR part[3]::int IS DISTINCT FROM pg_backend_pid()
     OR part[2]::bigint < extract(epoch FROM transaction_timestamp())
  THEN RAISE EXCEPTION 'the context is not valid here' USING ERRCODE = 'KH002'; END IF;
  RETURN part[4];
END $$;
CREATE FUNCTION keha.employer() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE c text := keha.context();
BEGIN
  IF c = 'door' THEN RAISE EXCEPTION 'the door sees no employer''s rows' USING ERRCODE = 'KH003'; END IF;
  RETURN c::uuid;
END $$;
CREATE FUNCTION keha.at_door() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$ SELECT keha.context() = 'door' $$;
CREATE FUNCTION keha.door() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF keha.context() <> 'door' THEN
    RAISE EXCEPTION 'only the door may touch this table' USING ERRCODE = 'KH004';
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA keha FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA keha TO keha_app;
"""
BACK = "DROP SCHEMA keha CASCADE; REVOKE SELECT ON django_migrations FROM keha_app;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [BtreeGistExtension(), migrations.RunSQL(SQL, BACK)]
