"""How sure a rule is hangs on points that are independent, not on how often each was looked at."""

import numpy as np

from cordiale.experiments.analysis.rules import score


def test_points_of_one_block_do_not_make_a_rule_surer() -> None:
    inside = np.ones(8, dtype=bool)
    met = np.array([True, True, True, False, True, True, True, False])
    alone = score(inside, met, np.arange(8))
    in_blocks = score(np.tile(inside, 5), np.tile(met, 5), np.tile(np.arange(8), 5))
    assert (in_blocks.low, in_blocks.high) == (alone.low, alone.high)
    assert in_blocks.density == alone.density
