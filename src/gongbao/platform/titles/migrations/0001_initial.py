"""Bodies, rounds, experts, applications, meetings, draws, ballots, certificates; every row under row security."""

import django.contrib.postgres.fields
import django.db.models.deletion
import gongbao.platform.db.keys
import uuid
from django.db import migrations, models

from gongbao.platform.db.security import drop_like_indexes, protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=24)),
                ('room', models.CharField(max_length=40)),
                ('body', models.UUIDField()),
                ('employer', models.UUIDField()),
                ('employer_code', models.CharField(max_length=18)),
                ('employer_name', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=64)),
                ('born_year', models.PositiveSmallIntegerField(null=True)),
                ('title', models.CharField(max_length=40)),
                ('speciality', models.CharField(max_length=60)),
                ('avoid', models.JSONField(default=list)),
                ('submitted_on', models.DateField()),
                ('voted_on', models.DateField(null=True)),
                ('passed', models.BooleanField(null=True)),
                ('notice', models.CharField(blank=True, max_length=60)),
                ('notice_row', models.PositiveIntegerField(default=0)),
            ],
            options={
                'db_table': 'titles_application',
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('holder', models.UUIDField()),
                ('post', models.CharField(max_length=60)),
                ('from_on', models.DateField()),
            ],
            options={
                'db_table': 'titles_appointment',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('letter', models.UUIDField()),
                ('code', models.CharField(max_length=14, unique=True)),
                ('number', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=64)),
                ('room', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=40)),
                ('speciality', models.CharField(max_length=60)),
                ('voted_on', models.DateField()),
                ('issued_on', models.DateField()),
                ('revoked_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'titles_certificate',
            },
        ),
        migrations.CreateModel(
            name='Fraud',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('reason', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('until', models.DateField()),
            ],
            options={
                'db_table': 'titles_fraud',
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('item', models.UUIDField()),
                ('office', models.CharField(default='nobody', max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=64)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'titles_ballot',
                'constraints': [models.UniqueConstraint(fields=('item', 'code'), name='titles_ballot_once')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=16)),
                ('authority', models.JSONField()),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('state', models.CharField(default='active', max_length=12)),
            ],
            options={
                'db_table': 'titles_body',
                'constraints': [models.UniqueConstraint(fields=('party',), name='titles_body_once')],
            },
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('item', models.UUIDField()),
                ('office', models.CharField(default='nobody', max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'titles_code',
                'constraints': [models.UniqueConstraint(fields=('item', 'code'), name='titles_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Counted',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('item', models.UUIDField()),
                ('office', models.CharField(default='nobody', max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('choice', models.CharField(max_length=8)),
            ],
            options={
                'db_table': 'titles_counted',
                'indexes': [models.Index(fields=['item'], name='titles_counted_item')],
            },
        ),
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=8, unique=True)),
                ('name', models.CharField(max_length=64)),
                ('employer_code', models.CharField(blank=True, max_length=18)),
                ('employer_name', models.CharField(blank=True, max_length=120)),
                ('specialities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('title', models.CharField(max_length=40)),
                ('source', models.UUIDField()),
                ('term_from', models.DateField()),
                ('term_to', models.DateField()),
                ('suspended_until', models.DateField(null=True)),
                ('removed', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'db_table': 'titles_expert',
                'constraints': [models.UniqueConstraint(fields=('party',), name='titles_expert_once')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('room', models.CharField(max_length=40)),
                ('purpose', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=160)),
                ('speciality', models.CharField(blank=True, max_length=60)),
                ('held_on', models.DateField()),
                ('size', models.PositiveSmallIntegerField()),
                ('minutes', models.UUIDField(null=True)),
                ('minutes_code', models.CharField(blank=True, max_length=14)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='titles.body')),
            ],
            options={
                'db_table': 'titles_meeting',
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('token_key', models.TextField(blank=True)),
                ('seal_key', models.TextField(blank=True)),
                ('closed_by', models.CharField(blank=True, max_length=40)),
                ('close_reason', models.CharField(blank=True, max_length=200)),
                ('attending', models.PositiveSmallIntegerField(default=0)),
                ('recused', models.PositiveSmallIntegerField(default=0)),
                ('in_favour', models.PositiveSmallIntegerField(default=0)),
                ('against', models.PositiveSmallIntegerField(default=0)),
                ('abstained', models.PositiveSmallIntegerField(default=0)),
                ('uncast', models.PositiveSmallIntegerField(default=0)),
                ('needed', models.PositiveSmallIntegerField(default=0)),
                ('terms', models.JSONField(default=dict)),
                ('passed', models.BooleanField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='titles.application')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='titles.meeting')),
            ],
            options={
                'db_table': 'titles_item',
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('why', models.CharField(blank=True, max_length=200)),
                ('announcement', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('announced_at', models.DateTimeField()),
                ('position', models.BigIntegerField(null=True)),
                ('root', models.CharField(blank=True, max_length=64)),
                ('members', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('reserves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='titles.meeting')),
            ],
            options={
                'db_table': 'titles_draw',
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('kind', models.CharField(max_length=12)),
                ('reason', models.TextField()),
                ('on', models.DateField()),
                ('due', models.DateField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='titles.body')),
            ],
            options={
                'db_table': 'titles_order',
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('room', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('titles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('specialities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('cut_off', models.DateField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='titles.body')),
            ],
            options={
                'db_table': 'titles_round',
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='titles.round'),
        ),
        migrations.AddField(
            model_name='application',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='titles.round'),
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=8)),
                ('state', models.CharField(default='invited', max_length=10)),
                ('instead_of', models.CharField(blank=True, max_length=8)),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='titles.expert')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='titles.meeting')),
            ],
            options={
                'db_table': 'titles_seat',
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('why', models.CharField(max_length=12)),
                ('by', models.CharField(max_length=10)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='titles.item')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='titles.seat')),
            ],
            options={
                'db_table': 'titles_recusal',
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('score', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='titles.item')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='titles.seat')),
            ],
            options={
                'db_table': 'titles_opinion',
            },
        ),
        migrations.CreateModel(
            name='Issued',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('blinded', models.CharField(max_length=64)),
                ('signed', models.BinaryField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issued', to='titles.item')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issued', to='titles.seat')),
            ],
            options={
                'db_table': 'titles_issued',
            },
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='titles_item_number'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('meeting', 'application'), name='titles_item_once'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='titles_draw_number'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['room', 'opens_on'], name='titles_round_room'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='titles_round_days'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['employer'], name='titles_application_employer'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['body', 'room'], name='titles_application_body'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='titles_seat_number'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('meeting', 'expert'), name='titles_seat_once'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(fields=('item', 'seat'), name='titles_recusal_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('item', 'seat'), name='titles_opinion_once'),
        ),
        migrations.AddConstraint(
            model_name='issued',
            constraint=models.UniqueConstraint(fields=('item', 'seat'), name='titles_issued_once'),
        ),
        protect("titles_body"),
        protect("titles_order"),
        protect("titles_round"),
        protect("titles_expert"),
        protect("titles_application"),
        protect("titles_meeting"),
        protect("titles_draw"),
        protect("titles_seat"),
        protect("titles_item"),
        protect("titles_recusal"),
        protect("titles_opinion"),
        protect("titles_issued"),
        protect("titles_ballot"),
        protect("titles_counted"),
        protect("titles_code"),
        protect("titles_certificate"),
        protect("titles_fraud"),
        protect("titles_appointment"),
        drop_like_indexes("titles_expert", "titles_certificate"),
    ]
