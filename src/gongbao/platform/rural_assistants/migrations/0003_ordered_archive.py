# The number under which an assistant's archive is brought to the district of work.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("rural_assistants", "0002_mark_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="assistant",
            name="archive_number",
            field=models.CharField(blank=True, max_length=40, default=""),
            preserve_default=False,
        ),
    ]
