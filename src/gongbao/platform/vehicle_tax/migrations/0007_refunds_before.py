"""Refunds booked before items said so are marked as today's are: on the item, its certificate and its verification."""

from django.db import migrations

from gongbao.kernel.money import format_yuan


def mark(apps, schema_editor):
    """Find each paid refund by the charge that lessened the item's, and tell item and certificate of it."""
    using = schema_editor.connection.alias
    schema_editor.execute("SELECT set_config('gongbao.context', 'all||', true)")
    paid = apps.get_model('collections', 'Refund').objects.using(using).filter(
        state='paid', money__scheme='vehicle_tax', money__source='credit', money__reference__endswith='-R',
    )
    items = apps.get_model('vehicle_tax', 'Item').objects.using(using)
    for refund in paid.select_related('money').order_by('paid_on'):
        item = items.filter(number=refund.money.reference.removesuffix('-R'), refunded=0).first()
        if item is None:
            continue
        item.refunded, item.refunded_on = refund.amount, refund.paid_on
        item.save(update_fields=['refunded', 'refunded_on'])
        tell(apps, using, item)
    schema_editor.execute("SELECT set_config('gongbao.context', '', true)")


def tell(apps, using, item):
    """A certificate issued before the refund says so; where all of it went back, it no longer holds."""
    code = (
        apps.get_model('vehicle_tax', 'Certificate').objects.using(using)
        .filter(item=item.number, refunded=0).values_list('code', flat=True).first()
    )
    if code is None:
        return
    whole = item.tax + item.late_fee == item.refunded
    back, on = format_yuan(item.refunded), item.refunded_on
    end = ('证明已撤销', 'the certificate is withdrawn') if whole else ('可以重新开具', 'a new certificate can be had')
    seen = apps.get_model('letters', 'Verification').objects.using(using).filter(code=code)
    seen.update(
        remark_zh=f'所证税款已于{on}由国库退还{back}元，{end[0]}',
        remark_en=f'Of this tax {back} yuan were given back on {on}; {end[1]}',
    )
    if whole:
        seen.update(standing='withdrawn')
        apps.get_model('letters', 'Letter').objects.using(using).filter(code=code).update(standing='withdrawn')


class Migration(migrations.Migration):

    dependencies = [
        ('vehicle_tax', '0006_models_catalogue'),
        ('collections', '0002_deferral'),
        ('letters', '0003_remarks'),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
