"""Registrations, assessments, bank records, debit calendar, notices; every row under row security."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='FirmRegistration',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('credit_code', models.CharField(max_length=18, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('payer_type', models.CharField(default='enterprise', max_length=24)),
                ('injury_class', models.CharField(max_length=1)),
                ('injury_float', models.IntegerField(default=100)),
                ('relief_size', models.CharField(default='none', max_length=8)),
                ('registered_on', models.DateField()),
            ],
            options={
                'db_table': 'social_firm',
            },
        ),
        migrations.CreateModel(
            name='FlexibleRegistration',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('person_hash', models.CharField(max_length=64, unique=True)),
                ('person_name', models.CharField(max_length=64)),
                ('person_shown', models.CharField(max_length=24)),
                ('flex_type', models.CharField(max_length=24)),
                ('employs_others', models.BooleanField(default=False)),
                ('insured_by_employer', models.BooleanField(default=False)),
                ('chosen_base', models.BigIntegerField(null=True)),
                ('last_base', models.BigIntegerField()),
                ('joins', models.JSONField(default=list)),
                ('first_month', models.IntegerField()),
                ('last_month', models.IntegerField(null=True)),
                ('registered_on', models.DateField()),
            ],
            options={
                'db_table': 'social_flexible',
            },
        ),
        migrations.CreateModel(
            name='RightsNotice',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('payer_hash', models.CharField(max_length=64)),
                ('month', models.IntegerField()),
                ('item', models.CharField(max_length=40)),
                ('charge', models.CharField(max_length=80, unique=True)),
                ('amount', models.BigIntegerField()),
                ('paid_on', models.DateField()),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'social_rights_notice',
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(null=True)),
                ('payer_hash', models.CharField(max_length=64)),
                ('month', models.IntegerField()),
                ('version', models.IntegerField()),
                ('persons', models.IntegerField()),
                ('total', models.BigIntegerField()),
                ('items', models.JSONField()),
                ('basis', models.JSONField()),
                ('charge_file', models.CharField(blank=True, max_length=60)),
                ('assessed_at', models.DateTimeField()),
                ('assessed_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'social_assessment',
                'indexes': [models.Index(fields=['case'], name='social_assessment_case')],
                'constraints': [models.UniqueConstraint(fields=('payer_hash', 'month', 'version'), name='social_assessment_version')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentLine',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('person_hash', models.CharField(max_length=64)),
                ('person_name', models.CharField(max_length=64)),
                ('person_shown', models.CharField(max_length=24)),
                ('declared_base', models.BigIntegerField()),
                ('parts', models.JSONField()),
                ('amount', models.BigIntegerField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='social_insurance_collection.assessment')),
            ],
            options={
                'db_table': 'social_assessment_line',
            },
        ),
        migrations.CreateModel(
            name='BankRecord',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('bank', models.CharField(max_length=24)),
                ('account_hash', models.CharField(max_length=64)),
                ('account_shown', models.CharField(max_length=40)),
                ('holder_name', models.CharField(max_length=120)),
                ('holder_hash', models.CharField(max_length=64)),
                ('as_of', models.DateField()),
            ],
            options={
                'db_table': 'social_bank_record',
                'constraints': [models.UniqueConstraint(fields=('bank', 'account_hash'), name='social_bank_account_once')],
            },
        ),
        migrations.CreateModel(
            name='DebitDay',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('month', models.IntegerField()),
                ('day', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'social_debit_day',
                'indexes': [models.Index(fields=['month'], name='social_debit_month')],
            },
        ),
        migrations.CreateModel(
            name='Declared',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('version', models.IntegerField()),
                ('month', models.IntegerField()),
                ('persons', models.IntegerField()),
                ('sealed', models.BinaryField()),
                ('sent_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'social_declared',
                'constraints': [models.UniqueConstraint(fields=('case', 'version'), name='social_declared_version')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('base', models.BigIntegerField()),
                ('registered_on', models.DateField()),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='social_insurance_collection.firmregistration')),
            ],
            options={
                'db_table': 'social_project',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('charge', models.CharField(max_length=80)),
                ('reminded_on', models.DateField()),
                ('late_fee', models.BigIntegerField()),
            ],
            options={
                'db_table': 'social_reminder',
                'constraints': [models.UniqueConstraint(fields=('charge', 'reminded_on'), name='social_reminded_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Insured',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('person_hash', models.CharField(max_length=64)),
                ('person_name', models.CharField(max_length=64)),
                ('person_shown', models.CharField(max_length=24)),
                ('declared_base', models.BigIntegerField()),
                ('rural_household', models.BooleanField()),
                ('first_month', models.IntegerField()),
                ('last_month', models.IntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insured', to='social_insurance_collection.firmregistration')),
            ],
            options={
                'db_table': 'social_insured',
                'indexes': [models.Index(fields=['firm', 'first_month'], name='social_insured_firm')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('last_month', None)), fields=('firm', 'person_hash'), name='social_one_open_stretch')],
            },
        ),
        protect("social_firm"),
        protect("social_insured"),
        protect("social_flexible"),
        protect("social_project"),
        protect("social_bank_record"),
        protect("social_assessment"),
        protect("social_assessment_line"),
        protect("social_declared"),
        protect("social_rights_notice"),
        protect("social_reminder"),
    ]
