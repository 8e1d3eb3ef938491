"""Plain Python and libcrypto say the same of every signature, right or wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.evidence import sm2, sm2_pure
from gongbao.evidence.errors import Altered, EvidenceError, KeyUnusable

KEY = sm2.generate()


@settings(max_examples=40)
@given(st.binary(max_size=80), st.sampled_from((sm2.USER_ID, b"", b"another id")), st.integers(0, 2**20))
def test_both_judge_alike(message: bytes, user_id: bytes, spot: int) -> None:
    signature = KEY.sign(message, user_id=user_id)
    sm2_pure.verify(KEY.public.point, message, signature, user_id=user_id)
    broken = bytearray(signature)
    broken[spot // 8 % len(broken)] ^= 1 << spot % 8
    for wrong, text in ((bytes(broken), message), (signature, message + b"x")):
        with pytest.raises(Altered):
            sm2_pure.verify(KEY.public.point, text, wrong, user_id=user_id)
        with pytest.raises(EvidenceError):
            KEY.public.verify(text, wrong, user_id=user_id)


def test_a_point_off_the_curve_is_refused() -> None:
    off = bytearray(KEY.public.point)
    off[40] ^= 1
    with pytest.raises(KeyUnusable):
        sm2_pure.verify(bytes(off), b"", b"", user_id=b"")
