from django.db import models

from core import crypto

from .person import Person


class PostalAddress(models.Model):
    """The address, encrypted, to which somebody wants letters on paper to be sent.

    Only letters that the register posts show it. ``lines`` are printed below the name.
    """

    TOLD_TO_OWNER = ("lines",)  # what ``accounts.portability`` exports of it

    person = models.OneToOneField(Person, models.PROTECT, related_name="postal_address")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"postal address {self.pk}"

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(crypto.decrypt(self.sealed, bound_to=self.bound_to).decode().split("\n"))

    @property
    def bound_to(self) -> str:
        return f"postal address {self.pk}"
