"""The model's own exp, log, power and normal quantile are right, and the same compiled as in plain Python."""

import ast
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

from cordiale.simulation.machinery.source_files import MODEL, source_files
from cordiale.simulation.runs.own_checks import EXACT, OWN_ORDER, SYSTEMS
from cordiale.simulation.world.arithmetic import normal
from cordiale.simulation.world.elementary import exp, log
from cordiale.simulation.world.powers import power
from tests.support import elementary
from tests.support.commandline import ROOT
from tests.support.elementary import LARGEST, TINY

INF, NAN = math.inf, math.nan
ULP, SUBNORMAL_ULP = 0.52, 0.8  # of a unit in the last place
NORMAL = sys.float_info.min


def off(found: float, true: Any) -> float:
    """How far a result is from the true value, in units of the last place that this one has."""
    unit = math.ulp(min(abs(float(true)), LARGEST))
    return float(abs(mpmath.mpf(found) - true) / mpmath.mpf(unit))


@pytest.mark.parametrize(
    ("function", "true", "arguments"),
    [
        (exp, mpmath.exp, [(x,) for x in elementary.of_exp()]),
        (log, mpmath.log, [(x,) for x in elementary.of_log()]),
        (power, mpmath.power, elementary.of_power()),
    ],
    ids=["exp", "log", "power"],
)
def test_a_result_is_next_to_the_true_value(
    function: Callable[..., float], true: Callable[..., Any], arguments: list[tuple[float, ...]]
) -> None:
    with mpmath.workprec(140):
        for given in arguments:
            found, exact = float(function(*given)), true(*map(mpmath.mpf, given))
            if abs(found) == INF:
                assert abs(exact) > LARGEST, given
            else:
                assert off(found, exact) <= (ULP if abs(exact) >= NORMAL else SUBNORMAL_ULP), given


def test_the_normal_quantile_is_exact_to_fifteen_digits() -> None:
    with mpmath.workprec(140):
        for uniform in elementary.of_normal()[::4]:
            found = mpmath.mpf(float(normal(uniform)))
            share, density = mpmath.ncdf(found), mpmath.npdf(found)
            assert abs((share - uniform) / density) <= 1e-15 * max(abs(found), mpmath.mpf(1e-15)), uniform


def test_what_is_exact_comes_out_exactly() -> None:
    assert [float(power(x, y)) for x in (2.0, 0.5) for y in range(-40, 41)] == [
        x**y for x in (2.0, 0.5) for y in range(-40, 41)
    ]
    assert [float(power(float(x), 2.0)) for x in range(1, 2000)] == [float(x * x) for x in range(1, 2000)]
    assert [float(power(float(x * x), 0.5)) for x in range(1, 2000)] == [float(x) for x in range(1, 2000)]
    assert (float(exp(0.0)), float(log(1.0)), float(exp(-0.0))) == (1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("function", "arguments"), [(exp, elementary.of_exp()), (log, elementary.of_log())], ids=["exp", "log"]
)
def test_a_larger_argument_never_gives_a_smaller_result(function: Callable[..., float], arguments: list[float]) -> None:
    found = [float(function(x)) for x in sorted(arguments)]
    assert found == sorted(found)


EDGES = [
    (exp, (INF,), INF), (exp, (-INF,), 0.0), (exp, (NAN,), NAN), (exp, (709.79,), INF), (exp, (-745.14,), 0.0),
    (exp, (800.0,), INF), (exp, (-800.0,), 0.0), (exp, (-745.13,), TINY),
    (log, (INF,), INF), (log, (0.0,), -INF), (log, (-0.0,), -INF), (log, (-1.0,), NAN), (log, (NAN,), NAN),
    (log, (-INF,), NAN),
]  # fmt: skip
SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, -3.0, 2.5, -2.5, 1e300, -1e300, 1e-300, INF, -INF, NAN)


@pytest.mark.parametrize(("function", "given", "expected"), EDGES)
def test_special_values_are_those_of_the_standard(
    function: Callable[..., float], given: tuple[float, ...], expected: float
) -> None:
    np.testing.assert_array_equal(float(function(*given)), expected)


@pytest.mark.parametrize("file", source_files(), ids=lambda file: file.relative_to(MODEL).as_posix())
def test_the_model_asks_no_library_for_a_number_that_differs_between_systems(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        where = f"line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            assert owner != "math" or node.attr in EXACT, where
            assert owner != "np" or node.attr not in SYSTEMS, where
            assert node.attr not in OWN_ORDER, where
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            assert ast.unparse(node.left) in ("2", "2.0"), where


@pytest.mark.parametrize("y", SPECIAL)
def test_special_powers_are_those_of_the_standard(y: float) -> None:
    for x in SPECIAL:
        with np.errstate(all="ignore"):
            expected = float(np.float64(x) ** np.float64(y))
        found = float(power(x, y))
        assert (math.isnan(found) and math.isnan(expected)) or found == expected, x
        assert math.isnan(found) or math.copysign(1.0, found) == math.copysign(1.0, expected), x


def test_compiled_and_in_plain_python_the_bits_are_the_same(tmp_path: Path) -> None:
    kept = tmp_path / "plain.npz"
    plain = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    subprocess.run([sys.executable, "-m", "tests.support.elementary", str(kept)], env=plain, cwd=ROOT, check=True)
    theirs = np.load(kept)
    for name, ours in elementary.results().items():
        assert ours.tobytes() == theirs[name].tobytes(), name
