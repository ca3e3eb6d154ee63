"""The open register by API, with the same answers as its pages."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import OpenResource
from accounts.api.reading import NoQuery
from accounts.models import ApiClient, Person
from core import clock
from register import limits
from register.selectors.public import Check, Entry, check_certificate, plain_number, public_entry
from register.services.listings import count_opened
from register.signing.codes import grouped, plain_code

HOUR = 3600
NUMBER = "Het registratienummer: LR en tien cijfers."
CODE = "De code die op het certificaat staat: twaalf tekens, met of zonder streepjes of spaties."


class RegistrationSerializer(serializers.Serializer[Entry]):
    registratienummer = serializers.CharField(source="number", help_text=NUMBER)
    naam = serializers.CharField(source="name", help_text="De naam van de leraar.")
    bevoegdheden = serializers.ListField(
        source="qualifications",
        child=serializers.CharField(),
        help_text="Waarvoor de leraar bevoegd is en herregistratie vraagt.",
    )
    ingeschrevenOp = serializers.DateField(  # noqa: N815  the name that it has in the API
        source="registered_on", help_text="De dag waarop de leraar is ingeschreven."
    )
    herregistratieOp = serializers.DateField(  # noqa: N815
        source="renewed_on", allow_null=True, help_text="De dag van de laatste herregistratie."
    )
    periodeTot = serializers.DateField(  # noqa: N815
        source="valid_until", help_text="De dag waarop de lopende periode voorbij is."
    )
    aantekeningSinds = serializers.DateField(  # noqa: N815
        source="noted_on",
        allow_null=True,
        help_text=(
            "Sinds welke dag er een aantekening staat: de leraar voldeed niet op tijd aan de eisen "
            "voor herregistratie. Dat zegt niets over hoe iemand lesgeeft."
        ),
    )


class CertificateSerializer(serializers.Serializer[Check]):
    code = serializers.SerializerMethodField(help_text=CODE)
    geldig = serializers.BooleanField(source="valid", help_text="Of het certificaat nu geldt.")
    ingetrokken = serializers.BooleanField(
        source="withdrawn", help_text="Of het certificaat is ingetrokken."
    )
    vervangen = serializers.BooleanField(
        source="replaced", help_text="Of er een nieuw certificaat voor in de plaats kwam."
    )
    verlopen = serializers.BooleanField(source="expired", help_text="Of de termijn voorbij is.")
    ingeschreven = serializers.BooleanField(
        source="registered", help_text="Of de leraar nog ingeschreven is."
    )
    afgegevenOp = serializers.DateField(  # noqa: N815
        source="certificate.issued_on", help_text="De dag van afgifte."
    )
    geldigTot = serializers.DateField(  # noqa: N815
        source="certificate.valid_until", help_text="De eerste dag waarop het niet meer geldt."
    )
    vingerafdruk = serializers.CharField(
        source="certificate.sha256", help_text="SHA-256 van het bestand dat is afgegeven."
    )

    def get_code(self, check: Check) -> str:
        return grouped(check.certificate.code)


class PublicResource(OpenResource):
    """A resource that can only be found by its number or code; misses are rate limited."""

    query_class = NoQuery

    def found_or_missed(self, found: Any) -> Any:
        """Return what was found; otherwise count a miss and answer 404."""
        if found is None:
            limits.count_miss(self.request._request)
            raise Http404
        return found

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if limits.missed_too_often(request._request):
            raise Throttled(wait=HOUR)


@extend_schema_view(
    retrieve=extend_schema(
        operation_id="registratie",
        summary="Is deze leraar ingeschreven?",
        description=(
            "Geeft wat iedereen mag zien van een ingeschreven leraar. Wie niet is ingeschreven, in "
            "het voorportaal staat, is doorgehaald of niet bestaat, geeft hetzelfde antwoord: 404."
        ),
        tags=["registraties"],
        examples=[
            OpenApiExample(
                "Ingeschreven",
                value={
                    "registratienummer": "LR6157930214",
                    "naam": "Noor de Vries",
                    "bevoegdheden": ["Nederlands (vo)"],
                    "ingeschrevenOp": "2023-11-23",
                    "herregistratieOp": None,
                    "periodeTot": "2027-11-23",
                    "aantekeningSinds": None,
                },
                response_only=True,
            )
        ],
    )
)
class RegistrationViewSet(PublicResource):
    serializer_class = RegistrationSerializer
    lookup_field = "nummer"
    lookup_value_converter = "str"
    lookup_example = "LR6157930214"
    lookup_words = NUMBER

    @property
    def _viewer(self) -> Person | None:
        """The teacher whose program asks, so that views of their own entry are not counted."""
        client = self.request.auth
        if isinstance(client, ApiClient) and client.organisation_id is None:
            return client.responsible
        return None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if limits.is_look_too_many(request._request):
            raise Throttled(wait=HOUR)

    def retrieve(self, request: Request, nummer: str) -> Response:
        self.asked()
        entry = self.found_or_missed(public_entry(plain_number(nummer), on=clock.today()))
        count_opened(entry.registration, viewer=self._viewer, on=clock.today())
        return Response(self.get_serializer(entry).data)


@extend_schema_view(
    retrieve=extend_schema(
        operation_id="certificaat",
        summary="Is dit certificaat echt, en geldt het nog?",
        description="Houdt de code van een certificaat tegen het register van vandaag.",
        tags=["certificaten"],
    )
)
class CertificateViewSet(PublicResource):
    serializer_class = CertificateSerializer
    lookup_field = "code"
    lookup_value_converter = "str"
    lookup_example = "K7QD-4M2X-9TRF"
    lookup_words = CODE

    def retrieve(self, request: Request, code: str) -> Response:
        self.asked()
        check = self.found_or_missed(check_certificate(plain_code(code), on=clock.today()))
        return Response(self.get_serializer(check).data)
