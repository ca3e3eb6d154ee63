from django.urls import path

from .views import (
    administration,
    board,
    compensations,
    deliveries,
    disputes,
    grounds,
    guide,
    invitations,
    locations,
    overlaps,
    readings,
    staff,
    takeovers,
)

app_name = "schools"
urlpatterns = [
    path("bestuur/", board.board, name="board"),
    # Deliveries
    path("bestuur/leveringen/", deliveries.deliveries, name="deliveries"),
    path("bestuur/leveringen/nieuw/", deliveries.deliver, name="deliver"),
    path("bestuur/leveringen/veldengids/", guide.guide, name="delivery_guide"),
    path("bestuur/leveringen/personeel.xlsx", guide.workbook, name="delivery_workbook"),
    path("bestuur/grondslag/", guide.ground, name="ground_help"),
    path("bestuur/leveringen/voorbeeld.csv", deliveries.template, name="delivery_template"),
    path("bestuur/leveringen/<int:pk>/", deliveries.delivery, name="delivery"),
    path("bestuur/leveringen/niets-veranderd/", compensations.nothing, name="nothing_changed"),
    path("bestuur/leveringen/<int:pk>/terugdraaien/", compensations.undo, name="delivery_undo"),
    path("bestuur/leveringen/<int:pk>/kolommen/", readings.columns, name="delivery_columns"),
    path("bestuur/leveringen/<int:pk>/waarden/", readings.values, name="delivery_values"),
    path("bestuur/leveringen/<int:pk>/herstellen/", readings.mend, name="delivery_mend"),
    path("bestuur/leveringen/<int:pk>/signalen/", readings.signals, name="delivery_signals"),
    path("bestuur/leveringen/<int:pk>/fouten.csv", deliveries.faults, name="delivery_faults"),
    path("bestuur/leveringen/<int:pk>/bewijs.pdf", deliveries.paper_receipt, name="receipt_pdf"),
    path("bestuur/leveringen/<int:pk>/bewijs.csv", deliveries.receipt, name="delivery_receipt"),
    # Staff
    path("bestuur/medewerkers/", staff.staff, name="staff"),
    path("bestuur/medewerkers/lijst.csv", staff.staff_export, name="staff_export"),
    path("bestuur/uitnodigen/", invitations.inviting, name="inviting"),
    path("bestuur/uitnodigen/brieven/<int:pk>/", invitations.letters, name="letters"),
    path("bestuur/uitnodigen/brieven/<int:pk>.pdf", invitations.letters_pdf, name="letters_pdf"),
    path("bestuur/medewerkers/nieuw/", staff.staff_add, name="staff_add"),
    path("bestuur/medewerkers/uitnodigen/", invitations.invite_all, name="invite_all"),
    path("bestuur/medewerkers/<int:pk>/", staff.member, name="member"),
    path("bestuur/medewerkers/<int:pk>/uitnodigen/", invitations.invite, name="invite"),
    path("bestuur/medewerkers/<int:pk>/gronden/nieuw/", grounds.ground_add, name="ground_add"),
    path("bestuur/medewerkers/gronden/<int:pk>/", grounds.ground_change, name="ground_change"),
    path("bestuur/medewerkers/gronden/<int:pk>/einde/", grounds.ground_end, name="ground_end"),
    path(
        "bestuur/medewerkers/gronden/<int:pk>/loopt-af/", grounds.end_accepted, name="end_accepted"
    ),
    path("bestuur/aflopend/", grounds.ending, name="ending"),
    # What teachers ask
    path("bestuur/vragen/", disputes.disputes, name="disputes"),
    path("bestuur/vragen/<int:pk>/", disputes.dispute, name="dispute"),
    # The register's administrators
    path("beheer/scholen/", locations.school_search, name="school_search"),
    path("beheer/fusies/", takeovers.takeovers, name="takeovers"),
    path("beheer/fusies/<int:pk>/", takeovers.takeover, name="takeover"),
    path("beheer/fusies/<int:pk>/doorvoeren/", takeovers.confirm, name="takeover_confirm"),
    path("beheer/fusies/<int:pk>/annuleren/", takeovers.cancel, name="takeover_cancel"),
    path("beheer/samenloop/", overlaps.overlaps, name="overlaps"),
    path("beheer/samenloop/<int:pk>/", overlaps.overlap, name="overlap"),
    path("beheer/vragen/", disputes.escalated, name="escalated_disputes"),
    path("beheer/vragen/<int:pk>/", disputes.escalated_dispute, name="escalated_dispute"),
    path("beheer/leveringen/", administration.deliveries, name="all_deliveries"),
    path("beheer/leveringen/<int:pk>/", administration.delivery, name="any_delivery"),
]
