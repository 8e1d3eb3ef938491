# Universities' lists of graduates and what they say of the registrations that name them.

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("rural_assistants", "0005_filing"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="graduates_in",
            field=models.IntegerField(null=True),
        ),
        migrations.CreateModel(
            name="Graduate",
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
                ("mark", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=64)),
                ("degree", models.CharField(max_length=16)),
                ("major", models.CharField(max_length=60)),
                ("year", models.IntegerField()),
                ("student", models.CharField(max_length=10)),
                ("beijing_origin", models.BooleanField(null=True)),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduates",
                        to="rural_assistants.intake",
                    ),
                ),
            ],
            options={
                "db_table": "rural_graduate",
                "constraints": [
                    models.UniqueConstraint(fields=("intake", "party", "mark"), name="rural_graduate_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="GraduateSheet",
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
                ("file", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("good", models.IntegerField()),
                ("faulty", models.IntegerField()),
                ("problems", models.JSONField(default=list)),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduate_sheets",
                        to="rural_assistants.intake",
                    ),
                ),
            ],
            options={
                "db_table": "rural_graduatesheet",
                "indexes": [models.Index(fields=["party", "intake", "at"], name="rural_graduatesheet_of")],
            },
        ),
        migrations.CreateModel(
            name="GraduationCheck",
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
                ("mark", models.CharField(max_length=64)),
                ("said", models.CharField(default="waiting", max_length=12)),
                ("differs", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
                (
                    "applicant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="graduation",
                        to="rural_assistants.applicant",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="rural_assistants.intake",
                    ),
                ),
            ],
            options={
                "db_table": "rural_graduationcheck",
                "indexes": [
                    models.Index(fields=["intake", "party", "said"], name="rural_graduationcheck_of")
                ],
            },
        ),
        protect("rural_graduate"),
        protect("rural_graduatesheet"),
        protect("rural_graduationcheck"),
    ]
