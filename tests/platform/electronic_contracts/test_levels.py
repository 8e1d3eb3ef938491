"""How sure the house is of a party: a wrong number or code raises nobody’s level."""

from __future__ import annotations

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.electronic_contracts import identity

pytestmark = pytest.mark.django_db


def test_the_wrong_number_or_code_gives_no_level(where: world.Town) -> None:
    with pytest.raises(Refusal, match="不一致"):
        identity.check_number(where.worker, "沈知夏", world.number_of(2), key=key())
    identity.check_number(where.worker, "沈知夏", world.number_of(1), key=key())
    with pytest.raises(Refusal, match="验证码不对"):
        identity.check_code(where.worker, "abcdef", key=key())
    with pytest.raises(Refusal, match="第3级"):
        identity.new_signing_key(where.worker, PASSWORD, key=key())
