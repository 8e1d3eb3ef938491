"""The account's forms: sign-in and one-time codes, labelled in the language in force."""

from __future__ import annotations

from typing import Any

from django import forms

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.i18n import language

WRONG = Text("用户名或密码不对", "The user name or the password is wrong")


class Worded(forms.Form):
    """A form whose labels are `words` in the language in force."""

    words: dict[str, Text] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, text in self.words.items():
            self.fields[name].label = text.say(language())

    def refuse(self, refusal: Refusal, field: str | None = None) -> None:
        """Show a refusal at a field, or at the form."""
        stop = ". " if language() == "en" else "。"
        mend = refusal.mend.say(language())
        self.add_error(field, refusal.what.say(language()) + (stop + mend if mend else ""))


class SignIn(Worded):
    """Login name and password."""

    words = {"login": Text("用户名", "User name"), "password": Text("密码", "Password")}
    login = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class Code(Worded):
    """A one-time code, or one of the recovery codes."""

    words = {"code": Text("动态口令", "One-time code")}
    code = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
