#!/usr/bin/env python3
"""证据包离线核验 / offline check of an evidence package.

用法 Usage:  python3 -I -S verify.py [--roots DIR] [--at YYYY-MM-DD] [PACKAGE.zip | FOLDER]
只用 Python 标准库（3.9 以上），不联网，不依赖签发系统。Standard library only; no network; nothing of the issuer.
信任根由核验人自备（--roots，PEM 或 DER 证书）；不给则“不能判断”。Trust roots come from you, never from here.
退出码 exit: 0 有效 valid, 3 不予认可 refused, 4 不能判断 cannot be judged.
"""

import argparse
import base64
import datetime
import functools
import hashlib
import io
import json
import os
import re
import sys
import zipfile

LARGEST = 96 * 1024 * 1024
USER_ID = b"1234567812345678"


class Wrong(Exception):
    """A check that failed, with its reason."""


class Open(Exception):
    """A check that cannot be made, with what is missing."""


# ---- SM3 (GB/T 32905) -------------------------------------------------------------------------------------


def sm3(data):
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        return sm3_plain(data)


def sm3_plain(data):
    mask = 0xFFFFFFFF

    def turn(x, n):
        n %= 32
        return ((x << n) | (x >> (32 - n))) & mask

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[start + 4 * i : start + 4 * i + 4], "big") for i in range(16)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = turn((turn(a, 12) + e + turn(t, j)) & mask, 7)
            ss2 = ss1 ^ turn(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d = tt1, a, turn(b, 9), c
            e, f, g, h = tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in state)


DIGESTS = {
    "1.2.156.10197.1.401": sm3,
    "2.16.840.1.101.3.4.2.1": lambda data: hashlib.sha256(data).digest(),
    "2.16.840.1.101.3.4.2.2": lambda data: hashlib.sha384(data).digest(),
    "2.16.840.1.101.3.4.2.3": lambda data: hashlib.sha512(data).digest(),
}

# ---- Curves: SM2 (GB/T 32918) and P-256 --------------------------------------------------------------------


class Curve:
    """y² = x³ + ax + b over p, with base point g of order n; points are (x, y), None is infinity."""

    def __init__(self, p, a, b, gx, gy, n):
        self.p, self.a, self.b, self.g, self.n = p, a, b, (gx, gy), n

    def holds(self, point):
        x, y = point
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - x * x * x - self.a * x - self.b) % self.p == 0

    def twice(self, q):
        x, y, z = q
        if not y or not z:
            return (1, 1, 0)
        p = self.p
        s = 4 * x * y * y % p
        m = (3 * x * x + self.a * z**4) % p
        nx = (m * m - 2 * s) % p
        return (nx, (m * (s - nx) - 8 * y**4) % p, 2 * y * z % p)

    def plus(self, q, r):
        p = self.p
        if not q[2]:
            return r
        if not r[2]:
            return q
        z1, z2 = q[2] * q[2] % p, r[2] * r[2] % p
        u1, u2 = q[0] * z2 % p, r[0] * z1 % p
        s1, s2 = q[1] * z2 * r[2] % p, r[1] * z1 * q[2] % p
        if u1 == u2:
            return self.twice(q) if s1 == s2 else (1, 1, 0)
        h, d = u2 - u1, s2 - s1
        h2 = h * h % p
        h3, v = h * h2 % p, u1 * h2 % p
        nx = (d * d - h3 - 2 * v) % p
        return (nx, (d * (v - nx) - s1 * h3) % p, h * q[2] * r[2] % p)

    def both(self, k, l, point):
        """kG + lP, as affine x; None at infinity."""
        g, q = (*self.g, 1), (*point, 1)
        sums, out = {1: g, 2: q, 3: self.plus(g, q)}, (1, 1, 0)
        for bit in range(max(k.bit_length(), l.bit_length()) - 1, -1, -1):
            out = self.twice(out)
            which = (k >> bit & 1) | (l >> bit & 1) << 1
            if which:
                out = self.plus(out, sums[which])
        if not out[2]:
            return None
        return out[0] * pow(out[2], -2, self.p) % self.p


SM2 = Curve(
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF,
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC,
    0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93,
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123,
)
P256 = Curve(
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
)


