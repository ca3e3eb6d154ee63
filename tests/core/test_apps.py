import subprocess
import sys

LOAD = """
import django
django.setup()
from celery import current_app
print({"core.tasks.run_message", "cpd.schedule.draw_catalogue"} <= current_app.tasks.keys())
"""


def test_every_process_knows_the_tasks_that_it_starts_after_a_commit():
    """A web process looks for no tasks by itself."""
    answer = subprocess.run(  # noqa: S603  the words above
        [sys.executable, "-c", LOAD], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "True\n"
