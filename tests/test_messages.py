"""Every word that the code wants to say is there in Dutch."""

import os
import shutil
import subprocess
import sys
from datetime import date

import polib
import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from demo.environment import PROJECT

CATALOGUE = "locale/nl/LC_MESSAGES/django.po"
WITHOUT_MESSAGES = shutil.ignore_patterns(
    ".*", "__pycache__", "bench", "docs", "frontend", "node_modules", "static", "tests"
)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The catalogue as it would be after a new collection, made in a copy of the project."""
    copy = tmp_path_factory.mktemp("messages") / "project"
    shutil.copytree(PROJECT, copy, ignore=WITHOUT_MESSAGES)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale=nl", "--no-obsolete"],
        cwd=copy,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        check=True,
    )
    return polib.pofile(copy / CATALOGUE)


def words(entries):
    return [(entry.msgctxt, entry.msgid) for entry in entries]


def test_every_message_is_there_in_dutch(collected):
    assert words(collected.untranslated_entries() + collected.fuzzy_entries()) == []


def test_the_catalogue_holds_nothing_that_nobody_says(collected):
    ours = polib.pofile(PROJECT / CATALOGUE)

    assert sorted(set(words(ours)) - set(words(collected)), key=str) == []


def test_every_translation_has_the_placeholders_of_its_message():
    checked = subprocess.run(
        ["msgfmt", "--check-format", f"--output-file={os.devnull}", PROJECT / CATALOGUE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stderr == ""


def test_the_months_keep_their_own_names():
    """A message of ours that is called “May” would rename the month on every page and letter."""
    with override("nl"):
        months = [date_format(date(2026, month, 1), "F") for month in range(1, 13)]

    assert months[4] == "mei"
    assert len(set(months)) == 12
