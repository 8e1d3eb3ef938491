"""Refunds asked for by payers."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('social_insurance_collection', '0003_how_often_flexible_workers_pay'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefundClaim',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('payer_hash', models.CharField(max_length=64)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('refunds', models.JSONField(default=list)),
            ],
            options={
                'db_table': 'social_refund',
            },
        ),
        protect("social_refund"),
    ]
