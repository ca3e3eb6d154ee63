"""The promise of tests/conftest.py to transactional tests."""

import pytest
from django.contrib.contenttypes.models import ContentType

from core import audit
from core.models import AuditEvent


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "twice"])
def test_a_transactional_test_finds_the_database_as_it_was_migrated(time):
    assert AuditEvent.objects.count() == 0

    audit.record("tested", ContentType.objects.first(), actor=None)

    assert AuditEvent.objects.count() == 1
