"""``{% key %}``: the submission key of a form, made once for each time the form is shown."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongbao.platform.db.services import new_key

register = template.Library()


@register.simple_tag
def key() -> SafeString:
    """A hidden field that makes a second submission of the same form do nothing new."""
    return format_html('<input type="hidden" name="key" value="{}">', new_key())
