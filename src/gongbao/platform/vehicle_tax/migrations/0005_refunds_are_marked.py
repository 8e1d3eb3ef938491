"""Items, certificates and claims of the handling fee say what the treasury gave back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0004_refunds'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='refunded',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='feeclaim',
            name='refunded',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='item',
            name='refunded',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='item',
            name='refunded_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('refunded__gt', 0)), fields=['party', 'refunded_on'], name='vehicle_tax_item_refunded'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refunded', 0), ('refunded_on', None)), models.Q(('refunded__gt', 0), ('refunded__lte', models.F('tax')), ('refunded_on__isnull', False)), _connector='OR'), name='vehicle_tax_item_refund_within'),
        ),
    ]
