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
from .reading import TWICE, InvalidQuery, JsonParser, PageQuery
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

    def asked(self, by: type[Serializer] | None = None) -> dict[str, Any]:
        """Return the query parameters, validated by ``by`` or else by ``query_class``.

        Raises InvalidQuery with all errors at once.
        """
        query = self.request.query_params
        twice = {name: [TWICE] for name, values in query.lists() if len(values) > 1}
        serializer = (by or self.query_class)(data=query.dict())
        if not serializer.is_valid() or twice:
            raise InvalidQuery({**serializer.errors, **twice})
        return serializer.validated_data

    def sent(self) -> dict[str, Any]:
        """Return the validated body. Raises ValidationError with all errors at once."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class OpenResource(Resource):
    """A resource that everybody may read, including scripts on pages of other sites."""

    def finalize_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response
