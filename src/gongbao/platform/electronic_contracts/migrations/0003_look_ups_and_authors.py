"""Look-ups counted by institution and minute; who wrote a text, so that somebody else reviews it."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [("electronic_contracts", "0002_reviews_and_cases")]

    operations = [
        migrations.CreateModel(
            name="LookupCount",
            fields=[
                ("institution", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("minute", models.BigIntegerField()),
                ("used", models.IntegerField()),
            ],
            options={"db_table": "contract_lookup_count"},
        ),
        migrations.RunSQL(
            "ALTER TABLE contract_lookup_count SET UNLOGGED", "ALTER TABLE contract_lookup_count SET LOGGED"
        ),
        migrations.AddField("version", "author", models.CharField(blank=True, default="", max_length=64)),
        migrations.CreateModel(
            name="TermsText",
            fields=[
                ("key", models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=16)),
                ("employer", models.UUIDField()),
                ("sm3", models.CharField(max_length=64)),
                ("text", models.BinaryField()),
                ("author", models.CharField(max_length=64)),
                ("author_name", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "contract_terms_text",
                "indexes": [models.Index(fields=["employer", "at"], name="contract_terms_text_of")],
            },
        ),
        protect("contract_terms_text", party="employer"),
        migrations.AddField("termsreview", "of", models.UUIDField(null=True, unique=True)),
    ]
