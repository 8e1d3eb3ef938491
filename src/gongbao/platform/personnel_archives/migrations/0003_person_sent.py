"""Archives that have moved on are found by person too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('personnel_archives', '0002_signed'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='archive',
            index=models.Index(condition=models.Q(('paper', 'sent')), fields=['person_hash'], name='archives_person_sent'),
        ),
    ]
