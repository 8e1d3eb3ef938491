# Marks and ranks of a hundred thousand applicants are written twice over: room beside each row, one index fewer.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("rural_assistants", "0003_ordered_archive"),
    ]

    operations = [
        migrations.AlterField(
            model_name="applicant",
            name="intake",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="applicants",
                to="rural_assistants.intake",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE rural_applicant SET (fillfactor = 50)", "ALTER TABLE rural_applicant RESET (fillfactor)"
        ),
    ]
