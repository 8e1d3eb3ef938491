"""Letters, their files, service and verification."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('value', models.IntegerField(default=0)),
            ],
            options={
                'db_table': 'letters_counter',
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('code', models.CharField(max_length=14, primary_key=True, serialize=False)),
                ('kind_zh', models.CharField(max_length=120)),
                ('kind_en', models.CharField(max_length=120)),
                ('number', models.CharField(max_length=60)),
                ('office', models.CharField(max_length=16)),
                ('dated', models.DateField()),
                ('standing', models.CharField(default='in_force', max_length=12)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'db_table': 'letters_verification',
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=24)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('code', models.CharField(max_length=14, unique=True)),
                ('title_zh', models.CharField(max_length=120)),
                ('title_en', models.CharField(max_length=120)),
                ('addressee', models.CharField(max_length=120)),
                ('body', models.JSONField()),
                ('dated', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=80)),
                ('state', models.CharField(default='issued', max_length=8)),
                ('missing', models.CharField(blank=True, max_length=200)),
                ('standing', models.CharField(default='in_force', max_length=12)),
                ('digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'db_table': 'letters_letter',
                'indexes': [models.Index(fields=['case', 'issued_at'], name='letters_case'), models.Index(condition=models.Q(('state', 'ready'), _negated=True), fields=['state'], name='letters_to_make')],
            },
        ),
        migrations.CreateModel(
            name='LetterFile',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('content', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='letters.letter')),
            ],
            options={
                'db_table': 'letters_file',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('method', models.CharField(max_length=12)),
                ('started_on', models.DateField()),
                ('served_on', models.DateField(null=True)),
                ('acknowledged_by', models.CharField(blank=True, max_length=80)),
                ('evidence', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='letters.letter')),
            ],
            options={
                'db_table': 'letters_delivery',
                'indexes': [models.Index(fields=['letter'], name='letters_delivery_of')],
            },
        ),
        protect("letters_letter"),
        protect("letters_file"),
        protect("letters_delivery"),
    ]
