"""Public notices, the cases in them, their history and objections."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=60, unique=True)),
                ('office', models.CharField(max_length=16)),
                ('room', models.CharField(max_length=40)),
                ('clause', models.CharField(blank=True, max_length=60)),
                ('title_zh', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('columns', models.JSONField()),
                ('rows', models.JSONField()),
                ('row_count', models.IntegerField()),
                ('published_at', models.DateTimeField()),
                ('published_on', models.DateField()),
                ('days', models.IntegerField()),
                ('pauses', models.JSONField(default=list)),
                ('last_day', models.DateField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('state', models.CharField(default='open', max_length=12)),
                ('content_hash', models.CharField(max_length=64)),
                ('objections_total', models.IntegerField(default=0)),
                ('objections_open', models.IntegerField(default=0)),
                ('keep_until', models.DateField(null=True)),
                ('personal_removed_at', models.DateTimeField(null=True)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='notices.notice')),
            ],
            options={
                'db_table': 'notices_notice',
            },
        ),
        migrations.CreateModel(
            name='NoticeCase',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('case', models.UUIDField()),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('row', models.IntegerField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='notices.notice')),
            ],
            options={
                'db_table': 'notices_case',
            },
        ),
        migrations.CreateModel(
            name='NoticeEvent',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=24)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('detail', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='notices.notice')),
            ],
            options={
                'db_table': 'notices_event',
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=80, unique=True)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField()),
                ('row', models.IntegerField(default=0)),
                ('text', models.TextField()),
                ('evidence', models.JSONField(default=list)),
                ('name_sealed', models.BinaryField(null=True)),
                ('contact_sealed', models.BinaryField(null=True)),
                ('received_at', models.DateTimeField()),
                ('due', models.DateField(null=True)),
                ('state', models.CharField(default='open', max_length=12)),
                ('reasons', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.CharField(blank=True, max_length=80)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='notices.notice')),
            ],
            options={
                'db_table': 'notices_objection',
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['office', '-published_at'], name='notices_office_published'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('personal_removed_at__isnull', True)), fields=['keep_until'], name='notices_to_clear'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'suspended', 'withdrawn', 'corrected'])), name='notices_state'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('objections_open__gte', 0)), name='notices_objections_counted'),
        ),
        migrations.AddIndex(
            model_name='noticecase',
            index=models.Index(fields=['case'], name='notices_case_of'),
        ),
        migrations.AddConstraint(
            model_name='noticecase',
            constraint=models.UniqueConstraint(fields=('notice', 'case'), name='notices_case_once'),
        ),
        migrations.AddIndex(
            model_name='objection',
            index=models.Index(fields=['office', 'state', 'due'], name='notices_objection_queue'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'upheld', 'partly', 'rejected'])), name='notices_objection_state'),
        ),
        protect("notices_case"),
        protect("notices_objection"),
    ]
