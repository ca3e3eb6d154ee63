from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from .health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("config.page_urls")),
    # What most people ask comes first: each pattern before it costs every request a little.
    path("", include("register.urls")),
    path("", include("cpd.urls")),
    path("", include("config.api.urls")),
    path("", include("accounts.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("schools.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))
