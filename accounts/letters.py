"""Mail to one person, written in Dutch. The first line of a template is the subject."""

from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core.models import AuditEvent

from .models import Invitation, Mandate, Person
from .selectors import invitations as selectors

# What happened, in words that follow “Beste …,”.
NOTICES = {
    "person.password_changed": "Het wachtwoord van uw account is gewijzigd.",
    "person.password_reset": "U heeft een nieuw wachtwoord gekozen met een link uit uw e-mail.",
    "person.email_changed": "Het e-mailadres van uw account is gewijzigd. U logt voortaan in met "
    "het nieuwe adres. Dit bericht gaat naar het oude adres.",
    "person.totp_activated": "De code-app voor uw account is ingesteld.",
    "person.totp_deactivated": "De code-app is van uw account verwijderd.",
    "person.recovery_codes_generated": "Voor uw account zijn nieuwe herstelcodes gemaakt. De oude "
    "werken niet meer.",
    "person.webauthn_added": "Aan uw account is een passkey of beveiligingssleutel toegevoegd.",
    "person.webauthn_removed": "Van uw account is een passkey of beveiligingssleutel verwijderd.",
    "person.second_factor_reset": "Uw tweede stap bij het inloggen is gewist, omdat u die kwijt "
    "was. U bent overal uitgelogd. Log in met uw wachtwoord en stel een nieuwe tweede stap in.",
    "person.claimed": "U heeft uw gegevens in het Lerarenregister in beheer genomen. Alleen u kunt "
    "ze nu bekijken en bevestigen met dit account.",
    "person.second_account": "Iemand, waarschijnlijk uzelf, wilde zich met uw gegevens aanmelden "
    "bij het Lerarenregister. U heeft al een account. Log in met dit e-mailadres, of vraag bij het "
    "inloggen om een nieuw wachtwoord.",
    "person.frozen": "Iemand heeft gemeld dat niet de leraar zelf dit dossier in beheer heeft "
    "genomen. Daarom kan nu niemand met uw account inloggen. Een beheerder van het register "
    "kijkt ernaar. U hoort van ons zodra dat is gebeurd.",
    "person.unfrozen": "Een beheerder heeft gekeken en uw account werkt weer.",
    "person.opened_again": "Wij hadden uw account gesloten. Dat was een vergissing. Uw account "
    "werkt weer.",
    "person.shield_asked": "Uw gegevens zijn vanaf nu afgeschermd. Niemand vindt u in het "
    "register op naam, en niemand ziet waar u werkt. Een beheerder kijkt nog naar uw verzoek.",
    "person.shielded": "Een beheerder heeft uw gegevens afgeschermd. Niemand vindt u in het "
    "register op naam, en niemand ziet waar u werkt. Dit blijft zo tot u het zelf stopt.",
    "person.shield_refused": "Een beheerder heeft uw verzoek om afscherming bekeken en schermt uw "
    "gegevens niet af. U kunt weer op naam gevonden worden. Waarom, leest u op de pagina "
    "“Afscherming” bij uw gegevens.",
    "person.shield_lifted": "Uw gegevens zijn niet meer afgeschermd. U kunt weer op naam gevonden "
    "worden. Heeft u dit niet zelf gevraagd? Neem dan meteen contact met ons op.",
    "person.account_deleted": "U heeft uw account verwijderd. U kunt niet meer inloggen. Wat uw "
    "school over u doorgeeft en wat het register over u besloot, blijft staan. Uw activiteiten "
    "bewaren we nog vijf jaar, voor als u terugkomt. Daarna gooien we ze weg.",
    "role.granted": "U heeft een nieuwe rol gekregen in het Lerarenregister. U vindt uw rollen op "
    "de pagina “Mijn account”.",
    "role.revoked": "Een van uw rollen in het Lerarenregister is beëindigd. U vindt uw rollen op "
    "de pagina “Mijn account”.",
}


def invitation(invitation: Invitation) -> EmailMessage:
    link = reverse("accounts:invitation_link", args=[selectors.plain_token(invitation)])
    return _letter("invitation", invitation.email, invitation=invitation, link=_full(link))


def verification(address: EmailAddress) -> EmailMessage:
    """Ask somebody to verify an address; if it has an account already, say that instead."""
    if EmailAddress.objects.filter(email=address.email, verified=True).exists():
        return _letter("address_in_use", address.email, link=_full(reverse("account_login")))
    key = EmailConfirmationHMAC(address).key
    link = _full(reverse("account_confirm_email", args=[key]))
    return _letter("verification", address.email, person=address.user, link=link)


def password_link(person: Person) -> EmailMessage:
    key = default_token_generator.make_token(person)
    uid = user_pk_to_url_str(person)
    link = _full(reverse("account_reset_password_from_key", args=[uid, key]))
    return _letter("password_link", person.email, person=person, link=link)


def notice(person: Person, event: AuditEvent) -> EmailMessage:
    """Tell what happened to an account; after a change of address the old address is told."""
    email = person.email
    if "version" in event.data:
        email = person.events.get(pgh_id=event.data["version"]).email
    context = {"person": person, "event": event, "happened": NOTICES[event.action]}
    links = {"link": _full(reverse("accounts:account")), "help": _full(reverse("pages:help"))}
    return _letter("notice", email, **context, **links)


def mandate(mandate: Mandate, person: Person, *, on: date) -> EmailMessage:
    """Tell somebody of an office that a board lets them deliver, or no longer does."""
    over = mandate.until is not None and mandate.until <= max(on, mandate.since)
    link = _full(reverse("accounts:office"))
    return _letter("mandate", person.email, person=person, mandate=mandate, over=over, link=link)


def _full(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _letter(name: str, to: str, **context) -> EmailMessage:
    with translation.override("nl"):
        text = render_to_string(f"accounts/letters/{name}.txt", context)
    subject, _, body = text.partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[to])
