from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.services.invitations import invite_first_administrator


class Command(BaseCommand):
    help = "Invite the first administrator of a new register; later ones are invited on a page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        try:
            validate_email(email)
            invite_first_administrator(email, actor=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"The invitation to {email} is on its way.")
