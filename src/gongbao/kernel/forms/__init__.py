"""Forms: a question written once becomes an input, a checked value, a schema, a column and its words."""

from __future__ import annotations

from gongbao.kernel.forms.columns import Column, columns
from gongbao.kernel.forms.dates import as_date, as_month, as_months, is_blank
from gongbao.kernel.forms.fields import Field, Form, Kind, Option, options
from gongbao.kernel.forms.parsing import Parsed, Problem, collect, parse
from gongbao.kernel.forms.reading import read
from gongbao.kernel.forms.schema import json_schema
from gongbao.kernel.forms.showing import show, to_json

__all__ = [
    "Column",
    "Field",
    "Form",
    "Kind",
    "Option",
    "Parsed",
    "Problem",
    "as_date",
    "as_month",
    "as_months",
    "collect",
    "columns",
    "is_blank",
    "json_schema",
    "options",
    "parse",
    "read",
    "show",
    "to_json",
]
