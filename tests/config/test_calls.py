from resource import RUSAGE_SELF, getrusage

from config.calls import in_one_piece

ROUNDS = 300
DEPTHS = 500  # frames enough for more than one piece


def nothing():
    pass


def loop_at(depth):
    """Call something in a loop, so many calls deeper."""
    if depth:
        loop_at(depth - 1)
        return
    for _ in range(ROUNDS):
        nothing()


def pages_asked():
    return getrusage(RUSAGE_SELF).ru_minflt


def test_no_loop_asks_for_memory_in_each_round_whatever_its_depth():
    most = 0

    def application(environ, start_response):
        nonlocal most
        for depth in range(DEPTHS):
            before = pages_asked()
            loop_at(depth)
            most = max(most, pages_asked() - before)
        return [b"answer"]

    assert in_one_piece(application)({}, None) == [b"answer"]
    assert most < ROUNDS / 2
