"""Registrations, rights, months and runs, vacancies, lists, complaints; every row of a case under row security."""

import django.contrib.postgres.fields
import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('scheme', models.CharField(max_length=12)),
                ('purpose', models.CharField(max_length=200)),
                ('people', models.IntegerField()),
                ('looked_at', models.DateTimeField()),
                ('looked_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'flexible_look',
            },
        ),
        migrations.CreateModel(
            name='Given',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('service', models.CharField(max_length=16)),
                ('given_on', models.DateField()),
            ],
            options={
                'db_table': 'flexible_given',
                'indexes': [models.Index(fields=['office', 'given_on'], name='flexible_given_office')],
            },
        ),
        migrations.CreateModel(
            name='Grievance',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=24)),
                ('firm_name', models.CharField(max_length=120)),
                ('matter', models.CharField(max_length=12)),
                ('statement_sealed', models.BinaryField()),
                ('received_at', models.DateTimeField()),
                ('due', models.DateField(null=True)),
                ('answer_sealed', models.BinaryField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('late', models.BooleanField(default=False)),
                ('result', models.CharField(blank=True, max_length=16)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'flexible_grievance',
                'indexes': [models.Index(fields=['party', 'answered_at'], name='flexible_grievance_firm')],
            },
        ),
        migrations.CreateModel(
            name='Lending',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('borrower', models.UUIDField()),
                ('lender_name', models.CharField(max_length=120)),
                ('borrower_name', models.CharField(max_length=120)),
                ('people', models.IntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('terms', models.JSONField()),
                ('state', models.CharField(default='offered', max_length=10)),
                ('offered_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'flexible_lending',
                'indexes': [models.Index(fields=['borrower'], name='flexible_lending_borrower')],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('code', models.CharField(max_length=40)),
                ('version', models.IntegerField()),
                ('title', models.CharField(max_length=120)),
                ('data', models.JSONField(default=dict)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=80)),
                ('replaced_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'flexible_listing',
                'indexes': [models.Index(fields=['kind', 'replaced_at', 'title'], name='flexible_listing_kind')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'code', 'version'), name='flexible_listing_version'), models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('kind', 'code'), name='flexible_listing_current')],
            },
        ),
        migrations.CreateModel(
            name='Pilot',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('district', models.CharField(max_length=16)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('month_amount', models.BigIntegerField()),
                ('months', models.IntegerField()),
                ('document', models.CharField(max_length=80)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'flexible_pilot',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('district',), name='flexible_one_open_pilot')],
            },
        ),
        migrations.CreateModel(
            name='Entitled',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('scheme', models.CharField(max_length=12)),
                ('max_months', models.IntegerField()),
                ('term_ends_on', models.DateField(null=True)),
                ('account_sealed', models.BinaryField()),
                ('account_shown', models.CharField(max_length=40)),
                ('payee_name', models.CharField(max_length=64)),
                ('granted_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('pilot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entitled', to='flexible_employment.pilot')),
            ],
            options={
                'db_table': 'flexible_entitled',
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('month', models.IntegerField()),
                ('scheme', models.CharField(max_length=24)),
                ('state', models.CharField(default='drawn', max_length=12)),
                ('people', models.IntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('drawn_by', models.CharField(max_length=80)),
                ('drawn_at', models.DateTimeField()),
                ('approved_by', models.CharField(blank=True, max_length=80)),
                ('request', models.UUIDField(null=True)),
                ('batches', models.JSONField(default=list)),
                ('unsent', models.JSONField(default=list)),
            ],
            options={
                'db_table': 'flexible_run',
                'constraints': [models.UniqueConstraint(fields=('office', 'month', 'scheme'), name='flexible_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Month',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('month', models.IntegerField()),
                ('outcome', models.CharField(max_length=12)),
                ('amount', models.BigIntegerField()),
                ('parts', models.JSONField(default=dict)),
                ('why', models.JSONField(default=list)),
                ('entitlement', models.UUIDField(null=True)),
                ('entitled', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='months', to='flexible_employment.entitled')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='months', to='flexible_employment.run')),
            ],
            options={
                'db_table': 'flexible_month',
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('kind', models.CharField(max_length=12)),
                ('certificate', models.CharField(blank=True, max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('why_ended', models.CharField(blank=True, max_length=12)),
                ('work_kind', models.CharField(blank=True, max_length=24)),
                ('details', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'flexible_standing',
                'indexes': [models.Index(fields=['party', 'starts_on'], name='flexible_standing_party'), models.Index(fields=['case'], name='flexible_standing_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None), ('superseded_at', None)), fields=('party',), name='flexible_one_standing')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=12)),
                ('data', models.JSONField()),
                ('stated_on', models.DateField()),
                ('stated_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'flexible_statement',
                'indexes': [models.Index(fields=['party', 'kind'], name='flexible_statement_party')],
            },
        ),
        migrations.CreateModel(
            name='Vacancy',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('firm', models.UUIDField()),
                ('firm_name', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=80)),
                ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('district', models.CharField(max_length=16)),
                ('pay', models.IntegerField()),
                ('hours', models.IntegerField()),
                ('places', models.IntegerField(default=1)),
                ('open_until', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'flexible_vacancy',
                'indexes': [models.Index(fields=['firm'], name='flexible_vacancy_firm')],
            },
        ),
        migrations.CreateModel(
            name='VacancySkill',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('skill', models.CharField(max_length=30)),
                ('district', models.CharField(max_length=16)),
                ('pay', models.IntegerField()),
                ('hours', models.IntegerField()),
                ('open_until', models.DateField()),
                ('vacancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wanted', to='flexible_employment.vacancy')),
            ],
            options={
                'db_table': 'flexible_vacancy_skill',
            },
        ),
        migrations.AddIndex(
            model_name='entitled',
            index=models.Index(fields=['office', 'stopped_at'], name='flexible_entitled_office'),
        ),
        migrations.AddIndex(
            model_name='month',
            index=models.Index(fields=['party', 'month'], name='flexible_month_party'),
        ),
        migrations.AddConstraint(
            model_name='month',
            constraint=models.UniqueConstraint(fields=('entitled', 'month'), name='flexible_month_once'),
        ),
        migrations.AddConstraint(
            model_name='month',
            constraint=models.UniqueConstraint(condition=models.Q(('amount__gt', 0)), fields=('party', 'month'), name='flexible_month_one_subsidy'),
        ),
        migrations.AddIndex(
            model_name='vacancyskill',
            index=models.Index(fields=['skill', 'district', '-pay'], include=('vacancy', 'hours', 'open_until'), name='flexible_skill_district'),
        ),
        protect("flexible_standing"),
        protect("flexible_pilot"),
        protect("flexible_entitled"),
        protect("flexible_run"),
        protect("flexible_month"),
        protect("flexible_lending"),
        protect("flexible_grievance"),
        protect("flexible_given"),
        protect("flexible_statement"),
        protect("flexible_look"),
    ]
