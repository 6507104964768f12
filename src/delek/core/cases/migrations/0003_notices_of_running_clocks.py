"""Clocks that run already are told of when they are due; their halves are not known any more."""

from typing import Any

from django.db import migrations
from django.db.models import F


def set_notices(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("cases", "Deadline").objects.filter(met_at=None, paused_at=None)
    rows.update(notice_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_notices")]
    operations = [migrations.RunPython(set_notices, migrations.RunPython.noop)]