def sm2_holds(point, message, r, s, user_id=USER_ID):
    def wide(*numbers):
        return b"".join(each.to_bytes(32, "big") for each in numbers)

    if not (0 < r < SM2.n and 0 < s < SM2.n and SM2.holds(point)):
        return False
    za = sm3((8 * len(user_id)).to_bytes(2, "big") + user_id + wide(SM2.a, SM2.b, *SM2.g, *point))
    e, t = int.from_bytes(sm3(za + message), "big"), (r + s) % SM2.n
    x = SM2.both(s, t, point) if t else None
    return x is not None and (e + x) % SM2.n == r


def ecdsa_holds(point, digest, r, s):
    if not (0 < r < P256.n and 0 < s < P256.n and P256.holds(point)):
        return False
    w = pow(s, -1, P256.n)
    x = P256.both(int.from_bytes(digest[:32], "big") * w % P256.n, r * w % P256.n, point)
    return x is not None and x % P256.n == r


RSA_PREFIX = {
    "2.16.840.1.101.3.4.2.1": "3031300d060960864801650304020105000420",
    "2.16.840.1.101.3.4.2.2": "3041300d060960864801650304020205000430",
    "2.16.840.1.101.3.4.2.3": "3051300d060960864801650304020305000440",
}


def rsa_holds(n, e, digest, which, value):
    size = (n.bit_length() + 7) // 8
    if n.bit_length() < 2048 or len(value) != size or e < 3:
        return False
    told = bytes.fromhex(RSA_PREFIX[which]) + digest
    wanted = b"\0\1" + b"\xff" * (size - len(told) - 3) + b"\0" + told
    return pow(int.from_bytes(value, "big"), e, n).to_bytes(size, "big") == wanted


# ---- DER ---------------------------------------------------------------------------------------------------


