"""What only compiled behaviours call becomes machine code with its callers, once, and is the same behaviour."""

from pathlib import Path

import numba
import pytest

from cordiale.simulation.machinery import dispatching
from cordiale.simulation.machinery.compiled import compiled, uncached
from cordiale.simulation.machinery.lowered import Part

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled here")


@compiled
def halved(number: float) -> float:
    """Half of a number that is not negative."""
    if number < 0.0:
        raise ValueError("negative")
    return number / 2.0


@compiled
def quartered(number: float) -> float:
    """A quarter, by way of a half."""
    return halved(halved(number))


def of_one_after_the_other() -> object:
    factor = 3.0

    def times(number: float) -> float:
        return factor * number

    return uncached(times)


times = of_one_after_the_other()


@compiled
def mixed(number: float) -> float:
    """Of all kinds."""
    return times(quartered(number)) + halved(number)  # type: ignore[operator]


def test_what_behaviours_call_in_several_steps_is_called() -> None:
    assert mixed(8.0) == 3.0 * 2.0 + 4.0
    assert quartered(8.0) == 2.0


def test_an_error_in_a_part_reaches_python() -> None:
    with pytest.raises(ValueError, match="negative"):
        mixed(-1.0)


def test_only_what_python_calls_has_machine_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "cache_folder", lambda version="": tmp_path)  # what was kept has no parts
    anew = dispatching.dispatcher(mixed)
    anew(8.0)
    whole = next(iter(anew.overloads.values())).library
    parts = [each for each in whole._linking_libraries if isinstance(each, Part)]
    assert not isinstance(whole, Part)
    assert {each.name for each in parts} >= {"quartered", "halved"}
    assert [each.get_pointer_to_function(each.name) for each in parts] == [0] * len(parts)
    defined = [function.name for function in whole.get_defined_functions()]
    assert not [name for name in defined if "halved" in name or "quartered" in name]
