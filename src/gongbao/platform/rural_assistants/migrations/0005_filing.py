# The number under which a registration form was sent to the personal archive, and the day it was put in.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("rural_assistants", "0004_room_for_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="appraisal",
            name="filing",
            field=models.CharField(blank=True, max_length=24, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="appraisal",
            name="archived_on",
            field=models.DateField(null=True),
        ),
    ]
