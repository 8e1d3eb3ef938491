"""What a loan's guarantor and bank are asked and what they decide."""

import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('flexible_employment', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LoanStep',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('party', models.UUIDField(null=True)),
                ('case', models.UUIDField()),
                ('number', models.CharField(max_length=24)),
                ('kind', models.CharField(max_length=12)),
                ('institution', models.CharField(max_length=120)),
                ('applicant', models.CharField(max_length=64)),
                ('asked', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('due', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=12)),
                ('why', models.JSONField(default=list)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'flexible_loan_step',
                'indexes': [models.Index(fields=['party', 'decided_at'], name='flexible_loan_party')],
                'constraints': [models.UniqueConstraint(fields=('case', 'kind'), name='flexible_loan_once')],
            },
        ),
        protect("flexible_loan_step"),
    ]
