"""Messages, addresses and deliveries."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(blank=True, max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('channel', models.CharField(max_length=16)),
                ('sealed', models.BinaryField()),
                ('shown', models.CharField(max_length=60)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'messages_address',
                'constraints': [models.UniqueConstraint(condition=models.Q(('active', True)), fields=('party', 'channel'), name='messages_address_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(blank=True, max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('audience', models.CharField(max_length=8)),
                ('case', models.UUIDField(null=True)),
                ('zh', models.TextField()),
                ('en', models.TextField(blank=True)),
                ('dedupe', models.CharField(max_length=200, unique=True)),
                ('visible_from', models.DateTimeField()),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'messages_message',
                'indexes': [models.Index(fields=['party', '-visible_from'], name='messages_party_box'), models.Index(fields=['office', 'audience', '-visible_from'], name='messages_office_box')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(blank=True, max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('channel', models.CharField(max_length=16)),
                ('done_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='gongbao_messages.address')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='gongbao_messages.message')),
            ],
            options={
                'db_table': 'messages_delivery',
                'constraints': [models.UniqueConstraint(fields=('message', 'channel'), name='messages_delivery_once')],
            },
        ),
        protect("messages_message"),
        protect("messages_address"),
        protect("messages_delivery"),
    ]
