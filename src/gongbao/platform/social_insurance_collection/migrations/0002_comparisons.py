"""What the last comparison of registrations found stands in a table; a month's assessments have an index."""

import gongbao.platform.db.keys
from django.db import migrations, models


from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('social_insurance_collection', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mismatch',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('payer_hash', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=64)),
                ('shown', models.CharField(max_length=24)),
                ('bank', models.CharField(blank=True, max_length=24)),
                ('account', models.CharField(blank=True, max_length=40)),
                ('why', models.CharField(max_length=12)),
                ('month', models.IntegerField()),
                ('found_on', models.DateField()),
            ],
            options={
                'db_table': 'social_mismatch',
            },
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['month'], name='social_assessment_month'),
        ),
        protect("social_mismatch"),
    ]
