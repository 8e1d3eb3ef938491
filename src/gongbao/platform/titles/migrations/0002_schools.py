"""Schools with their posts and panels, and applications for initial titles; every row under row security."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('titles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='School',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('name', models.CharField(max_length=120)),
                ('public', models.BooleanField()),
                ('staff', models.PositiveIntegerField()),
                ('full_places', models.PositiveSmallIntegerField(default=0)),
                ('checked_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'titles_school',
                'constraints': [models.UniqueConstraint(fields=('party',), name='titles_school_once')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('level', models.CharField(max_length=8)),
                ('posts', models.PositiveSmallIntegerField()),
                ('held', models.PositiveSmallIntegerField()),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='titles.school')),
            ],
            options={
                'db_table': 'titles_post',
                'constraints': [models.UniqueConstraint(fields=('school', 'level'), name='titles_post_once')],
            },
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=16)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panel', to='titles.school')),
            ],
            options={
                'db_table': 'titles_panel_member',
                'constraints': [models.UniqueConstraint(fields=('school', 'name'), name='titles_panel_member_once')],
            },
        ),
        migrations.CreateModel(
            name='Initial',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=24)),
                ('employer', models.UUIDField()),
                ('name', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=40)),
                ('speciality', models.CharField(max_length=60)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='initial', to='titles.school')),
            ],
            options={
                'db_table': 'titles_initial',
                'indexes': [models.Index(fields=['employer'], name='titles_initial_employer')],
            },
        ),
        protect("titles_school"),
        protect("titles_post"),
        protect("titles_panel_member"),
        protect("titles_initial"),
    ]
