"""The look-up `field__among=[…]`: one text parameter, however many values."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Lookup, UUIDField


@Field.register_lookup
class Among(Lookup):
    """`column IN (…)` for fingerprints, codes and keys, sent as one text parted by commas.

    A roster of 50,000 people costs one parameter; as a list it would cost the driver seconds to write out.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, parameters = self.process_lhs(compiler, connection)
        kind = "uuid[]" if isinstance(self.lhs.output_field, UUIDField) else "text[]"
        wanted = ",".join(map(str, self.rhs))
        return f"{left} IN (SELECT unnest(string_to_array(%s, ',')::{kind}))", (*parameters, wanted)
