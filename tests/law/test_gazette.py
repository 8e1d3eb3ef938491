"""Import of a gazette: documents, titles, dates and passages from text as scanning leaves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongbao.law.cite import Document, Numbering
from gongbao.law.errors import Refusal
from gongbao.law.gazette import Gazette, import_text
from gongbao.law.text import Text
from gongbao.law.texts import Texts

SAMPLE = (Path(__file__).parent / "sample_gazette.txt").read_text(encoding="utf-8")
CAI = Document("cai-2031-5", "试财发〔2031〕5号", Text("5号", "No. 5"))
DANG = Document("dang-2031-7", "2031年第7号", Text("7号公告", "Announcement No. 7"), Numbering.ARTICLES)
XIN = Document("xin-2031-9", "试信发〔2031〕9号", Text("9号", "No. 9"), Numbering.ITEMS)
ALL = (CAI, DANG, XIN)


def passages(gazette: Gazette) -> Texts:
    return Texts({official.document.prefix: official.passages for official in gazette.documents})


@pytest.fixture(scope="module")
def texts() -> Texts:
    return passages(import_text(SAMPLE, ALL))


def test_titles_issuers_and_dates() -> None:
    found = {official.document.prefix: official for official in import_text(SAMPLE, ALL).documents}
    assert list(found) == ["cai-2031-5", "dang-2031-7", "xin-2031-9"]
    assert found["cai-2031-5"].title == "关于发放试验补贴的通知"
    assert found["cai-2031-5"].issuers == ("试验城财务局", "试验城劳动局")
    assert found["cai-2031-5"].dated == date(2031, 3, 1)
    assert found["dang-2031-7"].title == "关于发布《试验城档案办法》的公告"
    assert found["dang-2031-7"].issuers == ("试验城档案馆",)
    assert found["dang-2031-7"].dated == date(2031, 5, 6)
    assert found["xin-2031-9"].title == "关于试行电子印章的意见"
    assert found["xin-2031-9"].issuers == ("试验城信息局",)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("cai-2031-5/addr", "各镇劳动所、财务所,试验新区管理处:"),
        ("cai-2031-5/0", "为了检验程序,决定发放补贴,现将做法说明如下。"),
        ("cai-2031-5/1.1.p1", "2031年3月起,面包店每雇一人(含学徒),按月数发给补贴。"),
        ("cai-2031-5/1.1.p2", "各镇负责认定名单,于2031年4月30日前送市里。"),
        ("cai-2031-5/1.1.p2.a", "各镇负责认定名单,于2031年4月30日前送市里。"),
        ("cai-2031-5/2.1", "(一)每人每月100元,最多6个月。"),
        ("cai-2031-5/2.1.b", "(一)每人每月100元,最多6个月。"),
        ("cai-2031-5/2.2", "(二)企业可将补贴用于工资、培训、缴纳本企业的各项费用。"),
        ("cai-2031-5/3.1", "1.网上申请;"),
        ("cai-2031-5/3.2.p1", "2.填写表格。"),
        ("cai-2031-5/3.z", "店主亲自到场的,不必预约。"),
        ("cai-2031-5/4", "四、本通知自发布之日起施行。"),
        ("cai-2031-5/att", "附件:\n1. 名单(略)\n2. 表格(略)"),
        ("cai-2031-5/date", "2031年3月1日"),
        ("dang-2031-7/notice.p1", "现将办法发布。旧办法同时废止。"),
        ("dang-2031-7/notice.2", "附件:档案目录\n(注:附件见网站)"),
        ("dang-2031-7/notice.date", "2031年5月6日"),
        ("dang-2031-7/1", "第一条 为了管好档案,制定本办法。"),
        ("dang-2031-7/2.2", "（二）核对页数,盖上印章；"),
        ("dang-2031-7/2.z", "两人在场方可开柜。"),
        ("dang-2031-7/3", "第三条 钥匙遗失的,按下列顺序处理;不得自行配制。"),
        ("dang-2031-7/4", "本办法自2031年6月1日起施行。"),
        ("dang-2031-7/effective", "本办法自2031年6月1日起施行。"),
        ("dang-2031-7/annex.0", "目录按年编制,分为以下各类:"),
        ("dang-2031-7/annex.1.1.1.2", "(2)副本。"),
        ("dang-2031-7/annex1.2", "二、影像"),
        ("xin-2031-9/1", "(一)本人申请。"),
        ("xin-2031-9/4.s1", "(四)丢失即停。"),
        ("xin-2031-9/I.s2", "一、基本原则\n自愿使用。稳步推开。"),
        ("xin-2031-9/IV.1", "各单位要宣传。"),
        ("xin-2031-9/end.s1", "各镇要检查。"),
        ("xin-2031-9/pre.s1", "各单位：\n为了方便办事,提出以下意见:"),
    ],
)
def test_the_words_of_a_clause(texts: Texts, clause: str, words: str) -> None:
    assert texts.passage(clause) == words


def test_a_number_at_the_start_of_a_broken_line_opens_nothing(texts: Texts) -> None:
    assert texts.passage("cai-2031-5/1.2") == "(二)其他店铺,凡雇人满(一)个月的,同样处理。"


def test_a_part_holds_its_items(texts: Texts) -> None:
    part = texts.passage("cai-2031-5/2") or ""
    assert part.startswith("二、发多少\n(一)")
    assert part.endswith("各项费用。")


def test_a_clause_the_document_has_not(texts: Texts) -> None:
    assert texts.passage("cai-2031-5/9") is None
    assert texts.passage("other-2031-1/1") is None
    assert texts.passage("cai-2031-5/2.9") == texts.passage("cai-2031-5/2")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SAMPLE.replace("\n", "\r\n"),
        "\n".join(line for line in SAMPLE.splitlines() if line.strip()),
        SAMPLE.replace("(", "（").replace(")", "）").replace(",", "，").replace(";", "；").replace(":", "："),
        SAMPLE.replace("〔", "[").replace("〕", "]"),
        "\n".join(f"　　{line}" for line in SAMPLE.splitlines()),
        SAMPLE[SAMPLE.index("THE TEST") :],
    ],
    ids=["windows", "no blank lines", "wide punctuation", "square brackets", "indented", "no contents"],
)
def test_other_ways_of_printing_give_the_same_words(texts: Texts, text: str) -> None:
    def plain(words: str | None) -> str:
        return "".join(letter for letter in words or "" if letter.isalnum())

    other = passages(import_text(text, ALL))
    for clause in ("cai-2031-5/1.1.p2", "cai-2031-5/3.2", "dang-2031-7/2.z", "xin-2031-9/3", "dang-2031-7/4"):
        assert plain(other.passage(clause)) == plain(texts.passage(clause)) != ""


def test_a_missing_document_is_named_beside_those_found() -> None:
    with pytest.raises(Refusal) as caught:
        import_text(SAMPLE[: SAMPLE.index("试验城信息局关于")], ALL)
    found, missing = caught.value.what.zh.split("没有找到")
    assert "试财发〔2031〕5号" in found
    assert "2031年第7号" in found
    assert "试信发〔2031〕9号" in missing
    assert "试财发" not in missing
    assert "not found: 试信发〔2031〕9号" in caught.value.what.en


@pytest.mark.parametrize("text", ["", "\n\n", "%PDF-1.7 binary", "试财发〔2031〕5号"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="找到：无"):
        import_text(text, ALL)


def test_a_document_without_a_date_is_not_taken() -> None:
    with pytest.raises(Refusal, match=r"没有找到：试信发"):
        import_text(SAMPLE.replace("2031年7月8日", "2031年7月"), (XIN,))


def test_a_document_cut_off_before_its_annex_is_not_taken() -> None:
    with pytest.raises(Refusal, match=r"没有找到：2031年第7号"):
        import_text(SAMPLE[: SAMPLE.index("附件 1")], (DANG,))


def test_documents_not_asked_for_are_told() -> None:
    gazette = import_text(SAMPLE, (DANG,))
    assert [official.document for official in gazette.documents] == [DANG]
    assert gazette.others == ("试财发[2031]5号", "试信发〔2031〕9号")
