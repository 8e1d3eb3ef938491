"""Signed certificates and the keys that sign them."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('personnel_archives', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signed',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('letter', models.UUIDField(unique=True)),
                ('code', models.CharField(max_length=14)),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'archives_signed',
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('sealed', models.BinaryField()),
                ('chain', models.JSONField(default=list)),
            ],
            options={
                'db_table': 'archives_signing_key',
                'constraints': [models.UniqueConstraint(fields=('office',), name='archives_key_once')],
            },
        ),
        protect("archives_signed"),
        protect("archives_signing_key"),
    ]
