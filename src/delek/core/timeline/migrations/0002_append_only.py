"""The database itself refuses to change or delete an event."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER timeline_event_no_update BEFORE UPDATE ON timeline_event
       BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER timeline_event_no_delete BEFORE DELETE ON timeline_event
       BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION timeline_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$""",
    """CREATE TRIGGER timeline_event_no_change BEFORE UPDATE OR DELETE ON timeline_event
       FOR EACH ROW EXECUTE FUNCTION timeline_event_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
