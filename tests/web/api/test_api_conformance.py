"""Whatever is sent, the interface answers as its own description says, and never with a fault of its own."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from gongbao.web.api.site import api

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


@pytest.fixture
def interface(at, db):
    """The running interface, nobody signed in; the test's connection stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with override_settings(
        ROOT_URLCONF="tests.web.api.urls",
        ALLOWED_HOSTS=["localhost"],
        MIDDLEWARE=[
            "gongbao.web.i18n.LanguageMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "gongbao.web.shared.acting.ActorMiddleware",
        ],
    ):
        yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


OPERATIONS = [
    (path, method)
    for path, methods in api.get_openapi_schema(path_prefix="/api")["paths"].items()
    for method in methods
]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_an_operation_keeps_to_its_description(interface, path, method):
    @settings(
        max_examples=15,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=interface[path][method].as_strategy())
    def keeps(case):
        case.call_and_validate(checks=CHECKS)

    keeps()
