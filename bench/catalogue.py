"""The public catalogue with 50,000 offers: how long a page of search results takes.

People often ask the same within a minute, and such a page is drawn once (``core.pages``). Beside
it stands what a page takes that nobody asked before.
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from urllib.parse import urlencode

from django.db import connection

from core import clock

from .measure import Line, percentile, say, stopwatch
from .visitors import GOAL, VISITORS, ask, ask_in_burst, in_burst, server

MOST = 1.0
ASKED = 40_000  # a minute or two, in which each page is drawn again once
NEW = 1600
HALF = 0.5
SCAN = """
select title from cpd_offer where status = 'validated' and title ilike '%rekenen%'
order by title limit 20"""
COUNTS = """
select sector, count(*) from cpd_offer, unnest(sectors) sector
where status = 'validated' and title ilike '%rekenen%' group by sector"""
WORDS = [
    *("rekenen", "letterkunde", "grammatica", "toetsen", "burgerschap", "mentoraat", "biologie"),
    *(
        "letterkunda",
        "gramatica",
        "burgerschp",
        "statitsiek",
        "voorlezen digitale",
        "spelling team",
    ),
]
FILTERS = [
    *("category=pedagogy", "kind=course", "sector=po&sector=so", "place=utrecht", "price=free"),
    *("place=online&language=en", "kind=study_day&price=250", "sort=cheapest", "page=2", ""),
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
    advice_asked, subjects, setting, target_group, price_includes, accessibility)
select p.id, w.a || ' ' || w.b || ' ' || n, k.kind, w.a || ' en ' || w.b || ' in de klas', 'Leren.',
    '', s.sectors, 8 + n %% 9, 0, '', false, case when n %% 5 = 0 then 0 else 40 + n %% 400 end,
    case when n %% 11 = 0 then 'en' else 'nl' end, '', c.categories,
    case when n %% 3 = 0 then '{}'::varchar[] else array[r.place] end,
    case when n %% 3 = 0 then '{}'::varchar[]
         else array[to_char(%(on)s + (n %% 300), 'YYYY-MM')] end,
    array[w.a, w.b, 'aanbieder', n::text, 'en', 'in', 'de', 'klas'], 'validated', 1,
    %(on)s - 60, %(on)s - 30, %(on)s + 1400, false,
    array[(array['nederlands','wiskunde','biologie','geschiedenis'])[1 + n %% 4]],
    case when n %% 3 = 0 then '' else 'together' end, '', '', ''
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


def measure(offers: int) -> Iterator[Line]:
    """Request search results of every kind; compare with one scan for a word and one count."""
    _make(offers, clock.today())
    paths = list(_questions(ASKED))
    new = [f"{path}&new={n}" for n, path in enumerate(paths[:NEW])]
    with server():
        ask(new[:VISITORS])
        per_page, times = ask(paths)
        per_new_page, new_times = ask(new)
        burst = ask_in_burst([f"{path}&again" for path in new])
        _, alone = ask([f"{path}&alone" for path in new[: NEW // 8]], visitors=1)
    with connection.cursor() as cursor, stopwatch() as bare:
        cursor.execute(SCAN)
        cursor.execute(COUNTS)
    p95 = percentile(times, 95)
    yield Line(
        work=f"a page of the catalogue with {offers} offers, {VISITORS} without a pause, 95 of 100",
        ours=p95,
        limit=GOAL,
        most=MOST,
        peers={
            "one scan for a word and one count, alone": bare.seconds * VISITORS / 2,
            "pages that nobody asked before": percentile(new_times, 95),
        },
        notes={
            "different pages": len(set(paths)),
            "pages a second": round(1 / per_page),
            "p95, ms": round(1000 * p95, 1),
            "median, ms": round(1000 * percentile(times, 50), 1),
            "new pages a second": round(1 / per_new_page),
            "new, one at a time, median, ms": round(1000 * percentile(alone, 50), 1),
            "new, one at a time, p95, ms": round(1000 * percentile(alone, 95), 1),
        },
    )
    yield in_burst("pages of the catalogue, all new", burst, without_pause=new_times)


def _questions(count: int) -> Iterator[str]:
    """Yield URLs as people use them: half without search terms, mostly first pages."""
    draw = Random(1)  # noqa: S311  no secret
    for _ in range(count):
        text = urlencode({"q": draw.choice(WORDS)}) if draw.random() < HALF else ""
        filters = draw.sample(FILTERS, draw.choice((0, 1, 1, 2)))
        yield f"/aanbod/?{'&'.join(filter(None, [text, *filters]))}"


def _make(offers: int, on: date) -> None:
    with connection.cursor() as cursor:
        for name, statement in MADE.items():
            cursor.execute(statement, {"offers": offers, "on": on})
            say(f"{cursor.rowcount} {name}")
        cursor.execute("analyze")
