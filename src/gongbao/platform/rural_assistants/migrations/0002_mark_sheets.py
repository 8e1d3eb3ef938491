# Sheets of marks as they came, with what was wrong in them.

import django.db.models.deletion
from django.db import migrations, models

import gongbao.platform.db.keys
from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ("rural_assistants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkSheet",
            fields=[
                ("id", models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=16)),
                ("party", models.UUIDField(null=True)),
                ("file", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("good", models.IntegerField()),
                ("faulty", models.IntegerField()),
                ("problems", models.JSONField(default=list)),
                ("intake", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mark_sheets", to="rural_assistants.intake")),
            ],
            options={
                "db_table": "rural_marksheet",
                "indexes": [models.Index(fields=["intake", "at"], name="rural_marksheet_of")],
            },
        ),
        protect("rural_marksheet"),
    ]
