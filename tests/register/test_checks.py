from register import checks


def test_a_machine_that_draws_letters_has_nothing_to_say():
    assert checks.letters_can_be_drawn(None) == []


def test_what_is_missing_is_named_with_the_line_that_brings_it(monkeypatch):
    monkeypatch.setattr(checks, "DRAWS", ["pango-1.0", "unknown-1"])

    (warning,) = checks.letters_can_be_drawn(None)

    assert "libunknown-1" in warning.msg
    assert "pango-1.0" not in warning.msg
    assert warning.hint.startswith("apt-get install")
