from django.db import migrations


class Migration(migrations.Migration):
    """A command's row is written twice, claim and result: room on its page keeps the second off the index."""

    dependencies = [("db", "0002_door")]

    operations = [
        migrations.RunSQL("ALTER TABLE db_command SET (fillfactor = 60)", "ALTER TABLE db_command RESET (fillfactor)"),
    ]
