"""Officers of the city tax bureau: the two departments that accept systems."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0002_tax_roles'),
    ]

    operations = [
        migrations.AlterField(
            model_name='officerrole',
            name='role',
            field=models.CharField(choices=[('district_handler', '区经办'), ('district_reviewer', '区复核'), ('district_funds', '区资金拨付'), ('district_government', '区政府企业认定'), ('city_officer', '市人社局经办'), ('city_finance', '市财政局经办'), ('insurance_agency', '市社保经办'), ('tax_officer', '税务征收'), ('tax_reviewer', '税务复核'), ('city_tax_business', '市税务局业务管理'), ('city_tax_technology', '市税务局信息技术'), ('supervisor', '监督检查'), ('administrator', '权限管理')], max_length=24),
        ),
    ]
