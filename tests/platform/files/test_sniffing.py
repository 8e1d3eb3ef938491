"""Uploads judged by their bytes: every kind accepted, every disguise and danger refused by name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.platform.files import corpus

from gongbao.law.errors import Refusal
from gongbao.platform.files.archives import check_archive
from gongbao.platform.files.names import clean_name
from gongbao.platform.files.scanner import LocalSignatures
from gongbao.platform.files.sniff import KINDS, sniff

GOOD = {
    "pdf": corpus.pdf(),
    "jpeg": corpus.jpeg(),
    "png": corpus.png(),
    "xlsx": corpus.xlsx(),
    "docx": corpus.docx(),
    "csv": "姓名,工资\r\n林远舟,3456.70\r\n".encode("gb18030"),
    "txt": "说明：<5人的部门不计。".encode(),
}
VBA_TYPES = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
REMOTE = b'<Relationships><Relationship Type="x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'


def verdict(data: bytes, name: str) -> str:
    """The kind, or that it was refused; anything else raised is a fault of ours."""
    try:
        return sniff(data, name)
    except Refusal:
        return "refused"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_recognised(kind: str) -> None:
    assert sniff(GOOD[kind], f"对账单.{kind}") == kind
    assert sniff(GOOD[kind], f"对账单.{kind.upper()}") == kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("claimed", KINDS)
def test_a_file_that_is_not_what_its_name_says_is_refused(kind: str, claimed: str) -> None:
    if kind != claimed and {kind, claimed} != {"csv", "txt"}:
        with pytest.raises(Refusal):
            sniff(GOOD[kind], f"a.{claimed}")


HTML = b"<html><script>alert(1)</script></html>"
DANGERS = {
    "macro part": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"xl/vbaProject.bin": b"x"}), "宏"),
    "macro type": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"[Content_Types].xml": VBA_TYPES}), "宏"),
    "macro in docx": ("a.docx", corpus.docx(**{"word/vbaProject.bin": b"x"}), "宏"),
    "embedded object": ("a.docx", corpus.docx(**{"word/embeddings/oleObject1.bin": b"MZ"}), "宏"),
    "activex": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"xl/activeX/activeX1.xml": b"<x/>"}), "宏"),
    "program inside": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"xl/media/run.exe": b"MZ"}), "宏"),
    "remote template": ("a.docx", corpus.docx(**{"word/_rels/settings.xml.rels": REMOTE}), "远程模板"),
    "entities": ("a.docx", corpus.docx(**{"word/a.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "声明"),
    "late entities": ("a.docx", corpus.docx(**{"word/a.xml": b" " * 262_140 + b"<!ENTITY x 'y'>"}), "声明"),
    "utf-16 part": ("a.docx", corpus.docx(**{"word/a.xml": "<!DOCTYPE a>".encode("utf-16")}), "编码"),
    "path up": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"../../etc/cron.d/x": b"x"}), "结构异常"),
    "absolute path": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"/etc/passwd": b"x"}), "结构异常"),
    "windows path": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"C:\\x": b"x"}), "结构异常"),
    "bare archive": ("a.xlsx", corpus.archive(readme__txt=b"x"), "压缩包"),
    "xlsx and docx": ("a.xlsx", corpus.docx(**{"xl/workbook.xml": b"<x/>"}), "压缩包"),
    "bomb": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {"xl/media/a.png": b"\0" * (40 << 20)}), "解压后过大"),
    "many parts": ("a.xlsx", corpus.with_parts(corpus.xlsx(), {f"xl/{i}.bin": b"" for i in range(2001)}), "解压后过大"),
    "password": ("a.xlsx", corpus.encrypted_office(), "有密码"),
    "old workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999, "旧格式"),
    "picture bomb": ("a.png", corpus.png(20_000, 10_000), "20000×10000"),
    "jpeg bomb": ("a.jpg", corpus.jpeg(20_000, 10_000), "20000×10000"),
    "empty picture": ("a.png", corpus.png(0, 5), "损坏"),
    "png with a tail": ("a.png", corpus.png() + HTML, "附带"),
    "png with a wrong sum": ("a.png", corpus.png()[:-1] + b"\0", "损坏"),
    "cut jpeg": ("a.jpg", corpus.jpeg()[:24], "损坏"),
    "jpeg that is an archive": ("a.jpg", corpus.jpeg() + corpus.archive(x=b"y"), "压缩包"),
    "pdf that is an archive": ("a.pdf", corpus.pdf()[:-6] + corpus.archive(x=b"y") + b"%%EOF\n", "压缩包"),
    "encrypted pdf": ("a.pdf", corpus.pdf(trailer=b"/Encrypt 7 0 R"), "密码或限制"),
    "pdf script": ("a.pdf", corpus.pdf(b"/OpenAction <</S/JavaScript/JS(app.alert(1))>>"), "脚本"),
    "pdf script, escaped": ("a.pdf", corpus.pdf(b"/OpenAction <</S/J#61vaScript/JS(1)>>"), "脚本"),
    "pdf script, in a false stream": ("a.pdf", corpus.pdf(body=b"%stream\n<</S/JavaScript>>\n%endstream"), "脚本"),
    "pdf script, packed": ("a.pdf", corpus.pdf(body=corpus.object_stream(b"4 0 <</S/JavaScript/JS(1)>>")), "脚本"),
    "pdf launch": ("a.pdf", corpus.pdf(b"/AA <</O <</S/Launch/F(cmd.exe)>>>>"), "脚本"),
    "pdf attachment": ("a.pdf", corpus.pdf(b"/Names <</EmbeddedFiles 9 0 R>>"), "脚本"),
    "pdf that cannot be looked into": ("a.pdf", corpus.pdf(body=corpus.object_stream(b"", packed=b"\1\2\3")), "无法检查"),
    "pdf bomb": ("a.pdf", corpus.pdf(body=corpus.object_stream(b"\0" * (60 << 20))), "解压后过大"),
    "cut pdf": ("a.pdf", corpus.pdf()[:60], "不完整"),
    "page as pdf": ("a.pdf", HTML, "内容却是"),
    "page as csv": ("a.csv", HTML, "网页或脚本"),
    "drawing as text": ("a.txt", b"<svg onload=alert(1)>", "网页或脚本"),
    "script behind text": ("a.csv", b"a,b\n1,<script>alert(1)</script>", "网页或脚本"),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -rf /", "网页或脚本"),
    "binary as text": ("a.txt", b"ab\x00cd", "不是文本"),
    "no encoding": ("a.txt", b"\x80\xff\xff", "编码"),
    "program": ("a.pdf", b"MZ\x90\x00" + b"\0" * 100, "内容却是"),
    "empty": ("a.pdf", b"", "空的"),
    "no ending": ("对账单", b"x", "没有扩展名"),
    "macro workbook": ("a.xlsm", corpus.xlsx(), "不接受“.xlsm”"),
    "drawing": ("a.svg", b"<svg/>", "不接受"),
    "page": ("a.html", HTML, "不接受"),
    "double ending": ("a.pdf.exe", corpus.pdf(), "不接受“.exe”"),
    "too large": ("a.txt", b"a" * (2 * 2**20 + 1), "超过2MB"),
}  # fmt: skip


@pytest.mark.parametrize("danger", DANGERS)
def test_dangerous_uploads_are_refused_with_the_reason(danger: str) -> None:
    name, data, said = DANGERS[danger]
    with pytest.raises(Refusal) as caught:
        sniff(data, name)
    assert said in caught.value.what.zh
    assert caught.value.what.en
    assert caught.value.mend.zh


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(corpus.xlsx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(Refusal, match="有密码"):
        check_archive(bytes(data))


def test_sizes_an_archive_lies_about_do_not_help_it() -> None:
    """The part says it holds ten bytes and holds forty million."""
    data = bytearray(corpus.with_parts(corpus.xlsx(), {"xl/media/a.png": b"\0" * (40 << 20)}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        true = (40 << 20).to_bytes(4, "little")
        assert archive.getinfo("xl/media/a.png").file_size == 40 << 20
    while true in data:
        place = data.index(true)
        data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refusal):
        check_archive(bytes(data))


@pytest.mark.parametrize(
    "body",
    [
        b"/ObjStm " * 3_000_000,
        b"/ObjStm stream\n" * 1_000_000,
        b"/ObjStm stream\n" * 1_000_000 + b"endstream",
        b"#41" * 2_000_000,
    ],
)
def test_a_pdf_made_to_waste_time_is_judged_soon(body: bytes) -> None:
    """Each would take minutes if every mark were followed to the end of the file."""
    assert verdict(corpus.pdf(body=body), "a.pdf") == (
        "pdf" if body.startswith(b"/ObjStm stream") else "refused"
    )


def test_a_pdf_form_without_scripts_is_accepted() -> None:
    assert (
        sniff(
            corpus.pdf(b"/OpenAction [3 0 R /Fit]", body=corpus.object_stream(b"4 0 <</Type/Font>>")), "a.pdf"
        )
        == "pdf"
    )


@pytest.mark.parametrize(
    "name",
    ["../a.pdf", "..\\a.pdf", "/etc/a.pdf", "C:\\a.pdf", "a\x00.pdf", "a\n.pdf", ".htaccess.pdf", "", "  ", "a／b.pdf", "fdp.\u202egpj", "\u200ba.pdf", "长" * 80 + ".pdf"],
)  # fmt: skip
def test_names_with_tricks_are_refused(name: str) -> None:
    with pytest.raises(Refusal):
        clean_name(name)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_accepted_names_hold_no_path(name: str) -> None:
    try:
        kept = clean_name(name)
    except Refusal:
        return
    assert not set(kept) & set("/\\:\0\n\r")
    assert ".." not in kept


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([b"", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"]),
)
def test_any_bytes_are_either_accepted_or_refused(body: bytes, kind: str, start: bytes) -> None:
    assert verdict(start + body, f"a.{kind}") in (kind, "refused")


@settings(deadline=None)
@given(st.sampled_from(["pdf", "jpeg", "png", "xlsx", "docx"]), st.data())
def test_damaged_files_are_either_accepted_or_refused(kind: str, data: st.DataObject) -> None:
    body = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(body)))
    assert verdict(bytes(body[:cut]), f"a.{kind}") in (kind, "refused")


def test_the_local_scanner_finds_the_test_file_also_inside_a_workbook() -> None:
    scanner = LocalSignatures()
    assert scanner.scan(GOOD["xlsx"]) is None
    assert scanner.scan(b"a" + corpus.TEST_VIRUS) == "EICAR-Test-File"
    assert (
        scanner.scan(corpus.with_parts(GOOD["xlsx"], {"xl/media/a.txt": corpus.TEST_VIRUS}))
        == "EICAR-Test-File"
    )
