"""The ledger, slots, fund requests, allocations, payments and receipts."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('ref', models.CharField(max_length=160, unique=True)),
                ('kind', models.CharField(max_length=24)),
                ('fund', models.CharField(max_length=40)),
                ('case', models.UUIDField(db_index=True, null=True)),
                ('memo', models.CharField(blank=True, max_length=200)),
                ('booked_at', models.DateTimeField()),
                ('booked_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'funds_posting',
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=160, unique=True)),
                ('kind', models.CharField(max_length=24)),
                ('owner', models.CharField(blank=True, max_length=80)),
                ('limit', models.BigIntegerField(null=True)),
                ('floor', models.BigIntegerField(null=True)),
                ('balance', models.BigIntegerField(default=0)),
            ],
            options={
                'db_table': 'funds_account',
                'constraints': [models.CheckConstraint(condition=models.Q(('limit__isnull', True), ('balance__lte', models.F('limit')), _connector='OR'), name='funds_account_within_limit'), models.CheckConstraint(condition=models.Q(('floor__isnull', True), ('balance__gte', models.F('floor')), _connector='OR'), name='funds_account_above_floor')],
            },
        ),
        migrations.CreateModel(
            name='Entitlement',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('ref', models.CharField(max_length=160, unique=True)),
                ('number', models.CharField(max_length=40)),
                ('scheme', models.CharField(max_length=40)),
                ('fund', models.CharField(max_length=40)),
                ('payee_name', models.CharField(max_length=120)),
                ('asked', models.BigIntegerField()),
                ('granted', models.BigIntegerField()),
                ('clause', models.CharField(blank=True, max_length=60)),
                ('granted_at', models.DateTimeField()),
                ('cap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.account')),
            ],
            options={
                'db_table': 'funds_entitlement',
            },
        ),
        migrations.CreateModel(
            name='FundRequest',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('scheme', models.CharField(max_length=40)),
                ('fund', models.CharField(max_length=40)),
                ('month', models.IntegerField()),
                ('state', models.CharField(default='draft', max_length=16)),
                ('count', models.IntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('late', models.BooleanField(default=False)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by', models.CharField(blank=True, max_length=80)),
                ('approved_by', models.CharField(blank=True, max_length=80)),
                ('city_document', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'db_table': 'funds_request',
                'constraints': [models.UniqueConstraint(fields=('office', 'scheme', 'month'), name='funds_request_month')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('fund', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=16)),
                ('office', models.CharField(blank=True, max_length=16)),
                ('quarter', models.CharField(blank=True, max_length=8)),
                ('document', models.CharField(blank=True, max_length=80)),
                ('amount', models.BigIntegerField()),
                ('state', models.CharField(max_length=12)),
                ('queued_at', models.DateTimeField()),
                ('posted_at', models.DateTimeField(null=True)),
                ('request', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfer', to='funds.fundrequest')),
            ],
            options={
                'db_table': 'funds_allocation',
            },
        ),
        migrations.CreateModel(
            name='FundRequestItem',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('amount', models.BigIntegerField()),
                ('live', models.BooleanField(default=True)),
                ('entitlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='funds.entitlement')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='funds.fundrequest')),
            ],
            options={
                'db_table': 'funds_request_item',
            },
        ),
        migrations.CreateModel(
            name='PaymentBatch',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('scheme', models.CharField(max_length=40)),
                ('fund', models.CharField(max_length=40)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('state', models.CharField(default='planned', max_length=12)),
                ('layout', models.CharField(max_length=24)),
                ('count', models.IntegerField()),
                ('total', models.BigIntegerField()),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('prepared_by', models.CharField(max_length=80)),
                ('released_by', models.CharField(blank=True, max_length=80)),
                ('planned_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='funds.fundrequest')),
            ],
            options={
                'db_table': 'funds_payment_batch',
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=40, unique=True)),
                ('amount', models.BigIntegerField()),
                ('payee_name', models.CharField(max_length=120)),
                ('bank', models.CharField(max_length=24)),
                ('account_sealed', models.BinaryField()),
                ('account_hash', models.CharField(max_length=64)),
                ('account_shown', models.CharField(max_length=40)),
                ('state', models.CharField(default='planned', max_length=12)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('settled_on', models.DateField(null=True)),
                ('entitlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funds.entitlement')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='funds.payment')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funds.paymentbatch')),
            ],
            options={
                'db_table': 'funds_payment',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('amount', models.BigIntegerField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='funds.account')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='funds.posting')),
            ],
            options={
                'db_table': 'funds_entry',
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('outcome', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('bank_reference', models.CharField(blank=True, max_length=60)),
                ('settled_on', models.DateField()),
                ('file_digest', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField()),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='funds.payment')),
            ],
            options={
                'db_table': 'funds_receipt',
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, unique=True)),
                ('limit', models.IntegerField()),
                ('used', models.IntegerField(default=0)),
            ],
            options={
                'db_table': 'funds_slot',
                'constraints': [models.CheckConstraint(condition=models.Q(('used__gte', 0), ('used__lte', models.F('limit'))), name='funds_slot_within_limit')],
            },
        ),
        migrations.CreateModel(
            name='SlotClaim',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('holder', models.CharField(max_length=80)),
                ('shown', models.CharField(max_length=80)),
                ('claimed_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='funds.slot')),
            ],
            options={
                'db_table': 'funds_slot_claim',
            },
        ),
        migrations.CreateModel(
            name='UseRecord',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField(null=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('use', models.CharField(max_length=60)),
                ('amount', models.BigIntegerField()),
                ('month', models.IntegerField()),
                ('evidence', models.JSONField(default=list)),
                ('flagged', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'funds_use',
                'indexes': [models.Index(fields=['case'], name='funds_use_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_use_positive')],
            },
        ),
        migrations.AddIndex(
            model_name='entitlement',
            index=models.Index(fields=['case'], name='funds_entitlement_case'),
        ),
        migrations.AddIndex(
            model_name='entitlement',
            index=models.Index(fields=['cap'], name='funds_entitlement_cap_of'),
        ),
        migrations.AddConstraint(
            model_name='entitlement',
            constraint=models.CheckConstraint(condition=models.Q(('granted__gte', 0), ('granted__lte', models.F('asked'))), name='funds_granted_within_asked'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'preallocation')), fields=('fund', 'document'), name='funds_preallocated_once'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_allocation_positive'),
        ),
        migrations.AddIndex(
            model_name='fundrequestitem',
            index=models.Index(fields=['case'], name='funds_item_case'),
        ),
        migrations.AddConstraint(
            model_name='fundrequestitem',
            constraint=models.UniqueConstraint(condition=models.Q(('live', True)), fields=('entitlement',), name='funds_requested_once'),
        ),
        migrations.AddConstraint(
            model_name='fundrequestitem',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_item_positive'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['case'], name='funds_payment_case'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['office', 'state'], name='funds_payment_office_state'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_payment_positive'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'sent', 'paid', 'returned'])), name='funds_payment_state'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'returned'), _negated=True), fields=('entitlement',), name='funds_paid_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='funds_entry_moves_money'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['case'], name='funds_receipt_case'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('payment', 'outcome'), name='funds_receipt_once'),
        ),
        migrations.AddIndex(
            model_name='slotclaim',
            index=models.Index(fields=['holder'], name='funds_claim_holder'),
        ),
        migrations.AddConstraint(
            model_name='slotclaim',
            constraint=models.UniqueConstraint(condition=models.Q(('released_at__isnull', True)), fields=('slot', 'holder'), name='funds_claim_once'),
        ),
        protect("funds_entitlement"),
        protect("funds_request_item"),
        protect("funds_payment"),
        protect("funds_receipt"),
        protect("funds_use"),
        # Rows of an office and no party: a row's own key is nobody's party.
        protect("funds_request", party="id"),
        protect("funds_payment_batch", party="id"),
    ]
