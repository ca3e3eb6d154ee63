import pytest

from register.selectors.qualifications import qualification_name
from tests.factories.register import QualificationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sector", "subject", "dutch", "english"),
    [
        ("vo", "NED", "Nederlands, voortgezet onderwijs", "Dutch, secondary education"),
        ("po", "GR", "Groepsleerkracht, basisonderwijs", "Class teacher, primary education"),
        (
            "mbo",
            "BVK:metselen",
            "Beroepsgericht vak: metselen, middelbaar beroepsonderwijs",
            "Vocational subject: metselen, vocational education",
        ),
        (
            "vo",
            "",
            "Voortgezet onderwijs, vak niet doorgegeven",
            "Secondary education, subject not stated",
        ),
        ("vo", "XYZ", "XYZ, voortgezet onderwijs", "XYZ, secondary education"),
    ],
)
def test_a_qualification_has_a_name_in_both_languages(sector, subject, dutch, english):
    row = QualificationFactory(sector=sector, subject=subject)

    assert qualification_name(row, language="nl") == dutch
    assert qualification_name(row, language="en") == english
