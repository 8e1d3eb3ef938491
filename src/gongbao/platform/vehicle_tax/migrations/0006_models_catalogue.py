"""The catalogues of models, and the model of a vehicle."""

import gongbao.platform.db.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0005_refunds_are_marked'),
    ]

    operations = [
        migrations.AddField(
            model_name='vehicle',
            name='model',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='ListedModel',
            fields=[
                ('id', models.UUIDField(default=gongbao.platform.db.keys.new_key, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16)),
                ('model', models.CharField(max_length=40)),
                ('maker', models.CharField(max_length=120)),
                ('batch', models.CharField(max_length=40)),
                ('listed_from', models.DateField()),
                ('listed_to', models.DateField(null=True)),
            ],
            options={
                'db_table': 'vehicle_tax_listed_model',
                'constraints': [models.UniqueConstraint(fields=('model', 'kind', 'listed_from'), name='vehicle_tax_listed_once'), models.CheckConstraint(condition=models.Q(('listed_to', None), ('listed_to__gte', models.F('listed_from')), _connector='OR'), name='vehicle_tax_listed_span')],
            },
        ),
    ]
