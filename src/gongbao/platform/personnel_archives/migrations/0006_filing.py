"""Papers other rooms send to be put into an archive; one's own archive is found by an index."""

import django.db.models.deletion
from django.db import migrations, models

import gongbao.platform.db.keys
from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ("personnel_archives", "0005_name_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                ("id", models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=16)),
                ("party", models.UUIDField(null=True)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("class_number", models.IntegerField()),
                ("material", models.CharField(max_length=12)),
                ("dated", models.DateField()),
                ("letter", models.UUIDField(null=True)),
                ("clause", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("filed_on", models.DateField(null=True)),
                ("item", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="personnel_archives.item")),
            ],
            options={
                "db_table": "archives_filing",
                "indexes": [models.Index(fields=["office", "filed_on"], name="archives_filing_open")],
            },
        ),
        protect("archives_filing"),
        migrations.AddIndex(
            model_name="archive",
            index=models.Index(condition=models.Q(("paper", "sent"), _negated=True), fields=["party"], name="archives_of_person"),
        ),
    ]
