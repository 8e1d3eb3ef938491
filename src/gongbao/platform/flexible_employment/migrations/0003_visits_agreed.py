"""The day agreed for the next visit stands beside each service given."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('flexible_employment', '0002_loan_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='given',
            name='visit_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='given',
            index=models.Index(fields=['case', 'given_on'], name='flexible_given_case'),
        ),
    ]
