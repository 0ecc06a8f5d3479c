"""Designs: from factors to the points of a study.

`full` crosses all levels. The sampled designs sample the ranges, in the unit cube, and meet every sample with each
combination of the levels that are listed: categories are crossed, numbers are sampled. So every sample is a matched
set over the categories, and an analysis of the numbers is one for each category. `list` reads its points from a CSV.
"""

from __future__ import annotations

import csv
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.simulation.scenario.given import GivenError, text_of

from ..foundations.extent import memory
from .domains import Domain, value
from .factors import Factor
from .file import SAMPLED, StudyError, StudyFile

MOST_POINTS = 10_000_000
CELL = 64  # bytes that a factor's value at a point takes while a study is planned
YES_NO = {"true": True, "false": False}

Columns = dict[str, list[Any]]


def points(study: StudyFile, factors: tuple[Factor, ...], *, where: str) -> Columns:
    """The points: a column for each factor, and `sample`, which points share that differ only in what is crossed.

    In a sampled design it is the row of the sample; elsewhere points of one sample agree in all that is no category.

    Raises StudyError for a design without points or with too many, and for a list that does not fit.
    """
    if study.design == "list":
        return _listed(study, factors, where)
    levels = [factor.levels for factor in factors if not factor.is_sampled]
    crossed = [factor.name for factor in factors if not factor.is_sampled]
    combinations = int(np.prod([len(each) for each in levels], dtype=float))
    _check_count(combinations * _samples(study, factors), len(factors), where)
    if study.design not in SAMPLED:
        return _with_samples(_columns(crossed, list(product(*levels))), factors)
    return _sampled(study, factors, list(product(*levels)), crossed)


def _samples(study: StudyFile, factors: tuple[Factor, ...]) -> int:
    """How many samples the design takes."""
    sampled = sum(factor.is_sampled for factor in factors)
    if study.design == "sobol":
        return study.samples * (2 * sampled + 2 if study.second_order else sampled + 2)
    if study.design == "morris":
        return study.samples * (sampled + 1)
    return study.samples if study.design in SAMPLED else 1


def _check_count(count: float, factors: int, where: str) -> None:
    """Refuse a design without points, or whose points are too many or take more than this machine's memory."""
    needed, there = count * (factors + 1) * CELL, memory()
    takes = f"{where}: the design has {count:,.0f} points, which take about {needed / 1e9:,.1f} GB to plan"
    if not 1 <= count <= MOST_POINTS:
        raise StudyError(f"{takes}; allowed are 1 to {MOST_POINTS:,}")
    if there is not None and needed > there:
        raise StudyError(f"{takes}; this machine has {there / 1e9:,.1f}")


def _with_samples(columns: Columns, factors: tuple[Factor, ...]) -> Columns:
    """The columns, and a number for each combination of what is no category."""
    numbers = [columns[factor.name] for factor in factors if factor.domain.kind != "category"]
    known: dict[tuple[Any, ...], int] = {}
    count = len(next(iter(columns.values())))
    rows = zip(*numbers, strict=True) if numbers else [()] * count
    return {"sample": [known.setdefault(row, len(known)) for row in rows], **columns}


def _columns(names: list[str], rows: list[tuple[Any, ...]]) -> Columns:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _sampled(study: StudyFile, factors: tuple[Factor, ...], combinations: list[Any], crossed: list[str]) -> Columns:
    ranges = [factor for factor in factors if factor.is_sampled]
    places = unit_sample(study, ranges)
    columns: Columns = {"sample": [number for number in range(len(places)) for _ in combinations]}
    for column, factor in enumerate(ranges):
        columns[factor.name] = [factor.at(place) for place in places[:, column] for _ in combinations]
    for name, levels in _columns(crossed, combinations).items():
        columns[name] = levels * len(places)
    return {"sample": columns["sample"], **{factor.name: columns[factor.name] for factor in factors}}


def problem(ranges: list[Factor]) -> dict[str, Any]:
    """What SALib calls the problem: the sampled factors, on the unit cube."""
    return {"num_vars": len(ranges), "names": [each.name for each in ranges], "bounds": [[0.0, 1.0]] * len(ranges)}


