"""A flexible worker pays by month, quarter, half-year or year."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('social_insurance_collection', '0002_comparisons'),
    ]

    operations = [
        migrations.AddField(
            model_name='flexibleregistration',
            name='pays',
            field=models.CharField(default='month', max_length=12),
        ),
    ]
