"""A meeting says which of the document's committees it is of."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('titles', '0003_fees_and_stamps'),
    ]

    operations = [
        migrations.AddField('meeting', 'committee', models.CharField(blank=True, default='', max_length=40), preserve_default=False),
    ]