def unit_sample(study: StudyFile, ranges: list[Factor]) -> Any:
    """The sample of the ranges, each scaled to [0, 1]: a row for each sample, a column for each sampled factor.

    The same at every call with the same versions of scipy and SALib.
    """
    if study.design == "latin-hypercube":
        from scipy.stats.qmc import LatinHypercube  # late: SciPy takes its time

        return LatinHypercube(len(ranges), rng=np.random.default_rng(study.design_luck)).random(study.samples)
    if study.design == "sobol":
        from SALib.sample import sobol  # late: SALib takes its time

        return sobol.sample(
            problem(ranges), study.samples, calc_second_order=study.second_order, seed=study.design_luck
        )
    from SALib.sample import morris  # late: SALib takes its time

    return morris.sample(problem(ranges), study.samples, num_levels=study.trajectory_levels, seed=study.design_luck)


def _listed(study: StudyFile, factors: tuple[Factor, ...], where: str) -> Columns:
    """The points of a CSV: its columns are the factors, its rows the points, every cell checked."""
    file = Path(str(study.points))
    rows = _rows(file, where)
    head, place = rows[0], f"{where}: points: {file.name}"
    for factor in factors:
        if factor.name not in head:
            hint = "; cells are separated by commas" if {*head[0]} & {*";\t"} else ""
            raise StudyError(f"{place}: column {factor.name!r} is missing; it has {', '.join(head)}{hint}")
    extra = [name for name in head if name not in {factor.name for factor in factors}]
    if extra:
        raise StudyError(f"{place}: column {extra[0]!r} is not among the factors")
    cells = {factor.name: _column(place, factor, head.index(factor.name), rows) for factor in factors}
    _check_count(len(rows) - 1, len(factors), where)
    return _with_samples(cells, factors)


def heading(study: StudyFile, where: str) -> list[str]:
    """The columns of the CSV of a `list`."""
    return _rows(Path(str(study.points)), where)[0]


def _rows(file: Path, where: str) -> list[list[str]]:
    """The rows of a CSV file, its heading first, each as long as the heading."""
    place = f"{where}: points: {file.name}"
    try:
        lines = csv.reader(StringIO(text_of(file), newline=""), strict=True)
        rows = [[cell.strip() for cell in row] for row in lines if any(map(str.strip, row))]
    except (GivenError, csv.Error) as error:
        if isinstance(error, GivenError) and error.is_missing:
            raise StudyError(f"{where}: points = {str(file)!r}: there is no such file") from error
        raise StudyError(f"{place} cannot be read: {error}") from error
    if len(rows) < 2:
        raise StudyError(f"{place} holds no points; it needs a heading and at least one row")
    if len(set(rows[0])) < len(rows[0]):
        raise StudyError(f"{place} names a column twice")
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(rows[0]):
            raise StudyError(f"{place}, row {number}: {len(row)} cells, the heading has {len(rows[0])}")
    return rows


def _column(where: str, factor: Factor, place: int, rows: list[list[str]]) -> list[Any]:
    """One factor's cells, of its kind, among its levels or within its range if the study gives some."""
    found = []
    for number, row in enumerate(rows[1:], start=1):
        at = f"{where}, row {number}"
        cell = value(at, factor.domain, _typed(factor.domain, row[place]))
        if factor.levels and cell not in factor.levels:
            raise StudyError(f"{at}.{factor.name} = {cell!r} is not among the factor's levels: {factor.levels}")
        if factor.low <= factor.high and not factor.low <= cell <= factor.high:
            raise StudyError(f"{at}.{factor.name} = {cell!r} is outside [{factor.low:g}, {factor.high:g}]")
        found.append(cell)
    return found


def _typed(domain: Domain, cell: str) -> Any:
    """A cell as what it looks like; `value` says whether that is right."""
    if domain.kind == "category" and not isinstance(domain.allowed[0], int):
        return cell
    if cell.lower() in YES_NO:
        return YES_NO[cell.lower()]
    try:
        return int(cell) if cell.lstrip("+-").isdigit() else float(cell)
    except ValueError:
        return cell
