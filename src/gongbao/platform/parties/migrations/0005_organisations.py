"""Institutions beside the 17 offices."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0004_open_roles")]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("party", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("office", models.CharField(max_length=16)),
                ("parent", models.UUIDField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("registered_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "office"], name="parties_organisation_kind"),
                    models.Index(fields=["parent"], name="parties_organisation_parent"),
                ],
            },
        ),
    ]
