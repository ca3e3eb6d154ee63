"""The pages that the navigation leads to, by the area of the portal in which they lie."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Place:
    """A page that the navigation leads to.

    It is current on the pages whose address begins with its own, or with one of ``below``. A
    ``front`` page has nothing below it but what ``below`` names: its address begins all others.
    """

    route: str
    label: str | Promise
    icon: str
    below: tuple[str, ...] = ()
    front: bool = False


@dataclass(frozen=True)
class Group:
    """Places that belong together; without a label they come first.

    A long menu ``folds`` its groups: only the one of the present page is open.
    """

    label: str | Promise
    places: list[Place]
    folds: bool = False


PUBLIC = [
    Place("register:search", _("Search the register"), "search"),
    Place("register:check", _("Check a certificate"), "certificate"),
    Place("cpd:catalogue", _("Course catalogue"), "course"),
]
KEPT = ("/mijn/bewaard/", "/mijn/ik-zoek/")
MY_DETAILS = (
    "/mijn/bevoegdheden/",
    "/mijn/route/",
    "/mijn/afscherming/",
    "/mijn/koppelingen/",
    "/mijn/account-verwijderen/",
)
ON_THE_WORK_LIST = ("/beheer/vragen/", "/beheer/uitgaand/")
AREAS = {
    "mijn": [
        Group("", [Place("register:home", _("Overview"), "home", front=True)]),
        Group(
            _("My development"),
            [
                Place("cpd:activities", _("Activities"), "list", ("/mijn/bewijs/",)),
                Place("cpd:plan", _("My plan"), "calendar"),
                Place("cpd:catalogue", _("Course catalogue"), "search", KEPT),
                Place("cpd:my_sessions", _("My sessions"), "calendar", ("/mijn/deelname/",)),
                Place("cpd:budget", _("My budget"), "chart"),
                Place(
                    "register:conversations", _("My conversations"), "talk", ("/mijn/afspraken/",)
                ),
            ],
        ),
        Group(
            _("My registration"),
            [
                Place("register:requirements", _("Re-registration"), "renew"),
                Place(
                    "register:certificates",
                    _("Decisions and certificates"),
                    "certificate",
                    ("/mijn/besluiten/",),
                ),
                Place("register:own_cases", pgettext_lazy("pages", "Procedures"), "clock"),
                Place("accounts:messages", _("My messages"), "mail"),
            ],
        ),
        Group(
            _("About me"),
            [
                Place("register:my_data", _("My details"), "person", MY_DETAILS),
                Place("register:openness", _("What everybody sees"), "eye"),
                Place("accounts:who_looked", _("Who looked in my file"), "eye"),
            ],
        ),
    ],
    "bestuur": [
        Group("", [Place("schools:board", _("Overview"), "home", front=True)]),
        Group(
            _("Staff data"),
            [
                Place("schools:deliveries", _("Deliveries"), "upload", ("/bestuur/grondslag/",)),
                Place("schools:staff", _("Staff"), "people"),
                Place("schools:ending", _("Grounds that end"), "clock"),
                Place("register:board_figures", _("Figures"), "chart"),
            ],
        ),
        Group(
            _("Teachers"),
            [
                Place("schools:inviting", _("Invite teachers"), "mail"),
                Place("schools:disputes", _("Questions of teachers"), "question"),
                Place("register:board_diplomas", _("Diplomas"), "certificate"),
                Place("cpd:board_wishes", _("Courses we look for"), "search"),
                Place("cpd:own_courses", _("Courses for own staff"), "course"),
                Place("register:board_checks", _("Check registrations"), "check"),
            ],
        ),
        Group(
            _("Access"),
            [
                Place("accounts:colleagues", _("Colleagues and their rights"), "key"),
                Place("accounts:mandates", _("Mandates"), "document"),
                Place("accounts:clients", _("Connections"), "activate"),
            ],
        ),
    ],
    "kantoor": [
        Group(
            "",
            [
                Place("accounts:office", _("Boards"), "building"),
                Place("accounts:office_clients", _("Connections"), "activate"),
                Place("accounts:office_colleagues", _("Colleagues and their rights"), "key"),
            ],
        )
    ],
    "aanbieder": [
        Group(
            "",
            [
                Place("cpd:provider", _("My courses"), "course"),
                Place("cpd:offer_new", _("New course"), "plus"),
                Place("cpd:sessions", _("Sessions"), "calendar"),
                Place("cpd:provider_ratings", _("Ratings"), "talk"),
                Place("register:provider_cases", _("Objections"), "clock"),
                Place("accounts:provider_clients", _("Connections"), "activate"),
                Place("accounts:provider_colleagues", _("Colleagues and their rights"), "key"),
            ],
        )
    ],
    "afnemer": [
        Group(
            "",
            [
                Place("register:fund_checks", _("Check registrations"), "check"),
                Place("accounts:fund_clients", _("Connections"), "activate"),
                Place("accounts:fund_colleagues", _("Colleagues and their rights"), "key"),
            ],
        )
    ],
    "validatie": [Group("", [Place("cpd:validation", _("To be judged"), "judge")])],
    "beheer": [
        Group(
            "",
            [
                Place("register:worklist", _("Work list"), "list", ON_THE_WORK_LIST, front=True),
                Place("register:work", _("All work by term"), "clock"),
                Place("register:people", _("People"), "people", ("/beheer/certificaten/",)),
            ],
        ),
        Group(
            _("To be judged"),
            [
                Place("register:cases", pgettext_lazy("pages", "Procedures"), "clock"),
                Place("register:diploma_queue", _("Diplomas"), "certificate"),
                Place(
                    "register:doubles",
                    _("Possible doubles"),
                    "person",
                    ("/beheer/samenvoegingen/",),
                ),
                Place("schools:overlaps", _("Jobs at several boards"), "building"),
                Place("accounts:alarms", _("Reported claims"), "warning"),
                Place("accounts:shields", _("Shielding"), "eye"),
                Place("register:draw_desk", _("Sample"), "people"),
                Place("register:post", _("Letters to post"), "document"),
            ],
            folds=True,
        ),
        Group(
            _("Courses"),
            [
                Place("cpd:offer_queue", _("Judge courses"), "judge", ("/beheer/oordeel/",)),
                Place("cpd:contested", _("Attendance to look at"), "people"),
                Place("cpd:ratings", _("Ratings of courses"), "talk"),
                Place("cpd:providers", _("Providers"), "course"),
            ],
            folds=True,
        ),
        Group(
            _("Boards and schools"),
            [
                Place("schools:all_deliveries", _("Deliveries"), "upload"),
                Place("schools:school_search", _("Schools"), "building"),
                Place("schools:takeovers", _("Mergers of boards"), "renew"),
            ],
            folds=True,
        ),
        Group(
            _("Access"),
            [
                Place("accounts:invitations", _("Invitations"), "mail", ("/beheer/organisaties/",)),
                Place("accounts:offices", _("Administration offices"), "document"),
                Place("accounts:all_clients", _("Connections"), "activate"),
                Place("accounts:agreements", _("Agreements"), "document"),
                Place("accounts:all_messages", _("Messages"), "mail"),
                Place("register:retention", _("What is kept how long"), "clock"),
            ],
            folds=True,
        ),
    ],
    "commissie": [Group("", [Place("register:committee", _("Work list"), "list")])],
    "bezwaar": [Group("", [Place("register:objections", _("Objections"), "list")])],
}
# What somebody sees who works on behalf of a board: not who works there and who may.
AREAS["namens"] = [
    Group(group.label, here)
    for group in AREAS["bestuur"]
    if (here := [place for place in group.places if place.route.startswith("schools:")])
]
ACCOUNT = [Place("accounts:account", _("My account"), "key")]
ABOUT = [
    Place("pages:help", _("Help and contact"), "question"),
    Place("cpd:apply", _("Become a provider"), "course"),
    Place("pages:developers", _("For developers"), "document"),
    Place("pages:procedures", _("Procedures and terms"), "clock"),
    Place("register:figures", _("Figures"), "list"),
    Place("pages:privacy", pgettext_lazy("page", "Privacy"), "eye"),
    Place("pages:accessibility", _("Accessibility"), "person"),
]
