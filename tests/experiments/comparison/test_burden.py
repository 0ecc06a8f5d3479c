"""What is too much is refused with an estimate, and what takes long says how long."""

import pytest

from cordiale.experiments.comparison import burden
from cordiale.experiments.comparison.burden import Forecast, span
from tests.support.commandline import cordiale


def test_what_does_not_fit_memory_is_refused_before_anything_is_planned() -> None:
    ended = cordiale("compare", "--replications", "1000000", "--quarters", "400", "--out", "nowhere")
    assert ended.exit_code == 3
    assert "14,000,000 runs of 400 quarters take about" in ended.stderr
    assert "GB of memory" in ended.stderr


class Said:
    """In place of talk: what was said."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def say(self, text: str) -> None:
        self.words.append(text)


@pytest.mark.parametrize(("runs", "words"), [(20_000, ["about 67 min to go"]), (200, [])])
def test_a_long_comparison_says_once_how_long(monkeypatch: pytest.MonkeyPatch, runs: int, words: list[str]) -> None:
    clock, talk = iter([100.0, 102.0, 106.0, 110.0]), Said()
    monkeypatch.setattr(burden.time, "monotonic", lambda: next(clock))
    forecast = Forecast(talk, runs)  # type: ignore[arg-type]  # says what it is told to, which is all that is asked
    for done in (1, 11, 31, 41):
        forecast(done)
    assert talk.words == words


def test_the_version_is_said() -> None:
    ended = cordiale("--version")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("cordiale ")


@pytest.mark.parametrize(
    ("typed", "words"), [("technolgy", "is 'technology' meant?"), ("buyers+tech", "'tech' is none"), ("Al", "'all'")]
)
def test_a_misspelt_force_gets_the_nearest(typed: str, words: str) -> None:
    ended = cordiale("compare", "--forces", typed, "--out", "nowhere")
    assert ended.exit_code == 3
    assert words in ended.stderr


@pytest.mark.parametrize(("seconds", "told"), [
    (150, "2 min"), (5399, "90 min"), (5400, "1.5 h"), (86400, "24.0 h"), (2 * 86400 - 100, "48.0 h"),
    (2 * 86400, "2.0 days"), (864000, "10.0 days"),
])  # fmt: skip
def test_a_time_to_wait_is_told_in_minutes_up_to_an_hour_and_a_half_in_hours_up_to_two_days(
    seconds: float, told: str
) -> None:
    assert span(seconds) == told
