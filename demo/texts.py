"""New words for one message, from a day that has not come yet."""

from datetime import date, timedelta

from accounts.models import MessageText, Person
from register.services.texts import save_text
from register.words.messages import RULES

A_MONTH = timedelta(days=30)


def write_a_text(*, administrator: Person, on: date) -> None:
    """Let the last reminder of a period say from next month on who can be asked for help."""
    text = MessageText.objects.in_force("reminder_last_day", on=on)
    text.pk = None
    text.body = text.body.replace("{link}\n", "{link}\n\nKomt u er niet uit? Bel ons gerust.\n")
    text.body_en = text.body_en.replace("{link}\n", "{link}\n\nDo you need help? Please call us.\n")
    rule = RULES["reminder_last_day"]
    save_text(rule, actor=administrator, since=on + A_MONTH, text=text, on=on)
