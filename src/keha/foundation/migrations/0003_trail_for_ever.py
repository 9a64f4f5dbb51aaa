"""The audit trail can only grow; tables of other packages are walled at the door; jobs may be handed in."""

from django.db import migrations

from keha.foundation.tenancy import open_sql, wall_sql

DOOR_TABLES = ("account_emailaddress", "account_emailconfirmation", "mfa_authenticator")
APPEND_ONLY = (
    "REVOKE UPDATE, DELETE ON foundation_auditentry FROM keha_app;",
    "GRANT UPDATE, DELETE ON foundation_auditentry TO keha_app;",
)
JOBS = """
GRANT INSERT ON procrastinate_jobs, procrastinate_events TO keha_app;
GRANT SELECT (id) ON procrastinate_jobs TO keha_app;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO keha_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
  procrastinate_workers TO keha_jobs;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO keha_jobs;
"""
NO_JOBS = """
REVOKE ALL ON procrastinate_jobs, procrastinate_events FROM keha_app;
REVOKE ALL ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq FROM keha_app;
REVOKE ALL ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers FROM keha_jobs;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM keha_jobs;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0002_trail_and_form_keys"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.RunSQL(*APPEND_ONLY),
        *(migrations.RunSQL(wall_sql(table, "door"), open_sql(table)) for table in DOOR_TABLES),
        *(
            migrations.RunSQL(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO keha_app;", migrations.RunSQL.noop)
            for table in DOOR_TABLES
        ),
        migrations.RunSQL(JOBS, NO_JOBS),
    ]
