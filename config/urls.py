from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from .health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("config.page_urls")),
    path("", include("config.api.urls")),
    path("", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("schools.urls")),
    path("", include("cpd.urls")),
    path("", include("register.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))
