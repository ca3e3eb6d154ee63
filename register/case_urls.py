"""The pages of procedures; ``register.urls`` takes them in."""

from django.urls import path

from .views import cases, casework, objecting, procedures

urlpatterns = [
    path("procedures/<str:slug>/", procedures.procedure, name="procedure"),
    # The teacher
    path("mijn/procedures/", cases.own_cases, name="own_cases"),
    path("mijn/procedures/uitstel/", cases.deferral, name="ask_deferral"),
    path("mijn/procedures/uitschrijven/", cases.strike_off, name="ask_strike_off"),
    path("mijn/procedures/<int:pk>/", cases.own_case, name="own_case"),
    path("mijn/procedures/<int:pk>/bewijs/", cases.leave_paper, name="send_leave_paper"),
    path("mijn/procedures/brieven/<int:pk>.pdf", cases.case_letter, name="case_letter"),
    path("mijn/procedures/brieven/<int:pk>/bezwaar/", cases.object_event, name="object_event"),
    path("mijn/besluiten/<int:pk>/bezwaar/", cases.object_decision, name="object_decision"),
    path("mijn/bevoegdheden/<int:pk>/bezwaar/", cases.object_diploma, name="object_diploma"),
    # Providers, and who applied to be one
    path("aanbieder/bezwaren/", objecting.provider_cases, name="provider_cases"),
    path("aanbieder/bezwaren/<int:pk>/", objecting.provider_case, name="provider_case"),
    path("aanbieder/bezwaren/brieven/<int:pk>.pdf", objecting.letter, name="provider_letter"),
    path("aanbieder/aanbod/<int:pk>/bezwaar/", objecting.object_offer, name="object_offer"),
    path(
        "aanbieder/schorsing/<int:pk>/bezwaar/",
        objecting.object_suspension,
        name="object_suspension",
    ),
    path("aanbieder-worden/bezwaar/", objecting.object_refusal, name="object_refusal"),
    path(
        "aanbieder-worden/bezwaar/brieven/<int:pk>.pdf",
        objecting.applicant_letter,
        name="applicant_letter",
    ),
    # People that no board delivered, and people who were not registered
    path("aanmelden/bezwaar/", objecting.object_admission, name="object_admission"),
    path(
        "aanmelden/bezwaar/brieven/<int:pk>.pdf",
        objecting.admission_letter,
        name="admission_letter",
    ),
    # The register's own people
    path("beheer/zaken/", casework.cases, name="cases"),
    path("beheer/zaken/<int:pk>/", casework.case, name="case"),
    path("beheer/zaken/<int:pk>/bewijs/", casework.leave_paper, name="leave_paper"),
    path("beheer/zaken/<int:pk>/nemen/", casework.take_case, name="take_case"),
    path("beheer/personen/<int:pk>/doorhalen/", casework.strike_off, name="begin_strike_off"),
    path("bezwaar/", casework.objections, name="objections"),
    path("bezwaar/<int:pk>/", casework.objection, name="objection"),
]
