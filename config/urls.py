from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from .health import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
]
# While the first slices land beside each other; replaced by plain includes when they are all there.
for module in [
    "config.page_urls",
    "accounts.sign_in_urls",
    "accounts.urls",
    "schools.urls",
    "cpd.urls",
    "register.urls",
]:
    if find_spec(module):
        urlpatterns.append(path("", include(module)))
if settings.DEMO:
    urlpatterns.append(path("", include("demo.urls")))
