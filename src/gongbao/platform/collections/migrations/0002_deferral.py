"""A part of a charge may be paid later without being late."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collections', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='charge',
            name='deferred',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='charge',
            name='deferred_until',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deferred', 0), ('deferred_until', None)), models.Q(('deferred__gt', 0), ('deferred__lte', models.F('amount')), ('deferred_until__isnull', False)), _connector='OR'), name='collections_charge_deferred_within'),
        ),
    ]
