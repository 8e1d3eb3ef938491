# What districts need for an intake; ventures of assistants and the measures that support them.

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('rural_assistants', '0006_universities'),
    ]

    operations = [
        migrations.CreateModel(
            name='Venture',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('field', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=120)),
                ('on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('results', models.CharField(blank=True, max_length=300)),
                ('assistant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ventures', to='rural_assistants.assistant')),
            ],
            options={
                'db_table': 'rural_venture',
            },
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('township', models.UUIDField()),
                ('wanted', models.IntegerField()),
                ('why', models.CharField(max_length=300)),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='rural_assistants.intake')),
            ],
            options={
                'db_table': 'rural_demand',
                'constraints': [models.UniqueConstraint(fields=('intake', 'township'), name='rural_demand_once')],
            },
        ),
        migrations.CreateModel(
            name='VentureSupport',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('measure', models.CharField(max_length=12)),
                ('body', models.CharField(max_length=120)),
                ('asked_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('venture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='rural_assistants.venture')),
            ],
            options={
                'db_table': 'rural_venturesupport',
                'constraints': [models.UniqueConstraint(fields=('venture', 'measure'), name='rural_measure_once')],
            },
        ),
        protect("rural_demand"),
        protect("rural_venture"),
        protect("rural_venturesupport"),
    ]
