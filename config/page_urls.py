from django.urls import path
from django.views.i18n import set_language

from . import views
from .api import pages

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("procedures/", views.procedures, name="procedures"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("hulp/", views.help_and_contact, name="help"),
    path("ontwikkelaars/", pages.developers, name="developers"),
    path("ontwikkelaars/<str:name>/", pages.resource, name="resource"),
    path("stijl/", views.style, name="style"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("taal/", set_language, name="language"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
