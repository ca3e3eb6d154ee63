from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people come in by an invitation or a claim code."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
