from typing import Any

from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandParser

from accounts.models import Person
from accounts.services.sign_in import sign_out_everywhere


class Command(BaseCommand):
    help = "Sign people out everywhere: those with these e-mail addresses, or everybody."

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--everybody", action="store_true")
        who.add_argument("email", nargs="*", default=[])

    def handle(self, *, email: list[str], everybody: bool, **options: Any) -> None:
        people = Person.objects.filter(pk__in=UserSession.objects.values("user"))
        if not everybody:
            people = people.filter(email__in=[address.lower() for address in email])
        for person in people:
            sign_out_everywhere(person, actor=None)
            self.stdout.write(str(person.pk))
