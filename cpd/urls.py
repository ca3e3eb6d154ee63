from django.urls import path

from .views import (
    activities,
    activity_list,
    admitting,
    applying,
    attendance,
    catalogue,
    costs,
    evidence,
    judging,
    offers,
    plans,
    portfolio,
    presence,
    reviews,
    sessions,
    teams,
)

app_name = "cpd"
urlpatterns = [
    # The teacher's own file
    path("mijn/activiteiten/", activity_list.activities, name="activities"),
    path("mijn/activiteiten/lijst.csv", activity_list.as_csv, name="activities_csv"),
    path("mijn/activiteiten/lijst.pdf", activity_list.as_pdf, name="activities_pdf"),
    path("mijn/activiteiten/agenda.ics", activity_list.as_ics, name="activities_ics"),
    path("mijn/activiteiten/nieuw/", activities.activity_new, name="activity_new"),
    path("mijn/activiteiten/<int:pk>/collegas/", teams.colleagues, name="colleagues"),
    path("mijn/activiteiten/collegas/<int:pk>/terug/", teams.back, name="colleague_back"),
    path("mijn/activiteiten/genoemd/<int:pk>/", teams.named, name="named"),
    path("mijn/activiteiten/genoemd/<int:pk>/bevestigen/", teams.confirm, name="named_confirm"),
    path("mijn/activiteiten/genoemd/<int:pk>/afwijzen/", teams.decline, name="named_decline"),
    path("mijn/activiteiten/<int:pk>/bewijs/", evidence.add, name="evidence_add"),
    path("mijn/activiteiten/<int:pk>/kosten/", costs.cost, name="cost"),
    path("mijn/budget/", costs.budget, name="budget"),
    path("mijn/bewijs/<int:pk>/", evidence.download, name="evidence"),
    path("mijn/bewijs/<int:pk>/verwijderen/", evidence.remove, name="evidence_remove"),
    path("mijn/activiteiten/overnemen/", portfolio.portfolio, name="portfolio"),
    path("mijn/activiteiten/overnemen/voorbeeld.csv", portfolio.example, name="portfolio_example"),
    path("mijn/activiteiten/voorstellen/", activity_list.suggestions, name="suggestions"),
    path("mijn/activiteiten/concept/", activities.draft_save, name="draft_save"),
    path("mijn/activiteiten/concept/<int:pk>/", activities.draft, name="draft"),
    path(
        "mijn/activiteiten/concept/<int:pk>/weggooien/",
        activities.draft_discard,
        name="draft_discard",
    ),
    path("mijn/activiteiten/<int:pk>/", activities.activity, name="activity"),
    path("mijn/activiteiten/<int:pk>/herhalen/", activities.activity_new, name="activity_repeat"),
    path(
        "mijn/activiteiten/<int:pk>/verwijderen/",
        activities.activity_withdraw,
        name="activity_withdraw",
    ),
    path(
        "mijn/activiteiten/<int:pk>/terugzetten/",
        activities.activity_restore,
        name="activity_restore",
    ),
    # The teacher's own plan
    path("mijn/plan/", plans.plan, name="plan"),
    path("mijn/plan/nieuw/", plans.plan_new, name="plan_new"),
    path("mijn/plan/aanbod/<int:pk>/", plans.plan_offer, name="plan_offer"),
    path("mijn/plan/<int:pk>/gedaan/", plans.plan_done, name="plan_done"),
    path("mijn/plan/<int:pk>/verwijderen/", plans.plan_drop, name="plan_drop"),
    path("mijn/plan/<int:pk>/terugzetten/", plans.plan_again, name="plan_again"),
    # The catalogue, for everybody
    path("aanbod/", catalogue.catalogue, name="catalogue"),
    path("aanbod/criteria/", catalogue.criteria, name="criteria"),
    path("aanbod/<int:pk>/", catalogue.offer, name="offer"),
    # Becoming a provider
    path("aanbieder-worden/", applying.apply, name="apply"),
    path("aanbieder-worden/link/<str:token>/", applying.follow_link, name="apply_link"),
    path("aanbieder-worden/aanvraag/", applying.status, name="apply_status"),
    path(
        "aanbieder-worden/aanvraag/organisatie/", applying.organisation, name="apply_organisation"
    ),
    path("aanbieder-worden/aanvraag/contact/", applying.contact, name="apply_contact"),
    path("aanbieder-worden/aanvraag/controleren/", applying.check, name="apply_check"),
    path(
        "aanbieder-worden/aanvraag/eisen/<str:code>/",
        applying.requirement,
        name="apply_requirement",
    ),
    path("aanbieder-worden/aanvraag/bestanden/<int:pk>/", applying.file, name="apply_file"),
    path(
        "aanbieder-worden/aanvraag/bestanden/<int:pk>/verwijderen/",
        applying.file_remove,
        name="apply_file_remove",
    ),
    path("beheer/aanbieders/aanvragen/", admitting.applications, name="applications"),
    path("beheer/aanbieders/aanvragen/<int:pk>/", admitting.application, name="application"),
    path("beheer/aanbieders/bestanden/<int:pk>/", admitting.file, name="application_file"),
    # Providers
    path("aanbieder/", offers.offers, name="provider"),
    path("aanbieder/aanbod/nieuw/", offers.offer_new, name="offer_new"),
    path("aanbieder/aanbod/<int:pk>/", offers.provider_offer, name="provider_offer"),
    path("aanbieder/aanbod/<int:pk>/wijzigen/", offers.offer_edit, name="offer_edit"),
    path("aanbieder/aanbod/<int:pk>/indienen/", offers.offer_submit, name="offer_submit"),
    path("aanbieder/aanbod/<int:pk>/intrekken/", offers.offer_withdraw, name="offer_withdraw"),
    path("aanbieder/bijeenkomsten/", sessions.sessions, name="sessions"),
    path("aanbieder/aanbod/<int:pk>/bijeenkomst/", sessions.session_new, name="session_new"),
    path("aanbieder/bijeenkomsten/<int:pk>/", attendance.session, name="session"),
    path("aanbieder/bijeenkomsten/<int:pk>/wijzigen/", sessions.session_edit, name="session_edit"),
    path(
        "aanbieder/bijeenkomsten/<int:pk>/afzeggen/", sessions.session_cancel, name="session_cancel"
    ),
    path(
        "aanbieder/bijeenkomsten/<int:pk>/lijst/", attendance.hand_in_list, name="attendance_list"
    ),
    path(
        "aanbieder/bijeenkomsten/<int:pk>/bevestigd/",
        attendance.credit_present,
        name="attendance_present",
    ),
    path("aanbieder/deelname/<int:pk>/intrekken/", attendance.withdraw, name="attendance_withdraw"),
    # Teachers and sessions
    path("mijn/bijeenkomsten/", presence.my_sessions, name="my_sessions"),
    path("aanbod/bijeenkomsten/<int:pk>/", presence.go, name="session_go"),
    # Judging
    path("beheer/deelname/", attendance.contested, name="contested"),
    path("beheer/deelname/<int:pk>/", attendance.conclude, name="attendance_conclude"),
    path("beheer/aanbod/", judging.queue, name="offer_queue"),
    path("beheer/aanbod/<int:pk>/", judging.judge, name="judge"),
    path("beheer/aanbod/<int:pk>/advies/", judging.advice_ask, name="advice_ask"),
    path("beheer/aanbieders/", judging.providers, name="providers"),
    path("beheer/aanbieders/nieuw/", judging.provider_new, name="provider_new"),
    path("beheer/aanbod/validatoren/", reviews.review_start, name="review_start"),
    path("beheer/oordeel/<int:pk>/", reviews.review_reassign, name="review_reassign"),
    path("validatie/oordeel/<int:pk>/", reviews.verdict, name="verdict"),
    path("validatie/oordeel/<int:pk>/weigeren/", reviews.verdict_decline, name="verdict_decline"),
    path("validatie/talen/", reviews.languages, name="languages"),
    path("validatie/", judging.validation, name="validation"),
    path("validatie/<int:pk>/", judging.advise, name="advise"),
]
