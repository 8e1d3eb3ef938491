"""Reviews of the parties' own terms; requests of authorities are cases; keys of other offices' systems; anchors."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [("electronic_contracts", "0001_initial")]

    operations = [
        migrations.AddField("inquiry", "case", models.UUIDField(null=True, unique=True)),
        migrations.CreateModel(
            name="TermsReview",
            fields=[
                ("key", models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=16)),
                ("employer", models.UUIDField()),
                ("sm3", models.CharField(max_length=64)),
                ("text", models.BinaryField()),
                ("answers", models.JSONField()),
                ("remarks", models.BinaryField(null=True)),
                ("outcome", models.CharField(max_length=10)),
                ("number", models.CharField(blank=True, max_length=32)),
                ("reviewer", models.CharField(max_length=64)),
                ("reviewer_name", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "contract_terms_review",
                "indexes": [models.Index(fields=["employer", "sm3", "at"], name="contract_terms_of")],
            },
        ),
        protect("contract_terms_review", party="employer"),
        migrations.CreateModel(
            name="AnchorReceipt",
            fields=[
                ("key", models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("detail", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "contract_anchor",
                "constraints": [models.UniqueConstraint(fields=["size", "kind"], name="contract_anchor_once")],
            },
        ),
        migrations.CreateModel(
            name="OfficeKey",
            fields=[
                ("key", models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=80)),
                ("secret", models.CharField(max_length=64)),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "contract_office_key",
                "indexes": [models.Index(fields=["office", "made_at"], name="contract_office_key_of")],
            },
        ),
    ]
