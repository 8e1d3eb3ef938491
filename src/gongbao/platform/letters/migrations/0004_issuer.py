"""Letters say which body of the office they come from; those of taxes and contributions issued before say so too."""

from django.db import migrations, models

ISSUED_BEFORE = """SELECT set_config('gongbao.context', 'all||', true);
UPDATE letters_letter SET issuer = 'tax'
    WHERE kind IN ('vehicle_tax.certificate', 'certificate.social', 'voucher.social', 'voucher.flexible')
        OR kind ~ '^(receipt|decision)[.](09[.]|18[.](agreement|refund|deferral)$)';
UPDATE letters_verification SET issuer = 'tax' FROM letters_letter
    WHERE letters_verification.code = letters_letter.code AND letters_letter.issuer = 'tax';
SELECT set_config('gongbao.context', '', true);"""


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0003_remarks'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='issuer',
            field=models.CharField(default='hr', max_length=12),
        ),
        migrations.AddField(
            model_name='verification',
            name='issuer',
            field=models.CharField(default='hr', max_length=12),
        ),
        migrations.RunSQL(ISSUED_BEFORE, migrations.RunSQL.noop),
    ]
