"""Who signed a letter, and the keys that sign."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('chain', models.JSONField(default=list)),
            ],
            options={
                'db_table': 'letters_signing_key',
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='signed_by',
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
