# Readings of open questions that the city adopted.

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("rural_assistants", "0007_ventures_and_demand"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adopted",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=gongbao.platform.db.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("office", models.CharField(max_length=16)),
                ("party", models.UUIDField(null=True)),
                ("reading", models.CharField(max_length=40)),
                ("choice", models.CharField(max_length=40)),
                ("from_on", models.DateField()),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "rural_adopted",
            },
        ),
        protect("rural_adopted"),
    ]
