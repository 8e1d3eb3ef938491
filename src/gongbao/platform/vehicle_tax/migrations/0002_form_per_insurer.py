"""A payment form's number counts per insurer: another insurer's use of it is none of its business."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='paymentform',
            name='number',
            field=models.CharField(max_length=40),
        ),
        migrations.AddConstraint(
            model_name='paymentform',
            constraint=models.UniqueConstraint(fields=('party', 'number'), name='vehicle_tax_payment_form_once'),
        ),
    ]
