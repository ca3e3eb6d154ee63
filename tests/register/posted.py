"""What a worker would do next."""

from accounts import tasks as tasks_of_accounts
from core import outbox
from cpd import tasks as tasks_of_cpd
from register import tasks

OURS = (tasks, tasks_of_accounts, tasks_of_cpd)  # a worker knows them by importing them


def run_outbox() -> None:
    """Run what was posted until nothing is left; nothing may fail."""
    while waiting := outbox.due():
        for message in waiting:
            assert outbox.run(message)
