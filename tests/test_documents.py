"""What documents say of the code is still so."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASVS = (ROOT / "docs/security/asvs.md").read_text()
# How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]
NAMED_FROM = {path.name for path in ROOT.iterdir() if path.is_dir()}
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SET_BY_OURSELVES = {
    *("CLOCK", "CLOCK_FILE", "DEBUG", "DEMO", "EMAIL_BACKEND", "EMAIL_FILE_PATH"),  # the demo
    *("MEDIA_ROOT", "STATIC_ROOT"),  # the image
    "REGISTER_LOOKS_AN_HOUR",  # the benchmarks
    "SIGNING_KEY_FILE",  # without docker compose
}
ANSWERS = {"yes", "partly", "gap", "n/a", "operator"}


def rows():
    """Yield the requirements, the answer and the evidence of each row."""
    for line in ASVS.splitlines():
        if line.startswith("| V"):
            asked, answer, evidence = (cell.strip() for cell in line.strip("|").split("|"))
            yield re.findall(r"V\d+\.\d+\.\d+", asked), answer, evidence


def test_every_requirement_of_the_asvs_is_answered_once():
    asked = [one for some, _, _ in rows() for one in some]

    chapters = Counter(int(one[1:].split(".")[0]) for one in asked)
    assert len(asked) == len(set(asked))
    assert [chapters[n] for n in range(1, len(CHAPTERS) + 1)] == CHAPTERS


def test_every_answer_is_one_of_five_with_a_reason():
    assert [row for row in rows() if row[1] not in ANSWERS or not row[2]] == []


def test_every_key_of_the_settings_is_in_the_list_of_keys():
    settings = (ROOT / "config/settings/__init__.py").read_text()
    listed = (ROOT / "docs/security/keys.md").read_text()
    keys = re.findall(r"^(\w*_KEYS?(?:_FILE)?) =", settings, re.MULTILINE)

    assert len(keys) > 4
    assert [key for key in keys if f"`{key}`" not in listed] == []


def test_every_package_is_pinned_with_a_hash_and_has_its_reason():
    asked = "".join(
        (ROOT / f"{name}.in").read_text() for name in ("requirements", "requirements-dev")
    )
    pinned = (ROOT / "requirements-dev.txt").read_text()
    reasons = (ROOT / "docs/dependencies.md").read_text().lower()
    names = re.findall(r"^([\w-]+).*==", asked, re.MULTILINE)

    assert len(names) > 40
    assert [name for name in names if name.lower() not in reasons] == []
    pins = re.findall(r"^([\w.-]+)(?:\[.*\])?==\S+.*\n {4}--hash=sha256:", pinned, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\w", pinned, re.MULTILINE)) > len(names)


def test_what_is_named_as_evidence_is_there():
    named = {path for _, _, evidence in rows() for path in re.findall(r"[\w./]+/[\w.]+", evidence)}
    files = {path for path in named if path.partition("/")[0] in NAMED_FROM}

    assert files
    assert {path for path in files if not list(ROOT.glob(f"{path.rstrip('.')}*"))} == set()


def test_every_setting_can_be_given_by_an_operator():
    code = "".join(path.read_text() for path in (ROOT / "config/settings").glob("*.py"))
    read = set(re.findall(r'(?:environ\[|environ\.get\(|flag\()"([A-Z_]+)"', code))

    assert len(read) > 30
    assert {name for name in read if f" {name}: " not in COMPOSE} == SET_BY_OURSELVES


def test_the_example_of_the_environment_holds_what_docker_compose_asks():
    asked = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE)) - {"VERSION"}
    example = (ROOT / ".env.example").read_text()

    assert {name for name in asked if not re.search(rf"^#?{name}=", example, re.MULTILINE)} == set()
