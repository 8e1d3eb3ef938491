"""Offices: sixteen districts, the development area beside them, and the city's own."""

from __future__ import annotations

import pytest

from gongbao.kernel.districts import CITY, OFFICES, find_office, office, office_of_region
from gongbao.law.errors import Refusal


def test_there_are_seventeen_offices_and_one_has_no_national_code() -> None:
    assert len(OFFICES) == len({each.code for each in OFFICES}) == 17
    assert [each.code for each in OFFICES if not each.gbt2260] == ["bda"]
    assert not {each.code for each in CITY} & {each.code for each in OFFICES}


def test_the_development_area_acts_through_its_own_bodies() -> None:
    bda = office("bda")
    assert bda.hr.zh == "北京经济技术开发区社会事业局"
    assert bda.finance.zh == "北京经济技术开发区财政审计局"
    assert bda.government.zh.endswith("管理委员会")


def test_a_district_acts_through_its_bureaus() -> None:
    assert office("haidian").hr.zh == "北京市海淀区人力资源和社会保障局"
    assert office("haidian").finance.zh == "北京市海淀区财政局"


@pytest.mark.parametrize(
    "name", ["海淀", "海淀区", "北京市海淀区", "haidian", "Haidian", "110108", "１１０１０８", " 海淀区 "]
)
def test_an_office_is_found_by_any_of_its_names(name: str) -> None:
    assert find_office(name).code == "haidian"


@pytest.mark.parametrize(
    ("name", "code"), [("经开区", "bda"), ("亦庄", "bda"), ("市人社局", "city_hr"), ("110104", "xicheng")]
)
def test_short_and_former_names(name: str, code: str) -> None:
    assert find_office(name).code == code


def test_former_counties_belong_to_todays_districts() -> None:
    assert office_of_region("110229") == office("yanqing")
    assert office_of_region("310101") is None


def test_an_unknown_office_is_refused() -> None:
    for name in ("", "朝陽", "110199"):
        with pytest.raises(Refusal):
            find_office(name)


def test_every_office_is_named_in_both_languages() -> None:
    for each in (*OFFICES, *CITY):
        assert all(
            text.zh and text.en for text in (each.name, each.short, each.hr, each.finance, each.government)
        )
