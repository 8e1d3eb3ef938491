"""Reading one answer: common ways of writing it are normalised, anything else is a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from gongbao.kernel import identity, money
from gongbao.kernel.forms.dates import as_date, as_month, as_months, is_blank
from gongbao.kernel.forms.fields import SEVERAL, Field, fold_answer, plain
from gongbao.kernel.forms.showing import show
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)", re.ASCII)
_RATIO = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(%?)", re.ASCII)
_APART = re.compile(r"[,，、;；\n]")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YES = {"是", "有", "yes", "y", "true", "1", "on", "√", "✓", "对"}
_NO = {"否", "无", "no", "n", "false", "0", "off", "×", "✗", "不是", "没有"}


def read(field: Field, raw: object, on: date | None = None) -> object:
    """The value of an answer that is not blank; `on` is the day birth dates may not pass.

    Raises Refusal saying what is wrong and how to write it. Tables are read by `parse`.
    """
    if isinstance(raw, (list, tuple)) and field.kind not in SEVERAL:
        if len(raw) != 1:
            raise _refuse("只能填写一项", "only one answer is possible")
        raw = raw[0]
    if field.kind == "identity_number":
        return identity.identity_number(raw, on=on).normal
    value = _READERS[field.kind](field, raw)
    if field.minimum is not None or field.maximum is not None:
        _check_range(field, value)
    return value


def _text(field: Field, raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = unicodedata.normalize("NFC", str(raw)).strip()
    if " " in text or not text.isprintable():
        text = _tidied(field, text)
    if len(text) > field.limit:
        raise _refuse(
            f"最多{field.limit}字，现有{len(text)}字", f"at most {field.limit} characters, not {len(text)}"
        )
    return text


def _tidied(field: Field, text: str) -> str:
    """Text with one kind of line end, or in one line; refused with control characters in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if field.kind == "text":
        text = _BLANKS.sub(" ", text)
    if _CONTROL.search(text):
        raise _refuse(
            "含有无法识别的控制字符", "it holds control characters", "请删除后重新输入", "Type it again"
        )
    return text


def _money(field: Field, raw: object) -> int:
    return money.yuan(format(raw, ".15g") if isinstance(raw, float) else raw)  # type: ignore[arg-type]


def _integer(field: Field, raw: object) -> int:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = plain(raw)
    if field.unit.zh:
        text = text.removesuffix(field.unit.zh)
    if isinstance(raw, bool) or len(text) > 18 or not _WHOLE.fullmatch(text):
        raise _refuse(f"“{raw}”不是整数", f"“{raw}” is not a whole number", "请只写数字", "Write digits only")
    return int(text.replace(",", ""))


def _ratio(field: Field, raw: object) -> Decimal:
    found = _RATIO.fullmatch(plain(format(raw, ".15g") if isinstance(raw, float) else raw))
    if found is None:
        raise _refuse(
            f"看不懂比例“{raw}”", f"“{raw}” is not a ratio", "请写成 80% 或 0.8", "Write 80% or 0.8"
        )
    return Decimal(found[1]) / (100 if found[2] else 1)


def _choice(field: Field, raw: object) -> str:
    found = field.answers.get(fold_answer(raw))
    if found is not None:
        return found
    labels = "、".join(each.label.zh for each in field.options)
    raise _refuse(f"没有“{raw}”这一项", f"“{raw}” is not among the answers", f"请从中选择：{labels}",
                  "Choose one of: " + ", ".join(each.label.say("en") for each in field.options))  # fmt: skip


def _choices(field: Field, raw: object) -> tuple[str, ...]:
    parts = raw if isinstance(raw, (list, tuple)) else _APART.split(str(raw))
    chosen = {_choice(field, part) for part in parts if not is_blank(part)}
    return tuple(each.value for each in field.options if each.value in chosen)


def _yes_no(field: Field, raw: object) -> bool:
    text = fold_answer(raw).removesuffix(".0")
    if text in _YES or text in _NO:
        return text in _YES
    raise _refuse(f"看不懂“{raw}”", f"“{raw}” is neither yes nor no", "请填“是”或“否”", "Answer yes or no")


def _files(field: Field, raw: object) -> tuple[str, ...]:
    keys = raw if isinstance(raw, (list, tuple)) else [raw]
    return tuple(dict.fromkeys(_text(field, key) for key in keys if not is_blank(key)))


def _commitment(field: Field, raw: object) -> str:
    text = plain(raw)
    if text == field.version or text.lower() in _YES:
        return field.version
    if text.lower() in _NO:
        raise _refuse(
            "须先作出承诺才能提交", "the commitment must be made first", "请阅读后勾选", "Read and tick it"
        )
    raise _refuse(
        "承诺书已更新", "the commitment has changed", "请重新阅读后勾选", "Read it again and tick it"
    )


def _check_range(field: Field, value: object) -> None:
    for each in value if isinstance(value, tuple) else (value,):
        if field.minimum is not None and each < field.minimum:
            low = show(field, field.minimum)
            raise _refuse(f"不能小于{low}", f"it cannot be under {show(field, field.minimum, 'en')}")
        if field.maximum is not None and each > field.maximum:
            high = show(field, field.maximum)
            raise _refuse(f"不能大于{high}", f"it cannot be over {show(field, field.maximum, 'en')}")


def _refuse(zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Refusal:
    return Refusal(Text(zh, en), mend=Text(mend_zh, mend_en))


_READERS: Mapping[str, Callable[[Field, object], object]] = {
    "text": _text,
    "long_text": _text,
    "credit_code": lambda field, raw: identity.credit_code(raw).normal,
    "account": lambda field, raw: identity.bank_account(raw).normal,
    "phone": lambda field, raw: identity.mobile_phone(raw),
    "date": lambda field, raw: as_date(raw),
    "month": lambda field, raw: as_month(raw),
    "months": lambda field, raw: as_months(raw),
    "money": _money,
    "integer": _integer,
    "ratio": _ratio,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "file": _text,
    "files": _files,
    "commitment": _commitment,
}
