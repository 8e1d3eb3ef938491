"""Uploaded files, under row security."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ("case", models.UUIDField(null=True)),
                ("office", models.CharField(max_length=20)),
                ("party", models.UUIDField(null=True)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=8)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("sm3", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=80)),
                ("uploaded_by", models.JSONField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "files_storedfile",
                "indexes": [
                    models.Index(fields=["case", "created_at"], name="files_by_case"),
                    models.Index(fields=["sha256"], name="files_by_digest"),
                ],
            },
        ),
        protect("files_storedfile"),
    ]
