"""Contracts with versions, events and files; keys and identity checks; the evidence log; batches and requests."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


TABLES = ("contract", "contract_version", "contract_event", "contract_file")


def worker_too(table):
    """The worker sees the same rows as the employer: a second policy, joined by OR."""
    rule = "worker = (SELECT gongbao_party())"
    return migrations.RunSQL(
        f'CREATE POLICY "{table}_worker" ON "{table}" USING ({rule}) WITH CHECK ({rule});',
        f'DROP POLICY "{table}_worker" ON "{table}";',
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial"), ("letters", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Assurance',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=60)),
                ('holder', models.CharField(max_length=80)),
                ('valid_to', models.DateField()),
                ('level', models.PositiveSmallIntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_assurance',
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('employer', models.UUIDField()),
                ('title', models.CharField(max_length=80)),
                ('state', models.CharField(default='drafting', max_length=12)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('findings', models.JSONField(default=list)),
                ('report', models.BinaryField(null=True)),
                ('sealing_key', models.BinaryField(null=True)),
                ('sealed_by', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'contract_batch',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('serial', models.CharField(max_length=48, primary_key=True, serialize=False)),
                ('authority', models.CharField(max_length=16)),
                ('sealed', models.BinaryField()),
                ('issued_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'db_table': 'contract_certificate',
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('signature', models.BinaryField()),
                ('stamps', models.JSONField()),
                ('anchors', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_checkpoint',
            },
        ),
        migrations.CreateModel(
            name='HouseKey',
            fields=[
                ('name', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('algorithm', models.CharField(max_length=8)),
                ('sealed', models.BinaryField()),
                ('chain', models.JSONField()),
                ('more', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('last_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'contract_house_key',
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('hash', models.BinaryField()),
            ],
            options={
                'db_table': 'contract_node',
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('voice', models.CharField(max_length=10)),
                ('statement', models.BinaryField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_opinion',
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('office', models.CharField(max_length=16)),
                ('employer', models.UUIDField()),
                ('worker', models.UUIDField()),
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=32, unique=True)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('kind', models.CharField(max_length=16)),
                ('by', models.CharField(default='employer', max_length=8)),
                ('contract_type', models.CharField(max_length=12)),
                ('original', models.UUIDField(null=True)),
                ('batch', models.UUIDField(null=True)),
                ('first_signer', models.CharField(default='employer', max_length=8)),
                ('state', models.CharField(max_length=24)),
                ('fold', models.JSONField()),
                ('due', models.DateField(null=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('sealed', models.BinaryField()),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('employer_agreed_at', models.DateTimeField(null=True)),
                ('worker_agreed_at', models.DateTimeField(null=True)),
                ('explained_at', models.DateTimeField(null=True)),
                ('employer_signed_at', models.DateTimeField(null=True)),
                ('worker_signed_at', models.DateTimeField(null=True)),
                ('effective_at', models.DateTimeField(null=True)),
                ('employer_acknowledged_at', models.DateTimeField(null=True)),
                ('worker_acknowledged_at', models.DateTimeField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('events', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(default='', max_length=64)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract',
                'indexes': [models.Index(fields=['employer', 'created_at'], name='contract_employer'), models.Index(fields=['worker', 'created_at'], name='contract_worker'), models.Index(fields=['office', 'state'], name='contract_office'), models.Index(condition=models.Q(('original__isnull', False)), fields=['original'], name='contract_original'), models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='contract_in_batch')],
            },
        ),
        migrations.CreateModel(
            name='ContractEvent',
            fields=[
                ('office', models.CharField(max_length=16)),
                ('employer', models.UUIDField()),
                ('worker', models.UUIDField()),
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('contract', models.UUIDField()),
                ('sequence', models.PositiveIntegerField()),
                ('action', models.CharField(max_length=32)),
                ('role', models.CharField(max_length=16)),
                ('kind', models.CharField(max_length=24)),
                ('shown', models.CharField(max_length=80)),
                ('body', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('step', models.BooleanField(default=True)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'contract_event',
                'constraints': [models.UniqueConstraint(fields=('contract', 'sequence'), name='contract_event_once')],
            },
        ),
        migrations.CreateModel(
            name='ContractFile',
            fields=[
                ('office', models.CharField(max_length=16)),
                ('employer', models.UUIDField()),
                ('worker', models.UUIDField()),
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('contract', models.UUIDField()),
                ('stage', models.CharField(max_length=12)),
                ('content', models.BinaryField()),
                ('places', models.JSONField(null=True)),
                ('sm3', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_file',
                'indexes': [models.Index(fields=['contract', 'stage', 'at'], name='contract_file_stage')],
            },
        ),
        migrations.CreateModel(
            name='IdentityCheck',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('party', models.UUIDField()),
                ('level', models.PositiveSmallIntegerField()),
                ('method', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('good_until', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_identity_check',
                'indexes': [models.Index(fields=['party', 'good_until'], name='contract_identity_party')],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('officer', models.UUIDField()),
                ('contract', models.UUIDField()),
                ('number', models.CharField(max_length=32)),
                ('proceeding', models.CharField(max_length=20)),
                ('matter', models.CharField(max_length=60)),
                ('purpose', models.CharField(max_length=500)),
                ('state', models.CharField(default='requested', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('decided_by', models.CharField(blank=True, max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('due', models.DateField()),
            ],
            options={
                'db_table': 'contract_inquiry',
                'indexes': [models.Index(fields=['office', 'state'], name='contract_inquiry_office')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('sm3', models.CharField(max_length=64)),
                ('contract', models.UUIDField()),
                ('length', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('index', models.BigIntegerField(null=True, unique=True)),
            ],
            options={
                'db_table': 'contract_log_entry',
                'indexes': [models.Index(fields=['sm3'], name='contract_log_hash'), models.Index(fields=['contract'], name='contract_log_contract'), models.Index(condition=models.Q(('index__isnull', True)), fields=['key'], name='contract_log_waiting')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('party', models.UUIDField()),
                ('name', models.CharField(max_length=120)),
                ('algorithm', models.CharField(max_length=8)),
                ('sealed', models.BinaryField()),
                ('salt', models.BinaryField()),
                ('chain', models.JSONField()),
                ('serial', models.CharField(max_length=48, unique=True)),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('state', models.CharField(default='in_use', max_length=10)),
                ('leak_known_on', models.DateField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('wrong', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'db_table': 'contract_signing_key',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'in_use')), fields=('party',), name='contract_key_one')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('office', models.CharField(max_length=16)),
                ('employer', models.UUIDField()),
                ('worker', models.UUIDField()),
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('contract', models.UUIDField()),
                ('number', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('wish', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'contract_version',
                'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='contract_version_once')],
            },
        ),
        *(protect(table, party="employer") for table in TABLES),
        *(worker_too(table) for table in TABLES),
        protect("contract_batch", party="employer"),
    ]
