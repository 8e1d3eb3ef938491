"""Parked input that can be taken up again, what lists came to, sealed archives between centres, alerts."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


GRAM_KEY = """ALTER TABLE archives_gram DROP CONSTRAINT archives_gram_pkey;
ALTER TABLE archives_gram ADD CONSTRAINT archives_gram_pkey PRIMARY KEY ({});"""


class Migration(migrations.Migration):

    dependencies = [
        ('personnel_archives', '0003_person_sent'),
    ]

    operations = [
        migrations.AddField(
            model_name='archive',
            name='alerted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='archive',
            name='came_from',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='archive',
            name='told_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='batch',
            name='told',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='loan',
            name='chased_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='parked',
            name='kind',
            field=models.CharField(default='row', max_length=8),
        ),
        migrations.AddField(
            model_name='parked',
            name='outcome',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='parked',
            name='settled_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='parked',
            name='why',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='seal',
            name='broken_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('archive', models.UUIDField()),
                ('sender', models.CharField(max_length=16)),
                ('number', models.CharField(max_length=24)),
                ('barcode', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=64)),
                ('shown', models.CharField(max_length=24)),
                ('carrier', models.CharField(max_length=60)),
                ('seal', models.CharField(max_length=40)),
                ('pages', models.IntegerField()),
                ('sent_on', models.DateField()),
                ('received_on', models.DateField(null=True)),
                ('received_by', models.CharField(blank=True, max_length=80)),
                ('differs', models.CharField(blank=True, max_length=240)),
            ],
            options={
                'db_table': 'archives_parcel',
                'indexes': [models.Index(fields=['office', 'received_on'], name='archives_parcel_open')],
            },
        ),
        protect("archives_parcel"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(GRAM_KEY.format("gram, office, archive"), GRAM_KEY.format("gram, archive"))],
            state_operations=[
                migrations.AlterField(
                    model_name='gram', name='pk',
                    field=models.CompositePrimaryKey('gram', 'office', 'archive', blank=True, editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
    ]
