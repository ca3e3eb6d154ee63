import os
import signal
import socket
import time

import pytest

from demo import children
from demo.children import Child, stop
from demo.run import take_port


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.setattr(children, "LOGS", tmp_path)
    child = Child("web", ["http.server", "0", "--bind=127.0.0.1"], settings={})
    yield child
    child.kill()


def until(claim):
    deadline = time.monotonic() + 10
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.02)
    return claim()


def test_a_port_where_somebody_answers_is_passed_over():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]

        with take_port(taken) as ours:
            assert ours.getsockname()[1] > taken


def test_two_demos_that_start_at_once_take_two_ports():
    with take_port(8000) as one, take_port(8000) as other:
        assert one.getsockname() != other.getsockname()


def test_a_program_that_was_killed_runs_again_after_a_restart(program, capsys):
    os.kill(program.pid, signal.SIGKILL)
    assert until(program.is_dead)

    program.restart()

    assert not program.is_dead()
    assert capsys.readouterr().out == "web stopped (-9) and is started again.\n"


def test_a_program_writes_to_a_log_of_its_own(program):
    assert until(lambda: "Serving HTTP" in program.log.read_text())


def test_stopping_leaves_no_program_behind(program):
    stop([program], within_seconds=10)

    assert program.is_dead()
