"""Django's `flush`, by default as the owner of the tables."""

from __future__ import annotations

from django.core.management.base import CommandParser
from django.core.management.commands import flush


class Command(flush.Command):
    """As Django's, with `--database owner` unless told otherwise."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
