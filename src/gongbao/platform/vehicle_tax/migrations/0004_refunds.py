"""Refunds asked for by taxpayers."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0003_findings_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefundClaim',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('item', models.CharField(max_length=24)),
                ('event', models.CharField(max_length=16)),
                ('event_on', models.DateField()),
                ('amount', models.BigIntegerField(null=True)),
                ('checked_by', models.CharField(blank=True, max_length=80)),
                ('decided_by', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(default='asked', max_length=12)),
                ('slip', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'db_table': 'vehicle_tax_refund',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('item',), name='vehicle_tax_refund_once')],
            },
        ),
        protect("vehicle_tax_refund"),
    ]
