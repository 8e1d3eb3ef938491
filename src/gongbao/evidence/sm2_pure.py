"""SM2 verification in plain Python: an oracle for the library's, and what a verifier needs where there is none.

It verifies only. Python's integers take time that depends on their values, so it must never hold a private key.
"""

from __future__ import annotations

from typing import TypeAlias

from asn1crypto.algos import DSASignature

from gongbao.evidence.errors import Altered, KeyUnusable
from gongbao.evidence.sm3 import sm3
from gongbao.law.text import Text

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
"""The curve of GB/T 32918.5: field, coefficients, order, base point."""
Point: TypeAlias = tuple[int, int, int]
"""A point in Jacobian coordinates; z is 0 at infinity."""


def verify(point: bytes, message: bytes, signature: bytes, *, user_id: bytes) -> None:
    """Return where the DER signature fits the uncompressed public point; raise Altered, or KeyUnusable."""
    wrong = Altered(Text("SM2 签名与内容不符", "the SM2 signature does not fit the content"))
    x, y = _public(point)
    try:
        found = DSASignature.load(signature, strict=True)
        r, s = int(found["r"].native), int(found["s"].native)
    except (ValueError, TypeError):
        raise wrong from None
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N) or t == 0:
        raise wrong
    e = int.from_bytes(sm3(_identity(x, y, user_id), message), "big")
    at = _sum(_times((*G, 1), s), _times((x, y, 1), t))
    if at[2] == 0 or (e + _affine_x(at)) % N != r:
        raise wrong


def _identity(x: int, y: int, user_id: bytes) -> bytes:
    """Z of GB/T 32918.2, 5.5: the user id, the curve and the key, hashed."""
    numbers = b"".join(each.to_bytes(32, "big") for each in (A, B, *G, x, y))
    return sm3((8 * len(user_id)).to_bytes(2, "big"), user_id, numbers)


def _public(point: bytes) -> tuple[int, int]:
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    on_curve = x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0
    if len(point) != 65 or point[0] != 4 or not on_curve:
        raise KeyUnusable(Text("公钥不在 SM2 曲线上", "the public key is not on the SM2 curve"))
    return x, y


def _affine_x(point: Point) -> int:
    x, _, z = point
    return x * pow(z, -2, P) % P


def _times(point: Point, factor: int) -> Point:
    found: Point = (0, 1, 0)
    for bit in f"{factor:b}":
        found = _double(found)
        found = _sum(found, point) if bit == "1" else found
    return found


def _double(point: Point) -> Point:
    x, y, z = point
    if z == 0 or y == 0:
        return 0, 1, 0
    square = y * y % P
    four = 4 * x * square % P
    slope = 3 * (x - z * z) * (x + z * z) % P
    new = (slope * slope - 2 * four) % P
    return new, (slope * (four - new) - 8 * square * square) % P, 2 * y * z % P


def _sum(one: Point, two: Point) -> Point:
    if one[2] == 0 or two[2] == 0:
        return two if one[2] == 0 else one
    (x1, y1, z1), (x2, y2, z2) = one, two
    left, right = x1 * z2 * z2 % P, x2 * z1 * z1 % P
    up, down = y1 * z2**3 % P, y2 * z1**3 % P
    if left == right:
        return _double(one) if up == down else (0, 1, 0)
    across, rise = (right - left) % P, (down - up) % P
    cube = across * across * across % P
    middle = left * across * across % P
    x = (rise * rise - cube - 2 * middle) % P
    return x, (rise * (middle - x) - up * cube) % P, z1 * z2 * across % P
