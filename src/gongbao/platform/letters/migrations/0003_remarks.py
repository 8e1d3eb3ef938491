"""What happened since to a letter that still holds, told to whoever verifies it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_signing'),
    ]

    operations = [
        migrations.AddField(
            model_name='verification',
            name='remark_en',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='verification',
            name='remark_zh',
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
