"""Dossiers as typed, and shares: read by their party, by the person who shared, by the employer while shared."""

import django.db.models.deletion
import gongbao.platform.db.keys
from django.db import migrations, models

from gongbao.platform.db.security import protect

SHARES = """
ALTER TABLE "dossiers_share" ENABLE ROW LEVEL SECURITY; ALTER TABLE "dossiers_share" FORCE ROW LEVEL SECURITY;
CREATE POLICY "dossiers_share_giver" ON "dossiers_share"
    USING ((SELECT gongbao_sees_all()) OR "person" = (SELECT gongbao_party()))
    WITH CHECK ((SELECT gongbao_sees_all()) OR "person" = (SELECT gongbao_party()));
CREATE POLICY "dossiers_share_reader" ON "dossiers_share" FOR SELECT USING ("party" = (SELECT gongbao_party()));
CREATE POLICY "dossiers_dossier_shared" ON "dossiers_dossier" FOR SELECT USING (EXISTS (
    SELECT 1 FROM "dossiers_share" share
    WHERE share."dossier_id" = "dossiers_dossier"."key" AND share."person" = "dossiers_dossier"."party"
        AND share."party" = (SELECT gongbao_party()) AND share."ended_at" IS NULL));
"""
"""Only the person gives and ends a share; the employer sees it, and through it the dossier, and changes neither."""
NO_SHARES = """
DROP POLICY "dossiers_dossier_shared" ON "dossiers_dossier";
DROP POLICY "dossiers_share_reader" ON "dossiers_share"; DROP POLICY "dossiers_share_giver" ON "dossiers_share";
ALTER TABLE "dossiers_share" DISABLE ROW LEVEL SECURITY; ALTER TABLE "dossiers_share" NO FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(default='', max_length=16)),
                ('party', models.UUIDField()),
                ('mark', models.CharField(max_length=64)),
                ('name', models.BinaryField()),
                ('typed', models.BinaryField()),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'dossiers_dossier',
                'constraints': [models.UniqueConstraint(fields=('party', 'mark'), name='dossiers_one_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('key', models.UUIDField(default=gongbao.platform.db.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('office', models.CharField(default='', max_length=16)),
                ('party', models.UUIDField()),
                ('person', models.UUIDField()),
                ('given_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_share',
                'indexes': [models.Index(fields=['party'], name='dossiers_share_with')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person', 'party'), name='dossiers_shared_once')],
            },
        ),
        protect("dossiers_dossier"),
        migrations.RunSQL(SHARES, NO_SHARES),
    ]
