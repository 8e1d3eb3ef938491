"""The Django app `social_insurance_collection`."""

from __future__ import annotations

from django.apps import AppConfig


class SocialInsuranceCollectionConfig(AppConfig):
    """Registers the room's procedures, what their steps carry out, and the room's jobs."""

    name = "gongbao.platform.social_insurance_collection"
    label = "social_insurance_collection"

    def ready(self) -> None:
        from gongbao.platform.db.security import append_only
        from gongbao.platform.social_insurance_collection import wiring

        wiring.connect()
        append_only("social_assessment_line")
        append_only("social_rights_notice")
