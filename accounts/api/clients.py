"""What a client can read about itself, for instance to find out whether its token works."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import ApiClient

from .base import Resource
from .reading import NoQuery


class ClientSerializer(serializers.ModelSerializer[ApiClient]):
    naam = serializers.CharField(source="name", help_text="De naam van de koppeling.")
    organisatie = serializers.CharField(
        source="organisation.name",
        default="",
        help_text="De organisatie waarvoor de koppeling werkt; leeg bij een leraar zelf.",
    )
    doel = serializers.CharField(source="purpose", help_text="Waarvoor de koppeling dient.")
    rechten = serializers.ListField(
        source="scopes", child=serializers.CharField(), help_text="Wat de koppeling mag."
    )
    geldigVanaf = serializers.DateField(source="since", help_text="De eerste dag.")  # noqa: N815
    geldigTot = serializers.DateField(  # noqa: N815
        source="until", allow_null=True, help_text="De eerste dag waarop zij niet meer werkt."
    )
    verzoekenPerMinuut = serializers.IntegerField(  # noqa: N815
        source="requests_a_minute", help_text="Hoeveel verzoeken in een minuut mogen."
    )

    class Meta:
        model = ApiClient
        fields = [
            "naam",
            "organisatie",
            "doel",
            "rechten",
            "geldigVanaf",
            "geldigTot",
            "verzoekenPerMinuut",
        ]


class OwnClient(Resource):
    """The client that asks. Every client may ask this."""

    serializer_class = ClientSerializer
    query_class = NoQuery
    for_clients_only = True

    @extend_schema(
        operation_id="koppeling",
        summary="Wie ben ik?",
        description="Geeft de koppeling waarbij het token hoort, met haar rechten en grenzen.",
        tags=["koppeling"],
    )
    def retrieve(self, request: Request) -> Response:
        self.asked()
        return Response(self.get_serializer(self.client).data)
