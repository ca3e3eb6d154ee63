import os
import shutil
import subprocess
import sys

from demo import system
from demo.environment import PROJECT


def check(purpose, *, path):
    return subprocess.run(
        [sys.executable, "-m", "demo.system", purpose],
        cwd=PROJECT,
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_says_nothing_where_everything_is_there():
    done = check("test", path=os.environ["PATH"])

    assert (done.returncode, done.stdout) == (0, "")


def test_says_the_line_to_type_where_it_may_not_install(tmp_path):
    done = check("test", path=tmp_path)

    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        "  sudo apt-get install -y --no-install-recommends chromium-headless-shell gettext"
    )


def test_the_tests_need_all_that_the_demo_needs():
    assert [part for part in system.PDF if part not in system.NEEDED["test"]] == []


def test_finds_the_browser_that_is_there(tmp_path, monkeypatch):
    browser = tmp_path / "google-chrome"
    shutil.copy(shutil.which("true"), browser)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert system.browser() == str(browser)
