"""Fees paid on line, under row security; the checkpoint of a draw's root with its timestamp."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('titles', '0002_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('attempt', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=32, unique=True)),
                ('amount', models.BigIntegerField()),
                ('account', models.BinaryField()),
                ('state', models.CharField(default='asked', max_length=10)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('channel', models.CharField(blank=True, max_length=120)),
                ('reference', models.CharField(blank=True, max_length=64)),
                ('receipt', models.UUIDField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'titles_fee',
                'indexes': [models.Index(fields=['case'], name='titles_fee_case')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'paid'))), fields=('case',), name='titles_fee_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='titles_fee_amount'),
                ],
            },
        ),
        protect("titles_fee"),
        migrations.AddField('draw', 'checkpoint', models.TextField(blank=True, default=''), preserve_default=False),
        migrations.AddField('draw', 'stamp', models.BinaryField(default=bytes)),
        migrations.AddField('draw', 'stamped_at', models.DateTimeField(null=True)),
    ]
