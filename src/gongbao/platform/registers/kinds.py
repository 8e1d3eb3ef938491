"""The kinds of register: what a row holds, what it is about, and checks across its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongbao.kernel.forms import Column, Field, Form, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.registers import checks
from gongbao.platform.registers import columns as c

Values = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A register. `about` names the fields that say what a row is about: a later such row replaces it."""

    code: str
    label: Text
    model: str
    fields: tuple[Field, ...]
    about: tuple[str, ...]
    complete: Callable[[Values], Values] = dict

    @cached_property
    def form(self) -> Form:
        """The fields of a row, from which templates and screens are made."""
        return Form(
            id=f"registers/{self.code}", version="1", title=self.label, fields=(*self.fields, c.WITHDRAWN)
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its file."""
        return columns(self.form)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Field names by every folded heading a file may carry."""
        return {heading: column.field.name for column in self.columns for heading in column.headings}

    @cached_property
    def empty(self) -> Values:
        """The values of a row that says nothing."""
        return {each.name: () if each.kind == "choices" else None for each in self.fields}

    @cached_property
    def personal(self) -> bool:
        """Whether rows are about persons."""
        return c.PERSON in self.fields


_KINDS = (
    Kind(
        "insurance", Text("社会保险参保缴费登记", "Social insurance records"), "InsuredMonth",
        (c.PERSON, c.NAME, c.FIRM, c.MONTH, c.INSURED_KINDS, c.PAID_KINDS, c.PAID_ON, c.BASE),
        ("person", "firm", "month"), checks.insured,
    ),
    Kind(
        "insured_firms", Text("单位参保登记", "Firms' insurance registration"), "InsuredFirm",
        (c.FIRM, c.OFFICE, c.FROM, c.TO), ("firm", "starts_on"), checks.spell,
    ),
    Kind(
        "unemployed", Text("失业登记", "Registered unemployment"), "UnemployedSpell",
        (c.PERSON, c.NAME, c.FROM, c.TO), ("person", "starts_on"), checks.spell,
    ),
    Kind(
        "hard_to_employ", Text("就业困难人员认定", "Recognition as hard to employ"), "HardToEmploy",
        (c.PERSON, c.NAME, c.CATEGORY, c.APPLIED_ON, c.RECOGNISED_FROM, c.TO, c.REFUSED_ON, c.DECIDED_BY, c.DUE_ON),
        ("person", "category", "applied_on"), checks.hardship,
    ),
    Kind(
        "graduates", Text("毕业生信息", "Graduates"), "Graduate",
        (c.PERSON, c.NAME, c.GRADUATED_ON, c.SCHOOL, c.SCHOOL_HERE, c.HOUSEHOLD_HERE, c.LEVEL, c.CLASS),
        ("person", "graduated_on", "school"),
    ),
    Kind(
        "firm_size", Text("企业划型", "Size of firms"), "FirmSize",
        (c.FIRM, c.ON_DAY, c.TRADE, c.STAFF, c.REVENUE, c.ASSETS, c.SIZE), ("firm", "on_day"), checks.size,
    ),
    Kind(
        "training_subsidies", Text("培训补贴享受记录", "Training subsidies enjoyed"), "TrainingSubsidy",
        (c.PERSON, c.NAME, c.POLICY, c.YEAR, c.SCHEME, c.ENJOYED_ON, c.AMOUNT),
        ("person", "policy", "year", "scheme", "enjoyed_on"), checks.year,
    ),
    Kind(
        "earlier_scheme", Text("此前以工代训享受记录", "Earlier work-training scheme"), "EarlierScheme",
        (c.PERSON, c.NAME, c.ANY_FIRM, c.ANY_MONTH, c.SCHEME), ("person", "firm", "month"),
    ),
    Kind(
        "recognised_firms", Text("重点行业企业名单", "Recognised firms in key industries"), "RecognisedFirm",
        (c.FIRM, c.LIST_BATCH, c.OFFICE, c.INDUSTRY, c.FROM, c.TO), ("firm",), checks.spell,
    ),
    Kind(
        "dispatch_firms", Text("劳务派遣许可", "Licensed dispatch agencies"), "DispatchFirm",
        (c.FIRM, c.LICENCE, c.FROM, c.TO), ("firm", "starts_on"), checks.spell,
    ),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _KINDS}


def kind(code: str) -> Kind:
    """The register of that code; refuses an unknown one."""
    if code in KINDS:
        return KINDS[code]
    raise Refusal(Text(f"没有“{code}”登记", f"there is no register {code}"), where="kind")
