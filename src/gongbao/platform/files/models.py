"""What is known of an uploaded file; its bytes lie in the data folder under their digest."""

from __future__ import annotations

from django.db import models

from gongbao.platform.db.services import new_key


class StoredFile(models.Model):
    """One upload. Two uploads of the same bytes are two rows and one file on disk."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.UUIDField(null=True)
    office = models.CharField(max_length=20)
    party = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    path = models.CharField(max_length=80)
    uploaded_by = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "files_storedfile"
        indexes = [
            models.Index(fields=["case", "created_at"], name="files_by_case"),
            models.Index(fields=["sha256"], name="files_by_digest"),
        ]

    def __str__(self) -> str:
        return self.name
