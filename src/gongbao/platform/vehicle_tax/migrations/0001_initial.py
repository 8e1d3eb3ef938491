"""Insurers, units, keys, systems, the register's copy, items, filings, forms, findings, fees, records, certificates."""

import django.contrib.postgres.fields
import django.db.models.expressions
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='BooksRun',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('period', models.DateField()),
                ('run', models.UUIDField()),
                ('faults', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'vehicle_tax_books_run',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('item', models.CharField(max_length=24, unique=True)),
                ('letter', models.UUIDField()),
                ('number', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=24)),
                ('issued_on', models.DateField()),
            ],
            options={
                'db_table': 'vehicle_tax_certificate',
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('holder', models.UUIDField(db_index=True)),
                ('authority', models.CharField(max_length=16)),
                ('holder_name', models.CharField(max_length=120)),
                ('unit', models.CharField(blank=True, max_length=24)),
                ('secret_hash', models.CharField(max_length=64)),
                ('duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('sandbox', models.BooleanField(default=False)),
                ('account', models.UUIDField(default=gongbao.platform.db.keys.new_key)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=80)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'vehicle_tax_credential',
            },
        ),
        migrations.CreateModel(
            name='FeeClaim',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('year', models.IntegerField()),
                ('base', models.BigIntegerField()),
                ('fee', models.BigIntegerField(default=0)),
                ('rate', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(default='applied', max_length=12)),
                ('slip', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'db_table': 'vehicle_tax_fee_claim',
            },
        ),
        migrations.CreateModel(
            name='PaymentForm',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('filing', models.CharField(db_index=True, max_length=40)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('instrument', models.CharField(max_length=40)),
                ('tax_type', models.CharField(max_length=20)),
                ('amount', models.BigIntegerField()),
                ('remitted_on', models.DateField()),
                ('treasury_reference', models.CharField(max_length=60)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'vehicle_tax_payment_form',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=12)),
                ('day', models.DateField()),
                ('title', models.CharField(max_length=120)),
                ('release', models.CharField(blank=True, max_length=20)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('people', models.IntegerField(default=0)),
                ('text', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'vehicle_tax_record',
            },
        ),
        migrations.CreateModel(
            name='Usage',
            fields=[
                ('credential', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('second', models.BigIntegerField()),
                ('used', models.IntegerField()),
            ],
            options={
                'db_table': 'vehicle_tax_usage',
            },
        ),
        migrations.CreateModel(
            name='Vehicle',
            fields=[
                ('vin_hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('plate', models.CharField(blank=True, max_length=12)),
                ('vehicle_class', models.CharField(max_length=20)),
                ('displacement_ml', models.IntegerField(null=True)),
                ('seats', models.IntegerField(null=True)),
                ('kerb_kg', models.IntegerField(null=True)),
                ('energy', models.CharField(max_length=16)),
                ('standing', models.CharField(default='ordinary', max_length=24)),
                ('bought_on', models.DateField()),
                ('owner_hash', models.CharField(max_length=64)),
                ('paid_through', models.IntegerField(null=True)),
            ],
            options={
                'db_table': 'vehicle_tax_vehicle',
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('reading', models.CharField(max_length=12)),
                ('filing_due', models.DateField()),
                ('filing_late_after', models.DateField()),
                ('remittance_due', models.DateField()),
                ('remittance_late_after', models.DateField()),
                ('filed_on', models.DateField()),
                ('lines', models.IntegerField()),
                ('not_due', models.IntegerField()),
                ('tax', models.BigIntegerField()),
                ('late_fee', models.BigIntegerField()),
                ('remitted', models.BigIntegerField(default=0)),
                ('remitted_on', models.DateField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(default='filed', max_length=12)),
            ],
            options={
                'db_table': 'vehicle_tax_filing',
                'constraints': [models.UniqueConstraint(fields=('party', 'first'), name='vehicle_tax_filing_once'), models.CheckConstraint(condition=models.Q(('remitted__gte', 0), ('remitted__lte', django.db.models.expressions.CombinedExpression(models.F('tax'), '+', models.F('late_fee')))), name='vehicle_tax_filing_not_over')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('period', models.DateField()),
                ('kind', models.CharField(max_length=20)),
                ('amount', models.BigIntegerField(default=0)),
                ('days', models.IntegerField(default=0)),
                ('clause', models.CharField(max_length=24)),
                ('reading', models.CharField(max_length=12)),
                ('found_on', models.DateField()),
                ('case', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'vehicle_tax_finding',
                'constraints': [models.UniqueConstraint(fields=('party', 'period', 'kind'), name='vehicle_tax_finding_once')],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=18, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('operates', models.BooleanField(default=True)),
                ('registered_on', models.DateField()),
            ],
            options={
                'db_table': 'vehicle_tax_institution',
                'constraints': [models.UniqueConstraint(fields=('party',), name='vehicle_tax_institution_party')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=24, unique=True)),
                ('collection', models.CharField(db_index=True, max_length=24)),
                ('unit', models.CharField(blank=True, max_length=24)),
                ('credential', models.CharField(max_length=20)),
                ('system', models.CharField(max_length=110)),
                ('sandbox', models.BooleanField(default=False)),
                ('vin_hash', models.CharField(max_length=64)),
                ('vin_shown', models.CharField(max_length=17)),
                ('plate_shown', models.CharField(blank=True, max_length=12)),
                ('owner_hash', models.CharField(max_length=64)),
                ('owner_sealed', models.BinaryField()),
                ('vehicle_class', models.CharField(max_length=20)),
                ('tax_year', models.IntegerField()),
                ('policy_number', models.CharField(max_length=40)),
                ('outcome', models.CharField(max_length=12)),
                ('tax', models.BigIntegerField()),
                ('late_fee', models.BigIntegerField(default=0)),
                ('proof', models.CharField(blank=True, max_length=120)),
                ('collected_on', models.DateField()),
                ('period', models.DateField()),
                ('answer', models.JSONField()),
                ('state', models.CharField(default='live', max_length=12)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.CharField(blank=True, max_length=200)),
                ('corrects', models.CharField(blank=True, max_length=24)),
                ('filing', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'vehicle_tax_item',
                'indexes': [models.Index(fields=['party', 'period', 'state'], name='vehicle_tax_item_period'), models.Index(fields=['vin_hash', 'tax_year'], name='vehicle_tax_item_vehicle'), models.Index(condition=models.Q(('filing', ''), _negated=True), fields=['filing'], name='vehicle_tax_item_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('late_fee__gte', 0), ('tax__gte', 0)), name='vehicle_tax_item_positive'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not_due'), _negated=True), models.Q(('late_fee', 0), ('tax', 0)), _connector='OR'), name='vehicle_tax_item_nothing_due')],
            },
        ),
        migrations.CreateModel(
            name='PaidYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vin_hash', models.CharField(max_length=64)),
                ('tax_year', models.IntegerField()),
                ('item', models.CharField(max_length=24)),
                ('sandbox', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'vehicle_tax_paid_year',
                'constraints': [models.UniqueConstraint(fields=('vin_hash', 'tax_year', 'sandbox'), name='vehicle_tax_paid_once')],
            },
        ),
        migrations.CreateModel(
            name='System',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('name', models.CharField(max_length=80)),
                ('release', models.CharField(max_length=20)),
                ('change', models.TextField(blank=True)),
                ('applied_on', models.DateField()),
                ('go_live_on', models.DateField()),
                ('technology_passed_on', models.DateField(null=True)),
                ('business_passed_on', models.DateField(null=True)),
                ('accepted_on', models.DateField(null=True)),
                ('state', models.CharField(default='applied', max_length=12)),
            ],
            options={
                'db_table': 'vehicle_tax_system',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'failed'), _negated=True), fields=('party', 'name', 'release'), name='vehicle_tax_system_once')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'vehicle_tax_unit',
                'constraints': [models.UniqueConstraint(fields=('party', 'code'), name='vehicle_tax_unit_code')],
            },
        ),
        protect("vehicle_tax_institution"),
        protect("vehicle_tax_unit"),
        protect("vehicle_tax_system"),
        protect("vehicle_tax_item"),
        protect("vehicle_tax_filing"),
        protect("vehicle_tax_payment_form"),
        protect("vehicle_tax_finding"),
        protect("vehicle_tax_fee_claim"),
        protect("vehicle_tax_books_run"),
        protect("vehicle_tax_record"),
        protect("vehicle_tax_certificate"),
        migrations.RunSQL(
            "ALTER TABLE vehicle_tax_usage SET UNLOGGED", "ALTER TABLE vehicle_tax_usage SET LOGGED"
        ),
    ]
