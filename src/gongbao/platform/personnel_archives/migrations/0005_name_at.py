# Names are asked within a centre: the office stands behind the name in the index.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("personnel_archives", "0004_resumable"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="archive",
            index=models.Index(fields=["name", "office"], name="archives_name_at"),
        ),
        migrations.RemoveIndex(model_name="archive", name="archives_name"),
    ]
