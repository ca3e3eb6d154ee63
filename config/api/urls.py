"""Everything below /api/, on one screen."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from accounts.api.clients import OwnClient
from cpd.api.activities import ActivityViewSet
from cpd.api.attendance import AttendanceViewSet
from cpd.api.courses import CourseViewSet
from cpd.api.offers import OfferViewSet
from cpd.api.sessions import SessionViewSet
from register.api.checks import CheckViewSet
from register.api.registrations import CertificateViewSet, RegistrationViewSet
from schools.api.deliveries import DeliveryViewSet
from schools.api.schools import SchoolViewSet

from . import views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("leveringen", DeliveryViewSet, basename="leveringen")
router.register("register-controles", CheckViewSet, basename="register-controles")
router.register("registraties", RegistrationViewSet, basename="registraties")
router.register("certificaten", CertificateViewSet, basename="certificaten")
router.register("activiteiten", ActivityViewSet, basename="activiteiten")
router.register("cursussen", CourseViewSet, basename="cursussen")
router.register("bijeenkomsten", SessionViewSet, basename="bijeenkomsten")
router.register("aanwezigheden", AttendanceViewSet, basename="aanwezigheden")
router.register("aanbod", OfferViewSet, basename="aanbod")
router.register("scholen", SchoolViewSet, basename="scholen")

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api", views.front, name="front"),
    path("api/v1", views.root, name="root"),
    path("api/v1/", views.root),
    path("api/v1/openapi.json", views.openapi_json, name="openapi_json"),
    path("api/v1/openapi.yaml", views.openapi_yaml, name="openapi_yaml"),
    path("api/v1/koppeling", OwnClient.as_view({"get": "retrieve"}), name="koppeling"),
    path("api/v1/", include(router.urls)),
]
