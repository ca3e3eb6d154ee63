from django.urls import path

from .views import (
    account,
    administration,
    agreements,
    alarms,
    claims,
    clients,
    colleagues,
    invitations,
    messages,
)

app_name = "accounts"
urlpatterns = [
    path("start/", account.start, name="start"),
    path("wissel/<int:pk>/", account.switch, name="switch"),
    path("account/", account.account, name="account"),
    path("mijn/wie-keek/", account.who_looked, name="who_looked"),
    # What was told to whom
    path("mijn/berichten/", messages.own_messages, name="messages"),
    path("mijn/berichten/mail/", messages.choose_mail, name="choose_mail"),
    path("mijn/berichten/<int:pk>/", messages.own_message, name="message"),
    path("beheer/berichten/", messages.all_messages, name="all_messages"),
    # How people come in
    path("activeren/", claims.claim, name="claim"),
    path("activeren/account/", claims.claim_account, name="claim_account"),
    path("activeren/dat-was-ik-niet/<str:token>/", alarms.not_me, name="not_me"),
    path("beheer/meldingen/", alarms.alarms, name="alarms"),
    path("beheer/meldingen/<int:pk>/", alarms.alarm, name="alarm"),
    path("uitnodiging/", invitations.invitation, name="invitation"),
    path("uitnodiging/aannemen/", invitations.accept, name="invitation_accept"),
    path("uitnodiging/<str:token>/", invitations.follow_link, name="invitation_link"),
    # Colleagues and what they may do
    path("bestuur/collegas/", colleagues.of_board, name="colleagues"),
    path("afnemer/collegas/", colleagues.of_fund, name="fund_colleagues"),
    path("aanbieder/collegas/", colleagues.of_provider, name="provider_colleagues"),
    path("beheer/organisaties/<int:pk>/", colleagues.of_organisation, name="organisation"),
    path("beheer/uitnodigingen/", administration.invitations, name="invitations"),
    # Machines that work for an organisation
    path("bestuur/koppelingen/", clients.of_board, name="clients"),
    path("bestuur/koppelingen/nieuw/", clients.new_of_board, name="client_new"),
    path("bestuur/koppelingen/<int:pk>/", clients.client_of_board, name="client"),
    path("beheer/koppelingen/", clients.all_clients, name="all_clients"),
    path("beheer/koppelingen/<int:pk>/", clients.any_client, name="any_client"),
    path(
        "beheer/organisaties/<int:pk>/koppelingen/nieuw/",
        clients.new_of_organisation,
        name="organisation_client_new",
    ),
    path("beheer/afspraken/", agreements.agreements, name="agreements"),
    path("beheer/afspraken/fonds/", agreements.fund_new, name="fund_new"),
    path("beheer/afspraken/<int:pk>/beeindigen/", agreements.end, name="agreement_end"),
    path(
        "beheer/organisaties/<int:pk>/afspraken/nieuw/",
        agreements.agreement_new,
        name="agreement_new",
    ),
    path("koppelingen/<int:pk>/token/", clients.issue, name="token_issue"),
    path("koppelingen/<int:pk>/overnemen/", clients.take_over, name="client_take_over"),
    path("koppelingen/<int:pk>/beeindigen/", clients.end, name="client_end"),
    path("koppelingen/tokens/<int:pk>/vervangen/", clients.rotate, name="token_rotate"),
    path("koppelingen/tokens/<int:pk>/intrekken/", clients.revoke, name="token_revoke"),
    path("collegas/uitnodigingen/<int:pk>/opnieuw/", colleagues.resend, name="resend"),
    path("collegas/uitnodigingen/<int:pk>/intrekken/", colleagues.withdraw, name="withdraw"),
    path("collegas/rollen/<int:pk>/beeindigen/", colleagues.revoke, name="revoke"),
    path("collegas/<int:pk>/rollen/<int:organisation>/<str:kind>/", colleagues.grant, name="grant"),
    path(
        "collegas/<int:pk>/tweede-stap-wissen/",
        colleagues.reset_second_factor,
        name="reset_second_factor",
    ),
]
