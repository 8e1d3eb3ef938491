"""The Django app `messages` (labelled apart from Django's own)."""

from __future__ import annotations

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Makes `tx.message` deliver into the message boxes."""

    name = "gongbao.platform.messages"
    label = "gongbao_messages"

    def ready(self) -> None:
        from gongbao.platform.db.services import deliver_messages_by
        from gongbao.platform.messages.sending import to_party

        deliver_messages_by(lambda tx, party, text, case: to_party(tx, party, text, case=case))
