from django.urls import path

from . import case_urls
from .views import (
    committee,
    data,
    desk,
    diplomas,
    dossier,
    doubles,
    figures,
    keys,
    own_data,
    people,
    public,
    renewal,
    withdrawal,
)

app_name = "register"
urlpatterns = [
    # The open register
    path("register/", public.search, name="search"),
    path("register/<str:number>/", public.public_entry_page, name="public_entry"),
    path("controleren/", public.check, name="check"),
    path("controleren/<str:code>/", public.check_code, name="check_code"),
    path(
        ".well-known/signing-certificates.pem",
        keys.signing_certificates,
        name="signing_certificates",
    ),
    path("cijfers/", figures.figures, name="figures"),
    path("cijfers/<str:name>.csv", figures.figure_csv, name="figure_csv"),
    path("cijfers/<str:name>.json", figures.figure_json, name="figure_json"),
    # The teacher
    path("mijn/", dossier.home, name="home"),
    path("mijn/herregistratie/", dossier.requirements, name="requirements"),
    path("mijn/herregistratie/aanvragen/", renewal.cycle_submit, name="cycle_submit"),
    path("mijn/gegevens/", data.my_data, name="my_data"),
    path("mijn/gegevens/bevestigen/", data.confirm, name="confirm"),
    path("mijn/gegevens/klopt-niet/<int:staff>/", data.dispute, name="dispute"),
    path("mijn/gegevens/meenemen/", own_data.take_along, name="take_along"),
    path("mijn/besluiten/<int:pk>/", renewal.decision, name="decision"),
    path("mijn/besluiten/<int:pk>/brief.pdf", renewal.decision_letter, name="decision_letter"),
    path("mijn/certificaten/", renewal.certificates, name="certificates"),
    path("mijn/certificaten/<int:pk>.pdf", renewal.certificate_file, name="certificate_file"),
    # Diplomas
    path("mijn/bevoegdheden/", diplomas.diplomas, name="diplomas"),
    path("mijn/bevoegdheden/nieuw/", diplomas.diploma_new, name="diploma_new"),
    path("mijn/bevoegdheden/<int:pk>/", diplomas.diploma, name="diploma"),
    path(
        "mijn/bevoegdheden/<int:pk>/intrekken/",
        diplomas.diploma_withdraw,
        name="diploma_withdraw",
    ),
    path("beheer/diplomas/", diplomas.register_queue, name="diploma_queue"),
    path("beheer/diplomas/<int:pk>/", diplomas.register_check, name="diploma_check"),
    path("beheer/diplomas/<int:pk>/bestand/", diplomas.register_file, name="diploma_file"),
    path("bestuur/diplomas/", diplomas.board_queue, name="board_diplomas"),
    path("bestuur/diplomas/<int:pk>/", diplomas.board_check, name="board_diploma"),
    path("bestuur/diplomas/<int:pk>/bestand/", diplomas.board_file, name="board_diploma_file"),
    # The register's own people
    path("beheer/", desk.worklist, name="worklist"),
    path("beheer/certificaten/<str:code>/", withdrawal.withdraw, name="withdraw"),
    path("beheer/personen/", people.people, name="people"),
    path("beheer/personen/<int:pk>/", people.person, name="person"),
    path("beheer/dubbelen/", doubles.doubles, name="doubles"),
    path("beheer/dubbelen/<int:pk>/", doubles.double, name="double"),
    path("beheer/dubbelen/<int:pk>/twee-personen/", doubles.separate, name="separate"),
    path("beheer/dubbelen/<int:pk>/samenvoegen/", doubles.merge, name="merge"),
    path("beheer/samenvoegingen/<int:pk>/terug/", doubles.take_apart, name="take_apart"),
    path("commissie/", committee.committee, name="committee"),
    path("commissie/<int:pk>/", committee.committee_cycle, name="committee_cycle"),
    *case_urls.urlpatterns,
]
