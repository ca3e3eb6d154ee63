"""The words of our messages: which are in force, and which came before or will come."""

from dataclasses import dataclass
from datetime import date

from accounts.choices import Language
from accounts.models import MessageText
from accounts.texts import Words, written
from register.words.messages import RULES, MessageRule


@dataclass(frozen=True)
class TextInForce:
    rule: MessageRule
    text: MessageText


def texts_in_force(on: date) -> list[TextInForce]:
    """Return each message with the words that it is sent in today, in the order of the list."""
    begun = MessageText.objects.filter(since__lte=on).order_by("code", "-version")
    newest = {text.code: text for text in begun.distinct("code")}
    return [TextInForce(rule, newest[code]) for code, rule in RULES.items()]


def previews(rule: MessageRule, text: MessageText) -> list[Words]:
    """Return a message as a made-up person would read it, in each language."""
    return [written(text, language, rule.examples) for language in Language.values]
