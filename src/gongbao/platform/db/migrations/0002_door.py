from django.db import migrations

from gongbao.platform.db.door_functions import DROP, FUNCTIONS


class Migration(migrations.Migration):

    dependencies = [
        ("db", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
    ]
