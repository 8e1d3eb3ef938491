"""The registers, readable and writable by the system only: services decide who learns what."""

import django.contrib.postgres.fields
import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import drop_like_indexes

TABLES = (
    "dispatchfirm", "earlierscheme", "firmsize", "graduate", "hardtoemploy", "insuredfirm", "insuredmonth",
    "parkedrow", "recognisedfirm", "subject", "trainingsubsidy", "unemployedspell",
)  # fmt: skip
RULE = "(SELECT gongbao_sees_all())"


def close(table: str) -> migrations.RunSQL:
    """Put a table under row security that opens to the system and to nobody else."""
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;'
        f'CREATE POLICY "{table}_system" ON "{table}" USING ({RULE}) WITH CHECK ({RULE});',
        f'DROP POLICY "{table}_system" ON "{table}"; ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;'
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY;',
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('fingerprint', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('number_sealed', models.BinaryField()),
                ('name', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=32)),
                ('source', models.CharField(max_length=120)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('covers_from', models.DateField(null=True)),
                ('covers_to', models.DateField(null=True)),
                ('as_of', models.DateField()),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.UUIDField(null=True)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('withdrawn', models.PositiveIntegerField(default=0)),
                ('faulty', models.PositiveIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'imported_at'], name='registers_batch_kind')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'digest'), name='registers_batch_once')],
            },
        ),
        migrations.CreateModel(
            name='DispatchFirm',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('firm', models.CharField(db_index=True, max_length=18)),
                ('licence', models.CharField(blank=True, max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_dispatchfirm_current')],
            },
        ),
        migrations.CreateModel(
            name='EarlierScheme',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(db_index=True, max_length=64)),
                ('firm', models.CharField(blank=True, max_length=18)),
                ('month', models.IntegerField(null=True)),
                ('scheme', models.CharField(blank=True, max_length=80)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_earlierscheme_current')],
            },
        ),
        migrations.CreateModel(
            name='FirmSize',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('firm', models.CharField(db_index=True, max_length=18)),
                ('on_day', models.DateField()),
                ('trade', models.CharField(blank=True, max_length=40)),
                ('staff', models.IntegerField(null=True)),
                ('revenue_fen', models.BigIntegerField(null=True)),
                ('assets_fen', models.BigIntegerField(null=True)),
                ('size_class', models.CharField(blank=True, max_length=8)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_firmsize_current')],
            },
        ),
        migrations.CreateModel(
            name='Graduate',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(db_index=True, max_length=64)),
                ('graduated_on', models.DateField()),
                ('school', models.CharField(blank=True, max_length=80)),
                ('school_in_beijing', models.BooleanField(null=True)),
                ('household_in_beijing', models.BooleanField(null=True)),
                ('level', models.CharField(max_length=24)),
                ('class_kind', models.CharField(blank=True, max_length=24)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_graduate_current')],
            },
        ),
        migrations.CreateModel(
            name='HardToEmploy',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(db_index=True, max_length=64)),
                ('category', models.CharField(max_length=40)),
                ('applied_on', models.DateField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('refused_on', models.DateField(null=True)),
                ('office', models.CharField(blank=True, max_length=80)),
                ('due_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_hardtoemploy_current')],
            },
        ),
        migrations.CreateModel(
            name='InsuredFirm',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('firm', models.CharField(db_index=True, max_length=18)),
                ('office', models.CharField(max_length=16)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_insuredfirm_current')],
            },
        ),
        migrations.CreateModel(
            name='InsuredMonth',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(max_length=64)),
                ('firm', models.CharField(max_length=18)),
                ('month', models.IntegerField()),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('paid_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('paid', models.BooleanField()),
                ('paid_on', models.DateField(null=True)),
                ('base_fen', models.BigIntegerField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['person', 'month'], name='registers_insured_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_insuredmonth_current')],
            },
        ),
        migrations.CreateModel(
            name='ParkedRow',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=60)),
                ('what', models.JSONField()),
                ('mend', models.JSONField()),
                ('raw_sealed', models.BinaryField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.UUIDField(null=True)),
                ('settled_how', models.CharField(blank=True, choices=[('mended', '已更正'), ('dropped', '已作废')], max_length=8)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parked', to='registers.batch')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'row'], name='registers_parked_row')],
            },
        ),
        migrations.CreateModel(
            name='RecognisedFirm',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('firm', models.CharField(db_index=True, max_length=18)),
                ('list_batch', models.PositiveSmallIntegerField()),
                ('office', models.CharField(max_length=16)),
                ('industry', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_recognisedfirm_current')],
            },
        ),
        migrations.CreateModel(
            name='TrainingSubsidy',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(db_index=True, max_length=64)),
                ('policy', models.CharField(max_length=80)),
                ('year', models.IntegerField()),
                ('scheme', models.CharField(blank=True, max_length=80)),
                ('enjoyed_on', models.DateField(null=True)),
                ('amount_fen', models.BigIntegerField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_trainingsubsidy_current')],
            },
        ),
        migrations.CreateModel(
            name='UnemployedSpell',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('identity', models.UUIDField()),
                ('content', models.UUIDField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('person', models.CharField(db_index=True, max_length=64)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.batch')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('identity',), name='registers_unemployedspell_current')],
            },
        ),
        *(close(f"registers_{table}") for table in TABLES),
        drop_like_indexes(*(f"registers_{table}" for table in TABLES)),
    ]
