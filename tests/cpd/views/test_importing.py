"""Many courses from a file: looked at first, faults per row and column, and made once."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from cpd.models import Offer
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory

pytestmark = pytest.mark.django_db
HEADER = "kvk;titel;soort;samenvatting;sectoren;vakken;leert;contacturen;categorieen;prijs;waar\n"
GOOD = "12345678;Lezen;cursus;Kort.;po|vo;Engels;Doel.;12;vakinhoud=8|pedagogiek=4;150,50;online\n"


@pytest.fixture
def provider(client):
    provider = ProviderFactory(kvk="12345678")
    client.force_login(PersonFactory(provider=True, role__organisation=provider))
    return provider


def look(client, text):
    file = SimpleUploadedFile("cursussen.csv", text.encode())
    return client.post("/aanbieder/aanbod/inlezen/", {"file": file})


def command(tmp_path, text):
    path, out = tmp_path / "cursussen.csv", io.StringIO()
    path.write_text(text)
    call_command("import_offers", path, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def test_a_file_is_looked_at_before_drafts_are_made(client, provider):
    seen = look(client, HEADER + GOOD).context
    before = Offer.objects.count()
    client.post("/aanbieder/aanbod/inlezen/maken/", {"text": seen["text"]})
    client.post("/aanbieder/aanbod/inlezen/maken/", {"text": seen["text"]})

    offer = Offer.objects.get()
    assert (before, len(seen["good"])) == (0, 1)
    assert (offer.provider, offer.status, offer.kind) == (provider, "draft", "course")
    assert (offer.sectors, offer.subjects, offer.setting) == (["po", "vo"], ["Engels"], "online")
    assert (offer.total, offer.price) == (12, 150.5)
    assert dict(offer.hours.values_list("category", "hours")) == {
        "subject_content": 8,
        "pedagogy": 4,
    }


def test_a_sign_that_cannot_be_seen_is_a_fault_of_its_row_only(client, provider):
    seen = look(client, HEADER + GOOD + GOOD.replace("Lezen", "Schrij\u202even")).context
    client.post("/aanbieder/aanbod/inlezen/maken/", {"text": seen["text"]})

    assert [len(row.faults) for row in seen["rows"]] == [0, 1]
    assert Offer.objects.get().title == "Lezen"


def test_a_file_with_a_header_only_says_so(client, provider):
    assert "staat geen aanbod" in look(client, HEADER).content.decode()


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        pytest.param(GOOD.replace(";Lezen;", ";;"), ["titel"], id="no title"),
        pytest.param(GOOD.replace("150,50", "-5"), ["prijs"], id="negative price"),
        pytest.param(GOOD.replace(";12;", ";12,1;"), ["contacturen"], id="no quarters"),
        pytest.param(GOOD.replace("Lezen", "L" * 201), ["titel"], id="long title"),
        pytest.param(GOOD.replace("Lezen", "Le\u202ezen"), ["titel"], id="hidden sign"),
        pytest.param(GOOD.replace("cursus", "feest"), ["soort"], id="unknown kind"),
        pytest.param(GOOD.replace("po|vo", "po|ho"), ["sectoren", "vakken"], id="sector"),
        pytest.param(GOOD.replace(";12;", ";veel;"), ["contacturen"], id="no number"),
        pytest.param(GOOD.replace("150,50", "duur"), ["prijs"], id="no price"),
        pytest.param(GOOD.replace("online", "op de maan"), ["waar"], id="unknown place"),
        pytest.param(GOOD.replace("pedagogiek", "pedagogie"), ["categorieen"], id="category"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(client, provider, row, columns):
    [seen] = look(client, HEADER + row).context["rows"]

    assert [column for column, _ in seen.faults] == columns


@pytest.mark.parametrize(
    ("said", "column"),
    [
        pytest.param("", "soort", id="nothing"),
        pytest.param("feest", "soort", id="unknown"),
        pytest.param("intervisie", "soort", id="not offered by providers"),
    ],
)
def test_a_column_with_few_words_tells_which(client, provider, said, column):
    [row] = look(client, HEADER + GOOD.replace("cursus", said)).context["rows"]

    words = "cursus, opleiding, studiedag, conferentie, netwerk of stage buiten school, zelfstudie"
    assert row.title == "Lezen"
    assert row.faults == [(column, f"Schrijf een van deze woorden: {words}.")]


def test_a_test_is_there_or_not(client, provider):
    header, good = HEADER.replace("kvk", "toets"), GOOD.replace("12345678", "misschien")

    [row] = look(client, header + good).context["rows"]

    assert row.faults == [("toets", "Schrijf een van deze woorden: ja, nee.")]


def test_the_example_can_be_read_in_as_it_is(client, provider):
    example = client.get("/aanbieder/aanbod/inlezen/voorbeeld.csv").content.decode()

    [row] = look(client, example).context["rows"]

    assert row.faults == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("naam;prijs\nLezen;3\n", id="other columns"),
        pytest.param(HEADER + GOOD * 201, id="too many rows"),
        pytest.param("\0\0", id="no text"),
        pytest.param("", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_makes_nothing(client, provider, text):
    answer = look(client, text)

    assert answer.context["form"].errors
    assert not Offer.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "administrator"])
def test_only_providers_read_files_in(client, who):
    client.force_login(PersonFactory(**{who: True}))

    assert client.get("/aanbieder/aanbod/inlezen/").status_code == 404
    assert client.get("/aanbieder/aanbod/inlezen/voorbeeld.csv").status_code == 404
    assert client.post("/aanbieder/aanbod/inlezen/maken/").status_code == 404


def test_the_command_does_the_same_and_prints_json(provider, tmp_path):
    unknown = GOOD.replace("12345678", "87654321")
    OfferFactory(provider=provider, title="Schrijven", validated=True)
    known = GOOD.replace("Lezen", "Schrijven")

    report = command(tmp_path, HEADER + GOOD + unknown + known)

    assert (report["rows"], report["imported"]) == (3, 1)
    assert [(one["row"], one["column"]) for one in report["rejected"]] == [(3, "kvk")]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_offers", tmp_path / "niets.csv")
