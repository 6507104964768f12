"""Codes that were issued by themselves become the report code of a poster: the register then knows every code."""

from django.db import migrations
from django.db.models import Max

OTHERS = ("point", "staff", "policies")


def register(apps, schema_editor):
    code, poster = apps.get_model("places", "Code"), apps.get_model("printing", "Poster")
    known = poster.objects.values("report")
    lone = code.objects.filter(service="report", retired_at=None, place__kind="point").exclude(pk__in=known)
    for row in lone.order_by("pk"):
        mine = poster.objects.filter(place=row.place_id, kind="poster")
        last = mine.aggregate(last=Max("edition"))["last"] or 0
        fresh = {"place_id": row.place_id, "issued_at": row.issued_at}
        rest = {name: code.objects.create(service=name, **fresh) for name in OTHERS}
        poster.objects.create(
            place_id=row.place_id, kind="poster", edition=last + 1, report=row, issued_at=row.issued_at, **rest
        )


class Migration(migrations.Migration):

    dependencies = [
        ('printing', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [migrations.RunPython(register, migrations.RunPython.noop)]