class Der:
    """One DER value: tag, content, and the whole of it."""

    def __init__(self, data, at=0, end=None):
        end = len(data) if end is None else end
        if at + 2 > end:
            raise Wrong("DER 结构残缺 broken DER")
        self.tag, length, head = data[at], data[at + 1], at + 2
        if self.tag & 0x1F == 0x1F:
            raise Wrong("DER 标签不支持 unsupported tag")
        if length & 0x80:
            more = length & 0x7F
            if not 0 < more < 5 or head + more > end:
                raise Wrong("DER 长度有误 broken length")
            length, head = int.from_bytes(data[head : head + more], "big"), head + more
        if head + length > end:
            raise Wrong("DER 长度超出 length runs over")
        self.data, self.start, self.head, self.end = data, at, head, head + length

    @property
    def content(self):
        return self.data[self.head : self.end]

    @property
    def whole(self):
        return self.data[self.start : self.end]

    def parts(self):
        out, at = [], self.head
        while at < self.end:
            out.append(Der(self.data, at, self.end))
            at = out[-1].end
        return out

    def number(self):
        if self.tag != 2:
            raise Wrong("应为整数 not an integer")
        return int.from_bytes(self.content, "big", signed=True)

    def oid(self):
        if self.tag != 6 or not self.content:
            raise Wrong("应为对象标识 not an identifier")
        first, arcs, value = self.content[0], [], 0
        for byte in self.content[1:]:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                arcs.append(value)
                value = 0
        return ".".join(map(str, [min(first // 40, 2), first - 40 * min(first // 40, 2), *arcs]))

    def time(self):
        text = self.content.decode("ascii").rstrip("Z").partition(".")[0]
        if self.tag == 0x17:
            text = ("19" if int(text[:2]) >= 50 else "20") + text
        return datetime.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=datetime.timezone.utc)


def one(data):
    found = Der(data)
    if found.end != len(data):
        raise Wrong("DER 后有多余字节 trailing bytes")
    return found


# ---- Certificates ------------------------------------------------------------------------------------------


class Certificate:
    """What of an X.509 certificate is needed here."""

    def __init__(self, der):
        self.der = der
        body, algorithm, value = one(der).parts()
        self.signed, self.algorithm, self.value = body.whole, algorithm.parts()[0].oid(), value.content[1:]
        parts = body.parts()
        if parts[0].tag == 0xA0:
            parts = parts[1:]
        self.serial, self.issuer, self.subject = parts[0].number(), parts[2].whole, parts[4].whole
        self.first, self.last = (each.time() for each in parts[3].parts())
        self.key = parts[5]
        self.name = common_name(parts[4])
        self.usage, self.extended, self.ca = None, (), False
        for part in parts[6:]:
            if part.tag == 0xA3:
                for extension in part.parts()[0].parts():
                    self.read_extension(extension.parts())

    def read_extension(self, parts):
        kind, value = parts[0].oid(), one(parts[-1].content)
        if kind == "2.5.29.15":
            bits = value.content[1:] + b"\0"
            self.usage = bits[0]
        elif kind == "2.5.29.19":
            inner = value.parts()
            self.ca = bool(inner) and inner[0].tag == 1 and inner[0].content != b"\0"
        elif kind == "2.5.29.37":
            self.extended = tuple(each.oid() for each in value.parts())

    def holds(self, message, value, algorithm, digest=None):
        """Raise Wrong unless `value` is this key's signature over `message`."""
        _, *rest = self.key.parts()[0].parts()
        key = self.key.parts()[1].content[1:]
        good = False
        if algorithm == "1.2.156.10197.1.501":
            if not rest or rest[0].oid() != "1.2.156.10197.1.301":
                raise Wrong("密钥不在 SM2 曲线上 not an SM2 key")
            point, (r, s) = affine(key), (each.number() for each in one(value).parts())
            good = sm2_holds(point, message, r, s)
            if not good and sm2_holds(point, message, r, s, b""):
                raise Wrong("签名用的 SM2 用户标识不对 another SM2 user id")
        elif algorithm == "1.2.840.10045.4.3.2":
            if not rest or rest[0].oid() != "1.2.840.10045.3.1.7":
                raise Wrong("密钥不在 P-256 曲线上 not a P-256 key")
            r, s = (each.number() for each in one(value).parts())
            good = ecdsa_holds(affine(key), hashlib.sha256(message).digest(), r, s)
        else:
            named = {"1.2.840.113549.1.1.11": 1, "1.2.840.113549.1.1.12": 2, "1.2.840.113549.1.1.13": 3}
            which = f"2.16.840.1.101.3.4.2.{named[algorithm]}" if algorithm in named else digest
            if (algorithm not in named and algorithm != "1.2.840.113549.1.1.1") or which not in RSA_PREFIX:
                raise Wrong(f"不认可的签名算法 unapproved algorithm {algorithm}")
            n, e = (each.number() for each in one(key).parts())
            good = rsa_holds(n, e, DIGESTS[which](message), which, value)
        if not good:
            raise Wrong("签名值与内容不符 the signature does not match")


def affine(key):
    if len(key) != 65 or key[0] != 4:
        raise Wrong("公钥格式不支持 unsupported key format")
    return int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")


def common_name(name):
    found = ""
    for group in name.parts():
        for each in group.parts():
            kind, value = each.parts()
            if kind.oid() == "2.5.4.3" or (not found and kind.oid() == "2.5.4.10"):
                found = value.content.decode("utf-16-be" if value.tag == 0x1E else "utf-8", "replace")
    return found


def unarmor(content):
    """The DER values in a PEM or DER file."""
    blocks = re.findall(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END", content, re.S)
    return [base64.b64decode(b"".join(each.split())) for each in blocks] or [content]


class Revocations:
    """CRLs: who issued them, when they speak, and whom they name."""

    def __init__(self, lists):
        self.lists = []
        for der in lists:
            body, algorithm, value = one(der).parts()
            parts = [each for each in body.parts() if each.tag != 2]
            listed, later = {}, None
            for part in parts[3:]:
                if part.tag in (0x17, 0x18):
                    later = part.time()
                elif part.tag == 0x30:
                    for each in part.parts():
                        serial, when = each.parts()[:2]
                        listed[serial.number()] = when.time()
            signed = (body.whole, value.content[1:], algorithm.parts()[0].oid())
            self.lists.append((parts[1].whole, parts[2].time(), later, listed, signed))

    def check(self, certificate, issuer, at):
        known = False
        for who, made, later, listed, signed in self.lists:
            if who != issuer.subject:
                continue
            try:
                issuer.holds(*signed)
            except Wrong:
                continue
            revoked = listed.get(certificate.serial)
            if revoked is not None and revoked <= at:
                raise Wrong(f"证书“{certificate.name}”已于 {day(revoked)} 吊销 revoked")
            known = known or made >= at or (later is not None and at <= later)
        if not known:
            raise Open(f"没有“{certificate.name}”是否吊销的资料 no revocation information")


class Trust:
    def __init__(self, roots, others, revocations):
        self.roots, self.others, self.revocations = roots, others, revocations

    def check(self, certificate, at):
        """Raise unless the certificate leads to a root of the verifier's and every link was good at `at`."""
        here, steps = certificate, 0
        while True:
            if not here.first <= at <= here.last:
                raise Wrong(f"证书“{here.name}”在 {day(at)} 不在有效期内 not valid then")
            if any(here.der == root.der for root in self.roots):
                return
            issuer = self.issuer(here)
            if issuer is None or issuer.der == here.der or steps > 6:
                if self.roots:
                    raise Wrong(f"证书“{certificate.name}”不能追溯到您给出的信任根 leads to no root of yours")
                raise Open("没有给出信任根（--roots） no trust roots were given")
            self.revocations.check(here, issuer, at)
            here, steps = issuer, steps + 1

    def issuer(self, certificate):
        for each in self.roots + self.others:
            if each.subject == certificate.issuer and each.ca and (each.usage is None or each.usage & 4):
                try:
                    each.holds(certificate.signed, certificate.value, certificate.algorithm)
                    return each
                except Wrong:
                    continue
        return None


# ---- CMS and timestamps ------------------------------------------------------------------------------------


class Cms:
    def __init__(self, der):
        kind, wrapped = one(der).parts()
        if kind.oid() != "1.2.840.113549.1.7.2":
            raise Wrong("不是签名结构 no signed data")
        parts = wrapped.parts()[0].parts()
        inner = parts[2].parts()
        self.content = inner[1].parts()[0].content if len(inner) > 1 else b""
        certificates = [Certificate(each.whole) for p in parts[3:] if p.tag == 0xA0 for each in p.parts()]
        infos = parts[-1].parts()
        if parts[-1].tag != 0x31 or len(infos) != 1:
            raise Wrong("签名人不是恰好一个 not exactly one signer")
        info = infos[0].parts()
        issuer, serial = info[1].parts()
        self.certificates = certificates
        self.signer = next(
            (c for c in certificates if c.issuer == issuer.whole and c.serial == serial.number()), None
        )
        if self.signer is None:
            raise Wrong("缺少签名证书 the signer's certificate is missing")
        self.digest = info[2].parts()[0].oid()
        if self.digest not in DIGESTS:
            raise Wrong(f"不认可的摘要算法 unapproved digest {self.digest}")
        self.signed = b"\x31" + info[3].whole[1:]
        self.attributes = {each.parts()[0].oid(): each.parts()[1].parts()[0] for each in info[3].parts()}
        self.algorithm, self.value = info[4].parts()[0].oid(), info[5].content
        unsigned = {each.parts()[0].oid(): each.parts()[1].parts()[0] for p in info[6:] for each in p.parts()}
        self.token = unsigned.get("1.2.840.113549.1.9.16.2.14")

    def check(self, digest_of):
        """Raise unless the content's digest, the named certificate and the value fit."""
        held = self.attributes.get("1.2.840.113549.1.9.4")
        if held is None or held.content != digest_of(DIGESTS[self.digest]):
            raise Wrong("内容与签名时不同 the content is not what was signed")
        named = self.attributes.get("1.2.840.113549.1.9.16.2.47")
        if named is not None:
            first = named.parts()[0].parts()[0].parts()
            which = first[0].parts()[0].oid() if first[0].tag == 0x30 else "2.16.840.1.101.3.4.2.1"
            given = first[1].content if first[0].tag == 0x30 else first[0].content
            if which not in DIGESTS or DIGESTS[which](self.signer.der) != given:
                raise Wrong("签名证书被调换 the certificate was exchanged")
        self.signer.holds(self.signed, self.value, self.algorithm, self.digest)


def check_token(der, digest_of, trust):
    """The time a token gives; raises unless it holds."""
    cms = Cms(der)
    parts = one(cms.content).parts()
    imprint = parts[2].parts()
    which = imprint[0].parts()[0].oid()
    if which not in DIGESTS or imprint[1].content != digest_of(DIGESTS[which]):
        raise Wrong("时间戳不是对这些内容盖的 stamped over other content")
    cms.check(lambda digest: digest(cms.content))
    if "1.3.6.1.5.5.7.3.8" not in cms.signer.extended:
        raise Wrong("时间戳证书没有时间戳用途 not a timestamp certificate")
    at = parts[4].time()
    Trust(trust.roots, trust.others + cms.certificates, trust.revocations).check(cms.signer, at)
    return at, cms.signer


# ---- RFC 9162 ----------------------------------------------------------------------------------------------


def root_of(leaf, index, size, path):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Wrong("存证序号超出范围 index out of range")
    fn, sn, r = index, size - 1, sm3(b"\0" + leaf)
    for p in path:
        if sn == 0:
            raise Wrong("存证路径过长 proof too long")
        if fn & 1 or fn == sn:
            r = sm3(b"\1" + p + r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sm3(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise Wrong("存证路径过短 proof too short")
    return r


def check_consistency(first, second, old, new, path):
    """Raise unless the log of size `second` extends that of `first` (RFC 9162, 2.1.4.2)."""
    if first == second:
        if old != new or path:
            raise Wrong("一致性证明有误 consistency fails")
        return
    if not 0 < first < second or not path:
        raise Wrong("一致性证明有误 consistency fails")
    path = ([old] if first & (first - 1) == 0 else []) + list(path)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            raise Wrong("一致性证明过长 consistency proof too long")
        if fn & 1 or fn == sn:
            fr, sr = sm3(b"\1" + c + fr), sm3(b"\1" + c + sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sm3(b"\1" + sr + c)
        fn, sn = fn >> 1, sn >> 1
    if fr != old or sr != new or sn:
        raise Wrong("日志不是在原有基础上续写 the log was rebuilt")


# ---- The package -------------------------------------------------------------------------------------------


def members_of(path):
    """Name and content of every member of a zip or an unpacked folder; hostile ones are refused."""
    if os.path.isdir(path):
        found = {}
        for folder, _, names in os.walk(path):
            for name in names:
                whole = os.path.join(folder, name)
                with open(whole, "rb") as stream:
                    found[os.path.relpath(whole, path).replace(os.sep, "/")] = stream.read(LARGEST)
        return found
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        names = [each.filename for each in infos]
        if len(set(names)) != len(names) or len(names) > 2000:
            raise Wrong("压缩包内有重名文件或文件过多 duplicate or too many members")
        if sum(each.file_size for each in infos) > LARGEST:
            raise Wrong("压缩包过大 package too large")
        for name in names:
            if not re.fullmatch(r"[A-Za-z0-9_.][A-Za-z0-9_./-]*", name) or ".." in name:
                raise Wrong(f"文件名不合规 hostile name {name!r}")
        found = {}
        for each in infos:
            with package.open(each) as stream:
                found[each.filename] = stream.read(each.file_size + 1)
        return found


def signatures_of(pdf):
    """(byte range, value, kind) of each signature in file order."""
    found = []
    for each in re.finditer(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf):
        first, second, rest = (int(n) for n in each.groups())
        hole = pdf[first:second]
        if not re.fullmatch(rb"<[0-9A-Fa-f]*>", hole) or second + rest > len(pdf):
            raise Wrong("签名范围不合规 unusual byte range")
        padded = bytes.fromhex(hole[1:-1].decode())
        value = Der(padded).whole
        if padded[len(value) :].strip(b"\0"):
            raise Wrong("签名值后的空位被写入内容 something was put after the signature")
        start = pdf.rfind(b" obj", 0, each.start())
        kind = "timestamp" if b"/ETSI.RFC3161" in pdf[start : each.start()] else "signature"
        found.append(((first, second, rest), value, kind))
    return sorted(found, key=lambda each: each[0])


class Check:
    """All checks, with what each found."""

    def __init__(self, members, roots, at):
        self.members, self.roots, self.at, self.marks = members, roots, at, set()
        self.told, self.known_by = {}, at

    def step(self, title, work):
        try:
            told = work()
            mark, told = "✓", told or ""
        except Open as fault:
            mark, told = "?", str(fault)
        except Wrong as fault:
            mark, told = "✗", str(fault)
        except Exception as fault:  # a hostile file may break any reader
            mark, told = "✗", f"读不懂 unreadable: {type(fault).__name__}: {fault}"
        self.marks.add(mark)
        print(f"{mark} {title}  {told}")

    def get(self, name):
        if name not in self.members:
            raise Wrong(f"缺少文件 missing {name}")
        return self.members[name]

    def run(self):
        self.trust = Trust(self.roots, [], Revocations([]))
        self.step("包里的证书和吊销资料 certificates and lists", self.gather)
        self.step("摘要清单与每个文件 hash list and members", self.sums)
        self.step("摘要清单由经办系统签名 hash list signed by the operator", self.operator)
        pdf = self.members.get("contract.pdf", b"")
        self.step("整个文件的摘要在存证记录里 whole file in the log's leaf", self.whole)
        self.step("存证路径通向检查点 inclusion in the checkpoint", self.inclusion)
        self.step("日志前后一致 consistency", self.consistency)
        if "ledger/checkpoint.sig" in self.members:
            self.step("检查点由日志签名 checkpoint signed by the log", self.log_signature)
        for name in ("sm2", "rsa"):
            self.step(
                f"检查点的时间戳 checkpoint's timestamp {name}", lambda name=name: self.root_token(name)
            )
        held, order = [], []
        self.step("合同里的签名 signatures", lambda: held.extend(signatures_of(pdf)))
        self.known_by = self.at
        for number in range(len(held), 0, -1):
            one = held[number - 1]
            title = f"第 {number} 个签名 signature {number}（{'时间戳 timestamp' if one[2] == 'timestamp' else '签名'}）"
            self.step(title, functools.partial(self.signature, pdf, one, order))
        self.step("签名的时间先后 order in time", lambda: self.order(order))
        self.step("最后一个签名管到文件末尾 the last one reaches the end", lambda: self.ends(pdf, held))
        self.step("过程记录的链 chain of events", self.events)
        if "✗" in self.marks:
            return 3
        return 4 if "?" in self.marks else 0

    def gather(self):
        others, lists = [], []
        for name, content in sorted(self.members.items()):
            if name.startswith("certs/"):
                others += [Certificate(der) for der in unarmor(content)]
            elif name.startswith("crl/"):
                lists += unarmor(content)
        self.trust = Trust(self.roots, others, Revocations(lists))

    def sums(self):
        listed = {}
        for line in self.get("sums.txt").decode("ascii").splitlines():
            first, second, size, name = line.split(" ")
            if name in listed:
                raise Wrong("清单有重复 listed twice")
            listed[name] = (first, second, int(size))
        extra = set(self.members) - set(listed) - {"sums.txt", "sums.sig", "sums.tst"}
        if extra:
            raise Wrong(f"清单外的文件 not listed: {sorted(extra)}")
        for name, told in listed.items():
            content = self.get(name)
            if (sm3(content).hex(), hashlib.sha256(content).hexdigest(), len(content)) != told:
                raise Wrong(f"{name} 被改动 was altered")
        self.told = json.loads(self.get("manifest.json"))
        if self.told["format"] != "gongbao-evidence/1":
            raise Wrong("格式不识别 unknown format")
        return f"{len(listed)} 个文件 files"

    def operator(self):
        value, kinds = (
            self.get("sums.sig"),
            {"sm2": "1.2.156.10197.1.501", "ecdsa": "1.2.840.10045.4.3.2", "rsa": "1.2.840.113549.1.1.11"},
        )
        certificate = Certificate(unarmor(self.get("operator.pem"))[0])
        certificate.holds(self.get("sums.txt"), value, kinds[self.told["operator"]["algorithm"]])
        at, _ = check_token(self.get("sums.tst"), lambda digest: digest(value), self.trust)
        self.trust.check(certificate, at)
        if at > self.at:
            raise Wrong("时间戳晚于核验时间 stamped later than now")
        return f"{certificate.name} {day(at)}"

    def leaves(self):
        found = []
        for line in self.get("ledger/leaves.txt").decode("ascii").splitlines():
            length, digest, index, size, *path = line.split(" ")
            hashes = [bytes.fromhex(each) for each in path]
            found.append((int(length), bytes.fromhex(digest), int(index), int(size), hashes))
        return found

    def checkpoint(self):
        lines = self.get("ledger/checkpoint.txt").decode().split("\n")
        return int(lines[1]), base64.b64decode(lines[2])

    def whole(self):
        pdf, leaves = self.get("contract.pdf"), self.leaves()
        if not leaves or leaves[-1][0] != len(pdf):
            raise Wrong("存证的不是整个文件 the log does not hold the whole file")
        for length, digest, *_ in leaves:
            if sm3(pdf[:length]) != digest:
                raise Wrong(f"前 {length} 字节与存证时不同 not what was logged")
        return sm3(pdf).hex()

    def inclusion(self):
        size, root = self.checkpoint()
        for _, digest, index, of, path in self.leaves():
            if of != size or root_of(digest, index, size, path) != root:
                raise Wrong("存证路径不通向检查点 the proof leads elsewhere")
        return f"{size} 条 entries"

    def consistency(self):
        first, old, second, new, *path = self.get("ledger/consistency.txt").decode("ascii").split()
        size, root = self.checkpoint()
        if int(second) != size or bytes.fromhex(new) != root:
            raise Wrong("一致性证明不是这个检查点的 for another checkpoint")
        check_consistency(int(first), size, bytes.fromhex(old), root, [bytes.fromhex(p) for p in path])

    def log_signature(self):
        note, certificate = self.get("ledger/checkpoint.txt"), unarmor(self.get("ledger/checkpoint.pem"))[0]
        certificate = Certificate(certificate)
        certificate.holds(note, self.get("ledger/checkpoint.sig"), "1.2.156.10197.1.501")
        at, _ = check_token(self.get("tst/root.sm2.tsr"), lambda digest: digest(note), self.trust)
        self.trust.check(certificate, at)
        return certificate.name

    def root_token(self, name):
        note = self.get("ledger/checkpoint.txt")
        at, by = check_token(self.get(f"tst/root.{name}.tsr"), lambda digest: digest(note), self.trust)
        if at > self.at:
            raise Wrong("时间戳晚于核验时间 stamped later than now")
        return f"{by.name} {day(at)}"

    def signature(self, pdf, held, order):
        (first, second, rest), value, kind = held

        def hashed(digest):
            return digest(pdf[:first] + pdf[second : second + rest])

        if kind == "timestamp":
            at, by = check_token(value, hashed, self.trust)
            who = by
        else:
            cms = Cms(value)
            cms.check(hashed)
            if cms.token is None:
                raise Open("没有可信时间戳 no trusted timestamp")
            at, by = check_token(cms.token.whole, lambda digest: digest(cms.value), self.trust)
            others = self.trust.others + cms.certificates
            Trust(self.roots, others, self.trust.revocations).check(cms.signer, at)
            who = cms.signer
        if at > self.at:
            raise Wrong("时间戳晚于核验时间 stamped later than now")
        order.insert(0, at)
        known_by = self.known_by
        if kind == "timestamp":
            self.known_by = min(known_by, at)
        if known_by > by.last:
            raise Open(f"时间戳证书已于 {day(by.last)} 到期，之后没有续盖 not stamped again before expiry")
        return f"{who.name}  证书 {who.serial:X}  {day(at)}"

    def order(self, times):
        if any(one > two for one, two in zip(times, times[1:])):
            raise Wrong("后面的签名时间反而更早 a clock was set back")

    def ends(self, pdf, held):
        if not held:
            raise Wrong("没有签名 no signature")
        if held[-1][0][1] + held[-1][0][2] != len(pdf):
            raise Wrong("最后一个签名之后还有内容 something follows the last signature")

    def events(self):
        previous, count = "0" * 64, 0
        for line in self.get("events.jsonl").decode().splitlines():
            event = json.loads(line)
            given = event.pop("hash")
            plain = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            if event["n"] != count or event["previous"] != previous or sm3(plain.encode()).hex() != given:
                raise Wrong(f"第 {count + 1} 条记录断链 event {count + 1} breaks the chain")
            previous, count = given, count + 1
        if self.told["events"] != {"count": count, "last": previous}:
            raise Wrong("过程记录被删减 events were removed")
        return f"{count} 条 events"


def day(at):
    return at.astimezone(datetime.timezone(datetime.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M:%S")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--roots")
    parser.add_argument("--at")
    given = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    roots = []
    for name in sorted(os.listdir(given.roots)) if given.roots else ():
        if name.endswith((".pem", ".crt", ".cer", ".der")):
            with open(os.path.join(given.roots, name), "rb") as stream:
                roots += [Certificate(der) for der in unarmor(stream.read())]
    now = datetime.datetime.now(datetime.timezone.utc)
    if given.at:
        whole = datetime.datetime.strptime(given.at, "%Y-%m-%d") + datetime.timedelta(hours=23, minutes=59)
        now = whole.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    try:
        members = members_of(given.package)
    except (Wrong, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as fault:
        print(f"✗ 证据包打不开 cannot open the package: {fault}")
        return 3
    answer = Check(members, roots, now).run()
    print({0: "有效 VALID", 3: "不予认可 REFUSED", 4: "不能判断 CANNOT BE JUDGED"}[answer])
    return answer


if __name__ == "__main__":
    sys.exit(main())
