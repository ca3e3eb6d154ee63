import pytest

from register.models import RuleSet
from register.selectors.rulesets import rules_of

from .examples import RULES

pytestmark = pytest.mark.django_db


def test_the_rules_of_2015_are_laid_down_as_the_reglement_has_them():
    """domain.md §5.2; the terms and the ladder are ours (§3.3)."""
    laid_down = RuleSet.objects.get(code="2015")

    assert rules_of(laid_down.pk) == RULES
