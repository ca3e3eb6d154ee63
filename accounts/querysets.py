from datetime import date

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q, QuerySet


class RoleQuerySet(QuerySet):
    def on(self, day: date):
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class PersonManager(BaseUserManager):
    """Find the person who signs in; people are made by services, not by a manager."""

    def get_by_natural_key(self, handle: str):
        return self.get(handle=handle)
