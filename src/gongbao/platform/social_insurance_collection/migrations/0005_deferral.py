"""Deferrals of 2020 of units in hardship."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('social_insurance_collection', '0004_refunds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deferral',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('first_month', models.IntegerField()),
                ('last_month', models.IntegerField()),
                ('staff_agreed', models.BooleanField()),
                ('hardship_found', models.BooleanField(null=True)),
                ('state', models.CharField(default='asked', max_length=12)),
                ('until', models.DateField(null=True)),
            ],
            options={
                'db_table': 'social_deferral',
                'indexes': [models.Index(fields=['party', 'state'], name='social_deferral_party')],
            },
        ),
        protect("social_deferral"),
    ]
