"""Findings say when and how they ended, and what late remittance costs the insurer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0002_form_per_insurer'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='ended_how',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='finding',
            name='ended_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='late_fee',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['case'], name='vehicle_tax_finding_case'),
        ),
    ]
