"""Accounts, persons, firms, roles and mandates; a person's row opens to officers and to that person."""

import django.contrib.postgres.fields
import django.db.models.deletion
import gongbao.platform.db.clock
import gongbao.platform.db.keys
from django.conf import settings
from django.db import migrations, models

RULE = """(SELECT gongbao_sees_all()) OR (SELECT gongbao_office()) IS NOT NULL
    OR key = (SELECT gongbao_party())"""
PROTECT = f"""
ALTER TABLE parties_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE parties_person FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_person_read ON parties_person FOR SELECT USING ({RULE});
CREATE POLICY parties_person_write ON parties_person USING ((SELECT gongbao_sees_all()))
    WITH CHECK ((SELECT gongbao_sees_all()));
"""
UNPROTECT = """
DROP POLICY parties_person_write ON parties_person;
DROP POLICY parties_person_read ON parties_person;
ALTER TABLE parties_person NO FORCE ROW LEVEL SECURITY;
ALTER TABLE parties_person DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('login', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=64)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('kind', models.CharField(choices=[('citizen', '个人'), ('officer', '工作人员'), ('administrator', '系统管理员')], default='citizen', max_length=16)),
                ('person', models.UUIDField(blank=True, db_index=True, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('preferred_language', models.CharField(choices=[('zh', '中文'), ('en', 'English')], default='zh', max_length=2)),
                ('elder_mode', models.BooleanField(default=False)),
                ('shortcuts_off', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=gongbao.platform.db.clock.now)),
                ('totp_counter', models.BigIntegerField(default=0)),
                ('factor_failures', models.PositiveSmallIntegerField(default=0)),
                ('factor_locked_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Firm',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('credit_code', models.CharField(max_length=18, unique=True)),
                ('name', models.CharField(max_length=128)),
                ('office', models.CharField(blank=True, max_length=16)),
                ('is_dispatch_agency', models.BooleanField(default=False)),
                ('industry', models.CharField(blank=True, max_length=64)),
                ('bank_name', models.CharField(blank=True, max_length=128)),
                ('bank_account_sealed', models.BinaryField(null=True)),
                ('bank_account_fingerprint', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'name'], name='parties_firm_office')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=64)),
                ('number_sealed', models.BinaryField()),
                ('number_fingerprint', models.CharField(max_length=64, unique=True)),
                ('phone_sealed', models.BinaryField(null=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['name'], name='parties_person_name')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('principal', models.UUIDField(db_index=True)),
                ('agent_party', models.UUIDField(db_index=True, null=True)),
                ('kind', models.CharField(choices=[('representative', '法定代表人'), ('employee_clerk', '本单位经办人'), ('bookkeeping_agent', '代理记账机构'), ('dispatch_agency', '劳务派遣单位'), ('kin', '亲属代办')], max_length=24)),
                ('rooms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('document', models.UUIDField(null=True)),
                ('granted_by', models.UUIDField(null=True)),
                ('granted_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.UUIDField(null=True)),
                ('agent_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agent_account', None), ('agent_party__isnull', False)), models.Q(('agent_account__isnull', False), ('agent_party', None)), _connector='OR'), name='parties_mandate_one_agent'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='parties_mandate_days')],
            },
        ),
        migrations.CreateModel(
            name='OfficerRole',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(max_length=16)),
                ('role', models.CharField(choices=[('district_handler', '区经办'), ('district_reviewer', '区复核'), ('district_funds', '区资金拨付'), ('district_government', '区政府企业认定'), ('city_officer', '市人社局经办'), ('city_finance', '市财政局经办'), ('insurance_agency', '市社保经办'), ('supervisor', '监督检查'), ('administrator', '权限管理')], max_length=24)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('given_by', models.UUIDField(null=True)),
                ('given_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_by', models.UUIDField(null=True)),
                ('removed_why', models.CharField(blank=True, max_length=200)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officer_roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('account', 'office', 'role'), name='parties_role_once'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='parties_role_days')],
            },
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
    ]
