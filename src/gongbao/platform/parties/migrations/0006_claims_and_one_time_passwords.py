"""What holders of accounts say who they are, and passwords for one sign-in; a claim opens to the services only."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROTECT = """
ALTER TABLE parties_claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE parties_claim FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_claim_services ON parties_claim USING ((SELECT gongbao_sees_all()))
    WITH CHECK ((SELECT gongbao_sees_all()));
"""
UNPROTECT = """
DROP POLICY parties_claim_services ON parties_claim;
ALTER TABLE parties_claim NO FORCE ROW LEVEL SECURITY;
ALTER TABLE parties_claim DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0005_organisations")]

    operations = [
        migrations.AddField("account", "one_time_until", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("number_sealed", models.BinaryField(null=True)),
                ("number_fingerprint", models.CharField(blank=True, max_length=64)),
                ("claimed_at", models.DateTimeField()),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("verified_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
    ]
