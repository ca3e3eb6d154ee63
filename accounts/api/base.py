"""What every resource of the API is made of."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from accounts.choices import Scope
from accounts.models import ApiClient, Organisation

from .authentication import TokenAuthentication
from .pagination import Pages
from .reading import TWICE, Invalid, JsonParser, NoQuery, PageQuery, Strict, together
from .throttling import PerMinute


class HasScope(BasePermission):
    """Let anybody read what is public, and clients do what their scopes allow."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed: Scope | None = view.scope_of(request.method)
        if needed is None:
            return True
        if not isinstance(request.auth, ApiClient):
            raise NotAuthenticated
        if needed not in request.auth.scopes:
            raise PermissionDenied(_("This connection may not do this: it needs “%s”.") % needed)
        return True


class Resource(GenericViewSet):
    """A resource; ``scopes`` maps a method to the scope that it needs, open methods are absent.

    ``lookup_example`` is the key that the examples in the documentation use.
    """

    scopes: dict[str, Scope] = {}
    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [PerMinute]
    parser_classes = [JsonParser]
    pagination_class = Pages
    http_method_names = ["get", "head", "post"]
    query_class: type[Serializer] = PageQuery
    for_clients_only = False
    lookup_example: str | int = ""
    lookup_words = "Het id, zoals een eerder antwoord het gaf."
    repeated: dict[Any, Any] = {}  # names that stand twice in the body, from JsonParser
    wrong_headers: dict[str, list[str]] = {}

    def scope_of(self, method: str | None) -> Scope | None:
        return self.scopes.get(method or "", self.scopes.get("*"))

    @property
    def client(self) -> ApiClient:
        """The client that signed in. Raises NotAuthenticated if none did."""
        if not isinstance(self.request.auth, ApiClient):
            raise NotAuthenticated
        return self.request.auth

    @property
    def organisation(self) -> Organisation:
        """The organisation of the client. Raises PermissionDenied for a teacher's own program."""
        if self.client.organisation is None:
            raise PermissionDenied
        return self.client.organisation

    def asked(self, by: type[Serializer] | None = None, **known: Any) -> dict[str, Any]:
        """Return the query parameters, validated by ``by`` or else by ``query_class``.

        Raises Invalid with all errors at once, those of the headers too.
        """
        serializer, errors = self._query(by or self.query_class, **known)
        self._refuse(query=errors)
        return serializer.validated_data

    def sent(self, by: type[Strict] = Strict, *, data: Any = None, **known: Any) -> dict[str, Any]:
        """Return the body, or ``data`` instead, validated by ``by``, which gets what is ``known``.

        Raises Invalid with all errors at once, also those of the headers and for any parameter.
        """
        _query, strange = self._query(NoQuery)
        body = by(data=self.request.data if data is None else data, context=known)
        body.is_valid()
        self._refuse(query=strange, body=together(body.errors, self.repeated))
        return body.validated_data

    def _query(self, by: type[Serializer], **known: Any) -> tuple[Serializer, dict[str, Any]]:
        query = self.request.query_params
        twice = {name: [TWICE] for name, values in query.lists() if len(values) > 1}
        serializer = by(data=query.dict(), context=known)
        serializer.is_valid()
        return serializer, {**serializer.errors, **twice}

    def _refuse(self, **places: Any) -> None:
        wrong = {"header": self.wrong_headers, **places}
        if found := {place: errors for place, errors in wrong.items() if errors}:
            raise Invalid(**found)


class OpenResource(Resource):
    """A resource that everybody may read, including scripts on pages of other sites."""

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response
