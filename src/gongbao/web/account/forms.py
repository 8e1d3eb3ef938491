"""The account's forms: sign-in and one-time codes, labelled in the language in force."""

from __future__ import annotations

from typing import Any

from django import forms

from gongbao.kernel.identity import identity_number
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.i18n import language

_RULES = Text(
    "至少10个字符，不能全是数字，不要用常见的密码，也不要与用户名、姓名相近",
    "At least ten characters, not all digits, not a common password, not like your user name or name",
)
_PLACES = {"登录名": "login", "姓名": "name", "身份证号": "number"}
"""Fields by what the services call the place of a fault."""
WRONG = Text("用户名或密码不对", "The user name or the password is wrong")


class Worded(forms.Form):
    """A form whose labels are `words`, and whose help `hints`, in the language in force."""

    words: dict[str, Text] = {}
    hints: dict[str, Text] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, text in self.words.items():
            self.fields[name].label = text.say(language())
        for name, text in self.hints.items():
            self.fields[name].help_text = text.say(language())

    def refuse(self, refusal: Refusal, field: str | None = None) -> None:
        """Show a refusal at a field, or at the form."""
        stop = ". " if language() == "en" else "。"
        mend = refusal.mend.say(language())
        self.add_error(field, refusal.what.say(language()) + (stop + mend if mend else ""))

    def refuse_at(self, refusal: Refusal) -> None:
        """Show a refusal at the field it names, by name or label; else at the form."""
        places = {refusal.where, _PLACES.get(refusal.where, "")}
        self.refuse(refusal, next((name for name in self.fields if name in places), None))


class SignIn(Worded):
    """Login name and password."""

    words = {"login": Text("用户名", "User name"), "password": Text("密码", "Password")}
    login = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def _new(**more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(max_length=200, strip=False, widget=widget, **more)


class Identity(Worded):
    """A name and an identity number, as on the card."""

    words = {"name": Text("姓名", "Name"), "number": Text("身份证号", "Identity number")}
    hints = {
        "name": Text("照身份证填写", "As on your identity card"),
        "number": Text("加密保存，页面上只显示开头和末几位", "Kept encrypted and shown masked"),
    }
    name = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    number = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """Tell a faulty number at its field."""
        try:
            identity_number(self.cleaned_data.get("number") or "")
        except Refusal as refusal:
            if "number" in self.cleaned_data:
                self.refuse(refusal, "number")
        return self.cleaned_data


class ChosenPassword(Worded):
    """A new password, typed twice."""

    words = {"password": Text("新密码", "New password"), "again": Text("再输入一次", "Once more")}
    hints = {"password": _RULES}
    password, again = _new(), _new()


class ChangedPassword(ChosenPassword):
    """The present password and a new one."""

    words = {"old": Text("现在的密码", "Present password"), **ChosenPassword.words}
    field_order = ("old", "password", "again")
    old = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class Register(Identity):
    """Who one is, a user name, and a password typed twice."""

    words = {
        **Identity.words,
        "login": Text("用户名", "User name"),
        "password": Text("密码", "Password"),
        "again": Text("再输入一次", "Once more"),
    }
    hints = {
        **Identity.hints,
        "login": Text(
            "4至32位字母、数字或 . _ -，不要用证件号码",
            "4 to 32 letters, digits or . _ -, not your identity number",
        ),
        "password": _RULES,
    }
    login = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password, again = _new(), _new()


class Code(Worded):
    """A one-time code, or one of the recovery codes."""

    words = {"code": Text("动态口令", "One-time code")}
    code = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
