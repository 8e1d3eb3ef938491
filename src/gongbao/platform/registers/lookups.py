"""The look-up `field__among=[…]`: one text parameter, however many values."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Lookup, UUIDField

_APART = "\x1f"  # the unit separator, which no value holds


@Field.register_lookup
class Among(Lookup):
    """`column = ANY (…)` for fingerprints, codes and keys, sent as one text.

    A roster of 50,000 people costs one parameter; as a list it would cost the driver seconds to write out.
    The array is a constant to the planner, so it knows how many values there are. Large sets are best given
    as a frozenset: Django looks into every item of a list.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, parameters = self.process_lhs(compiler, connection)
        kind = "uuid[]" if isinstance(self.lhs.output_field, UUIDField) else "text[]"
        wanted = _APART.join(map(str, self.rhs))
        return f"{left} = ANY (string_to_array(%s, E'\\x1f')::{kind})", (*parameters, wanted)
