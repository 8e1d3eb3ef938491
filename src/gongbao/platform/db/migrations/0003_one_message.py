from django.db import migrations

from gongbao.platform.db.door_functions import DROP_FIRST, FUNCTIONS


class Migration(migrations.Migration):
    """The door's last statement and its commit are one message; a command's row is claimed and then completed in place."""

    dependencies = [
        ("db", "0002_door"),
    ]

    operations = [
        migrations.RunSQL(DROP_FIRST + FUNCTIONS, migrations.RunSQL.noop),
        # Room in each page for the completed version of the rows just claimed in it: no index entry is written anew.
        migrations.RunSQL(
            "ALTER TABLE db_command SET (fillfactor = 70)", "ALTER TABLE db_command RESET (fillfactor)"
        ),
    ]
