from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
# While the first slices land beside each other; replaced by plain includes when they are all there.
for prefix, module in [
    ("", "config.page_urls"),
    ("", "accounts.urls"),
    ("", "schools.urls"),
    ("", "cpd.urls"),
    ("", "register.urls"),
    ("", "demo.urls"),
]:
    if find_spec(module.split(".")[0]) and find_spec(module):
        urlpatterns.append(path(prefix, include(module)))
