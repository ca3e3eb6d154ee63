"""The public catalogue with 50,000 offers: how long a page of what was found takes."""

from datetime import date
from http import HTTPStatus
from statistics import quantiles
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from core import clock

from .measure import Line, say, stopwatch

GOAL = 0.05  # seconds, for 95 of 100 pages
MOST = 1.0
ROUNDS = 5
HEADERS = {"host": urlsplit(settings.SITE_URL).netloc, "x-forwarded-proto": "https"}
QUESTIONS = [
    "",
    "?page=7",
    "?sort=cheapest",
    "?category=pedagogy",
    "?sector=po&sector=so",
    "?kind=course&price=free",
    "?place=utrecht",
    "?place=online&language=en",
    "?q=rekenen",
    "?q=rekenen&place=utrecht",
    "?q=letterkunda",
    "?q=burgerschap+digitale",
    "?q=toetsen&category=subject_teaching&sector=vo",
    "?q=niets+van+dat+alles",
]
MADE = {
    "providers": """
insert into accounts_organisation (kind, name, search_key)
select 'provider', 'Aanbieder ' || n, 'aanbieder ' || n from generate_series(1, 500) n""",
    "provider rows": """
insert into cpd_provider (organisation_ptr_id, kvk)
select id, (90000000 + row_number() over ())::text from accounts_organisation
where kind = 'provider'""",
    "offers": """
insert into cpd_offer (provider_id, title, kind, summary, learns, design, sectors, contact_hours,
    self_study_hours, self_study_reason, ends_with_test, price, language, url, categories, places,
    months, search_words, status, version, first_submitted_on, valid_since, valid_until,
    advice_asked)
select p.id, w.a || ' ' || w.b || ' ' || n, k.kind, w.a || ' en ' || w.b || ' in de klas', 'Leren.',
    '', s.sectors, 8 + n %% 9, 0, '', false, case when n %% 5 = 0 then 0 else 40 + n %% 400 end,
    case when n %% 11 = 0 then 'en' else 'nl' end, '', c.categories,
    case when n %% 3 = 0 then '{}'::varchar[] else array[r.place] end,
    case when n %% 3 = 0 then '{}'::varchar[]
         else array[to_char(%(on)s + (n %% 300), 'YYYY-MM')] end,
    array[w.a, w.b, 'aanbieder', n::text, 'en', 'in', 'de', 'klas'], 'validated', 1,
    %(on)s - 60, %(on)s - 30, %(on)s + 1400, false
from generate_series(1, %(offers)s) n
join (select row_number() over (order by id) - 1 as i, id from accounts_organisation
      where kind = 'provider') p on p.i = n %% 500
cross join lateral (select
    (array['rekenen','letterkunde','grammatica','toetsen','burgerschap','mentoraat','natuurkunde',
    'geschiedenis','biologie','voorlezen','spelling','statistiek','coaching','feedback'])
        [1 + (n * 19) %% 14] as a,
    (array['basis','verdieping','digitale','inclusief','onderbouw','bovenbouw','praktijk','team',
    'onderzoek','samen','nieuw'])[1 + (n * 103) %% 11] as b) w
cross join lateral (select (array['course','programme','study_day','conference','outside_school',
    'self_study'])[1 + (n * 31) %% 6] as kind) k
cross join lateral (select (array['{po}','{vo}','{mbo}','{po,so}','{po,vo}','{vo,mbo}'])
    [1 + (n * 17) %% 6]::varchar[] as sectors) s
cross join lateral (select (array['{subject_content}','{subject_teaching}','{pedagogy}',
    '{professional_conduct}','{school_development}','{subject_content,subject_teaching}'])
    [1 + (n * 13) %% 6]::varchar[] as categories) c
cross join lateral (select (array['utrecht','gelderland','groningen','noord_holland',
    'zuid_holland','limburg','online','online'])[1 + (n * 11) %% 8] as place) r""",
    "hours": """
insert into cpd_offerhours (offer_id, category, hours)
select id, categories[1], contact_hours from cpd_offer""",
    "words": """
insert into cpd_searchword (text) select distinct unnest(search_words) from cpd_offer
on conflict do nothing""",
}


def measure(offers: int) -> Line:
    """Ask for pages of every sort; beside it the search alone, without page and counts."""
    _make(offers, clock.today())
    call_command("collectstatic", interactive=False, verbosity=0)  # a page names its files
    client = Client()
    _ask(client)
    times = [seconds for _ in range(ROUNDS) for seconds in _ask(client)]
    with connection.cursor() as cursor, stopwatch() as bare:
        cursor.execute(
            "select title from cpd_offer where status = 'validated' and title ilike '%rekenen%'"
            " order by title limit 20"
        )
    p95 = quantiles(times, n=20)[-1]
    return Line(
        work=f"a page of the catalogue with {offers} offers, 95 of 100",
        ours=p95,
        limit=GOAL,
        most=MOST,
        peers={"one scan for a word, without counting": bare.seconds},
        notes={"median, ms": round(1000 * quantiles(times, n=2)[0], 1)},
    )


def _ask(client: Client) -> list[float]:
    """Ask every question once; return the seconds of each."""
    times = []
    for question in QUESTIONS:
        with stopwatch() as watch:
            answer = client.get(f"/aanbod/{question}", headers=HEADERS)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{question}: {answer.status_code}")
        times.append(watch.seconds)
    return times


def _make(offers: int, on: date) -> None:
    with connection.cursor() as cursor:
        for name, statement in MADE.items():
            cursor.execute(statement, {"offers": offers, "on": on})
            say(f"{cursor.rowcount} {name}")
        cursor.execute("analyze")
