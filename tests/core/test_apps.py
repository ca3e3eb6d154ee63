import subprocess
import sys

LOAD = """
import django
django.setup()
from celery import current_app
print("core.tasks.run_message" in current_app.tasks)
"""


def test_every_process_knows_the_task_that_nudges_a_worker():
    """A web process looks for no tasks by itself, and nudges after each commit."""
    answer = subprocess.run(  # noqa: S603  the words above
        [sys.executable, "-c", LOAD], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "True\n"
