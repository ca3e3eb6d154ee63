"""A batch of letters as one PDF, each dated on the day of posting."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Message
from accounts.selectors.postal import postal_lines
from core import paper
from register.models import CaseEvent, Decision, PostBatch
from register.papers import documents
from register.papers.documents import Issuer

from . import case_letters, contents
from .notifying import objection_term, remedy_term, told_about

TITLE = "Brieven van het Lerarenregister"


@dataclass(frozen=True)
class NoticeContent:
    """The content of a letter for a notice that starts no term: the text of the message."""

    message: Message
    issuer: Issuer
    demo: bool

    @property
    def decided_on(self) -> date:
        return timezone.localdate(self.message.told_at)

    @property
    def name(self) -> str:
        return self.message.person.full_name

    @property
    def number(self) -> str:
        return self.message.person.number

    @property
    def reference(self) -> str:
        return f"BR-{self.decided_on.year}-{self.message.pk:06}"


@dataclass(frozen=True)
class Sheet:
    """One letter: the context of ``documents/_letter_sheet.html``."""

    content: documents.LetterContent | case_letters.CaseLetter | NoticeContent
    title: str
    body: SafeString
    address: tuple[str, ...]


def batch_pdf(batch: PostBatch, messages: list[Message]) -> bytes:
    """Return all letters of a batch as one PDF, each starting on a new sheet."""
    known = postal_lines(message.person_id for message in messages)
    context = {
        "sheets": [
            _sheet(message, sent_on=batch.posts_on, address=known.get(message.person_id, ()))
            for message in messages
        ],
        "sent_on": batch.posts_on,
        "title": TITLE,
        "issuer": contents.issuer(),
    }
    with translation.override(contents.LANGUAGE):
        page = render_to_string("register/documents/letters.html", context)
    return paper.as_pdf(paper.lay_out(page))


def _sheet(message: Message, *, sent_on: date, address: tuple[str, ...]) -> Sheet:
    subject = told_about(message)
    if isinstance(subject, Decision):
        subject.objection_until = objection_term(subject, on=sent_on)
        content = contents.letter_content(subject)
        body = documents.letter_html(content)
        return Sheet(content, documents.LETTER_TITLE, body, address)
    if isinstance(subject, CaseEvent):
        subject.notified_on = sent_on
        subject.remedy_until = remedy_term(subject, on=sent_on)
        letter = contents.case_letter(subject)
        body = case_letters.letter_html(letter)
        return Sheet(letter, case_letters.title(subject), body, address)
    notice = NoticeContent(message, contents.issuer(), settings.DEMO)
    words = mark_safe(linebreaks(message.body, autoescape=True))  # noqa: S308  linebreaks escapes
    return Sheet(notice, message.subject, words, address)
