"""Handing in attendance by API, with the same services as the provider's page."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery
from accounts.choices import Scope
from core import clock
from cpd.choices.sessions import AttendanceStatus
from cpd.lists import Line
from cpd.models import Attendance, Session
from cpd.querysets import AttendanceQuerySet
from cpd.selectors.sessions import Match, matches
from cpd.services.attendance import (
    correct_hours,
    credit_attendance,
    withdraw_attendance,
    withdraw_list,
)

from .participants import (
    ATTENDANCE,
    CHANGED,
    CORRECTION,
    LIST,
    LISTED,
    STATUSES,
    WITHDRAWAL,
    AttendanceQuery,
    AttendanceSerializer,
    ChangedSerializer,
    HoursBody,
    ListBody,
    ListSerializer,
    ListWithdrawalBody,
    Outcome,
    WithdrawalBody,
)

Service = Callable[..., list[int]]


class AttendanceViewSet(Resource):
    """Who was at the sessions of the client's own provider."""

    scopes = {
        "GET": Scope.READ_ATTENDANCE,
        "HEAD": Scope.READ_ATTENDANCE,
        "POST": Scope.WRITE_ATTENDANCE,
    }
    serializer_class = AttendanceSerializer
    queryset = Attendance.objects.none()
    lookup_value_converter = "int"
    lookup_example = 104

    def get_queryset(self) -> AttendanceQuerySet:
        own = Attendance.objects.filter(session__offer__provider=self.client.organisation_id)
        return own.with_session().with_credited().order_by("-pk")

    @extend_schema(
        operation_id="aanwezigheden",
        summary="Wie er was",
        description="Geeft wie er bij uw bijeenkomsten was, de laatst vastgelegde eerst.",
        parameters=[AttendanceQuery],
        tags=["aanwezigheden"],
        examples=[OpenApiExample("Toegekend", value=ATTENDANCE, response_only=True)],
    )
    def list(self, request: Request) -> Response:
        asked = self.asked(AttendanceQuery)
        found = self.get_queryset()
        if "bijeenkomst" in asked:
            found = found.filter(session=asked["bijeenkomst"])
        if "status" in asked:
            known = [status for status, name in STATUSES.items() if name == asked["status"]]
            found = found.filter(status__in=known)
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="aanwezigheid",
        summary="Een aanwezigheid",
        description="Geeft of de uren van een deelnemer zijn toegekend, of waarom niet meer.",
        tags=["aanwezigheden"],
        examples=[OpenApiExample("Toegekend", value=ATTENDANCE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        operation_id="aanwezighedenInleveren",
        summary="Een lijst van deelnemers inleveren",
        description=(
            "Kent de uren van een bijeenkomst toe aan wie er was. Dat kan vanaf de laatste dag. "
            "Iedereen krijgt er bericht van en vindt de uren meteen in het eigen dossier.\n\n"
            "Een deelnemer die al op de lijst stond, krijgt niets dubbel. Past een nummer bij "
            "niemand, of past de naam er niet bij, dan zegt het antwoord alleen dat. Een "
            "samengevoegd nummer leidt naar wie bleef."
        ),
        parameters=[KEY],
        request=ListBody,
        responses={201: ListSerializer},
        tags=["aanwezigheden"],
        extensions={"x-problems": ["409"]},
        examples=[
            OpenApiExample("Een lijst", value=LIST, request_only=True),
            OpenApiExample("Het antwoord", value=LISTED, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        own = self._sessions()
        said = self.sent(ListBody, own=own)
        session = own.get(pk=said["bijeenkomst"])
        answer = self._credited(session, said["deelnemers"])
        listed = f"{reverse('api:aanwezigheden-list')}?bijeenkomst={session.pk}"
        headers = {"Location": request.build_absolute_uri(listed)}
        return Response(ListSerializer(answer).data, status=201, headers=headers)

    @extend_schema(
        operation_id="aanwezigheidIntrekken",
        summary="Een aanwezigheid intrekken",
        description=(
            "Zegt dat iemand er toch niet was, en waarom. De leraar krijgt bericht en de uren gaan "
            "uit het dossier. Is er al op beslist, dan kijkt het register er eerst naar."
        ),
        parameters=[KEY],
        request=WithdrawalBody,
        responses={200: AttendanceSerializer},
        tags=["aanwezigheden"],
        extensions={"x-problems": ["409"]},
        examples=[
            OpenApiExample(
                "Een reden", value={"reden": "U stond per ongeluk op de lijst."}, request_only=True
            )
        ],
    )
    @action(detail=True, methods=["post"], url_path="intrekking", serializer_class=WithdrawalBody)
    @once
    def withdrawal(self, request: Request, pk: int) -> Response:
        attendance = get_object_or_404(self.get_queryset(), pk=pk)
        reason = self.sent(WithdrawalBody)["reden"]
        done = withdraw_attendance(attendance, actor=self.client.responsible, reason=reason)
        return Response(AttendanceSerializer(self.get_queryset().get(pk=done.pk)).data)

    @extend_schema(
        operation_id="aanwezighedenIntrekken",
        summary="Een hele lijst intrekken",
        description=(
            "Zegt van iedereen op een lijst, of van de genoemde deelnemers, dat zij er toch niet "
            "waren, en waarom: in een keer, of helemaal niet. Ieder krijgt bericht."
        ),
        parameters=[KEY],
        request=ListWithdrawalBody,
        responses={200: ChangedSerializer},
        tags=["aanwezigheden"],
        extensions={"x-problems": ["409"]},
        examples=[
            OpenApiExample("De verkeerde lijst", value=WITHDRAWAL, request_only=True),
            OpenApiExample("Het antwoord", value=CHANGED, response_only=True),
        ],
    )
    @action(detail=False, methods=["post"], url_path="intrekking")
    @once
    def withdrawals(self, request: Request) -> Response:
        return self._changed(ListWithdrawalBody, withdraw_list)

    @extend_schema(
        operation_id="aanwezighedenUren",
        summary="Uren aanpassen",
        description=(
            "Past de uren aan van iedereen op een lijst, of van de genoemde deelnemers: minder dan "
            "de cursus, verdeeld zoals de cursus. Ieder krijgt bericht met de reden. Is er al op "
            "beslist, dan blijven de uren staan en kijkt het register ernaar."
        ),
        parameters=[KEY],
        request=HoursBody,
        responses={200: ChangedSerializer},
        tags=["aanwezigheden"],
        extensions={"x-problems": ["409"]},
        examples=[
            OpenApiExample("Eerder afgelopen", value=CORRECTION, request_only=True),
            OpenApiExample("Het antwoord", value=CHANGED, response_only=True),
        ],
    )
    @action(detail=False, methods=["post"], url_path="uren")
    @once
    def hours(self, request: Request) -> Response:
        return self._changed(HoursBody, correct_hours)

    def _changed(self, shape: type[ListWithdrawalBody], service: Service) -> Response:
        """Do something with all or some of those credited for a session; count the outcomes."""
        own = self._sessions()
        said = self.sent(shape, own=own)
        session = own.get(pk=said["bijeenkomst"])
        only = _on_list(session, said["deelnemers"]) if "deelnemers" in said else None
        values = {"hours": said["uren"]} if "uren" in said else {}
        actor, reason = self.client.responsible, said["reden"]
        done = service(session, actor=actor, reason=reason, only=only, **values)
        asked = Attendance.objects.contested().filter(pk__in=done).count()
        answer = {"aangepast": len(done) - asked, "inOnderzoek": asked}
        return Response(ChangedSerializer({"bijeenkomst": session.pk, **answer}).data)

    def _sessions(self) -> QuerySet[Session]:
        return Session.objects.of_provider(self.organisation.pk).select_related("offer")

    def _credited(self, session: Session, lines: Iterable[Line]) -> dict[str, object]:
        found = matches(session, lines)
        people = {one.person.pk: one.line.name for one in found if one.person and one.new}
        actor = self.client.responsible
        keys = credit_attendance(session, actor=actor, on=clock.today(), people=people)
        credited = set(Attendance.objects.filter(pk__in=keys).values_list("person_id", flat=True))
        return {
            "bijeenkomst": session.pk,
            "toegekend": len(credited),
            "deelnemers": list(_told(found, credited)),
        }


def _on_list(session: Session, lines: list[Line]) -> list[int]:
    """Return the attendances of these people; raise ValidationError if one is not credited."""
    people = [match.person.pk if match.person else 0 for match in matches(session, lines)]
    credited = session.attendances.filter(status=AttendanceStatus.CREDITED, person__in=people)
    keys = dict(credited.values_list("person_id", "pk"))
    if strangers := [n for n, person in enumerate(people) if person not in keys]:
        words = "Aan deze deelnemer zijn geen uren toegekend."
        raise ValidationError({"deelnemers": {str(n): [words] for n in strangers}})
    return list(keys.values())


def _told(found: Iterable[Match], credited: set[int]) -> Iterator[dict[str, str]]:
    for match in found:
        now = (
            match.person.number if match.person and match.person.number != match.line.number else ""
        )
        yield {
            "registratienummer": match.line.text,
            "uitkomst": _outcome(match, credited),
            "vervangenDoor": now,
        }


def _outcome(match: Match, credited: set[int]) -> Outcome:
    if match.person is None:
        return Outcome.NOT_FOUND
    if match.doubled:
        return Outcome.TWICE
    if match.seated:
        return Outcome.THERE
    return Outcome.CREDITED if match.person.pk in credited else Outcome.SAME_DAY
