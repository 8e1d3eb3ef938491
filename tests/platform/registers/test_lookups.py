"""The look-up `among`: exactly the values given, whatever characters they hold and however they come."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongbao.platform.db.services import SYSTEM, new_key, read
from gongbao.platform.registers.models import Batch, Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NAMES = ["林舟", "a,b", "a", "b", "{}", '"', "\\", "NULL", "a b", "'"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(NAMES)), st.sampled_from([list, tuple, frozenset]))
def test_only_the_values_given_are_found(wanted, kind):
    with read(SYSTEM, purpose="test"):
        for place, name in enumerate(NAMES):
            Subject.objects.update_or_create(
                fingerprint=f"{place}", defaults={"name": name, "number_sealed": b""}
            )
        found = Subject.objects.filter(name__among=kind(wanted)).values_list("name", flat=True)
        assert sorted(found) == sorted(set(wanted))


def test_keys_are_looked_up_as_keys():
    with read(SYSTEM, purpose="test"):
        assert not Batch.objects.filter(key__among=[new_key(), new_key()]).exists()
        assert not Batch.objects.filter(key__among=[]).exists()
