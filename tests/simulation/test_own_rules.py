"""Rules of one's own stand in place of the model's, under both schedulers, or are refused with what is wrong."""

import io
import linecache
import pickle
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from cordiale import Scenario, rules, simulate
from cordiale.simulation.engine import advance, live_until
from cordiale.simulation.machinery import dispatching
from cordiale.simulation.machinery.caches import cache_folder, source_hash
from cordiale.simulation.machinery.standing import any_stand
from cordiale.simulation.rules.capacity import competence as shipped_competence
from cordiale.simulation.rules.selling import prospect as shipped_prospect
from cordiale.simulation.runs import own_checks
from cordiale.simulation.runs.company import execute, prepare, start
from cordiale.simulation.runs.own_checks import RulesError
from cordiale.simulation.runs.own_functions import replaceable
from cordiale.simulation.runs.own_rules import SHIPPED, Rules
from cordiale.simulation.runs.results import to_frame
from cordiale.simulation.runs.run import Run
from cordiale.simulation.runs.snapshot import restore, snapshot
from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.draws import OWN_DECISIONS, draw
from tests.support.commandline import surroundings
from tests.support.differences import first_difference
from tests.support.notebooks import FOLDER, code

SMALL = Scenario(schema=1, name="small", company={"reps": 4, "marketers": 2, "executives": 1, "burn_in": 0})
RUN = Run("siloed", "all", 1, 3, 2)
IDLE = 0.5


def idled(hours: float) -> float:
    return IDLE * hours


def prospect(org: Any, who: int) -> None:
    """Some of the hours that are left go into nothing; how many, is luck.

    Reads: people.identity
    Writes: people.hours_left
    """
    person = org.people[who]
    if draw(org, OWN_DECISIONS, person.identity).a < 0.9:
        person.hours_left = idled(person.hours_left)
    shipped_prospect(org, who)


def competence(org: Any, who: int) -> float:
    return 0.5 * shipped_competence(org, who)


def rule_of_the_notebook() -> Rules:
    """The rule that a notebook writes: the tests that run it and these compile it once between them."""
    scope: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(code(FOLDER / "04_your_own_rule.ipynb")):
        name = f"<cell {number}>"
        linecache.cache[name] = len(cell), None, cell.splitlines(keepends=True), name
        with redirect_stdout(io.StringIO()):
            exec(compile(cell, name, "exec"), scope)
        if "loyal" in scope:
            break
    found: Rules = scope["loyal"]
    return found


LAZY = rules(prospect)
BOTH = rules(prospect, competence)
LOYAL = rule_of_the_notebook()
# The same weeks agent by agent, in plain Python: the bytes of the outcomes of the run, with the rule replaced.
PLAIN = """
import sys
from cordiale import AlignmentModel
from tests.simulation.test_own_rules import LOYAL, RUN, SMALL
model = AlignmentModel(SMALL, RUN.paradigm, RUN.forces, RUN.seed, RUN.replication, RUN.quarters, rules=LOYAL)
while model.running:
    model.step()
sys.stdout.buffer.write(model.org.quarters.tobytes())
"""


def outcomes(own: Rules, run: Run = RUN) -> Any:
    return execute(prepare(SMALL, rules=own), run)


@pytest.fixture(scope="module")
def loyal() -> Any:
    """The outcomes of a run with the rule replaced; compiling it takes as long as compiling the model."""
    return outcomes(LOYAL)


def test_both_schedulers_compiled_and_in_plain_python_give_the_same_bytes(loyal: Any) -> None:
    environment = surroundings(NUMBA_DISABLE_JIT="1")
    plain = subprocess.run([sys.executable, "-c", PLAIN], env=environment, capture_output=True, check=True)
    assert plain.stdout == loyal.tobytes()


def test_a_replaced_rule_changes_what_follows_and_the_shipped_one_goes_on_beside_it(loyal: Any) -> None:
    shipped = outcomes(SHIPPED)
    assert loyal["leads_created"][2] < shipped["leads_created"][2]
    assert outcomes(SHIPPED).tobytes() == shipped.tobytes()


def test_another_process_takes_the_machine_code_that_is_kept(loyal: Any) -> None:
    if isinstance(live_until, FunctionType):
        pytest.skip("nothing is compiled here")
    asked = """
import sys
from tests.simulation.test_own_rules import LOYAL, outcomes
sys.stdout.buffer.write(outcomes(LOYAL).tobytes())
"""
    environment = surroundings(NUMBA_DEBUG_CACHE="1")
    again = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, check=True)
    assert b"cannot be read" not in again.stderr
    assert again.stdout.endswith(loyal.tobytes())
    assert b"data loaded from" in again.stdout
    assert b"data saved to" not in again.stdout


def test_what_does_not_lead_to_a_replaced_rule_stays_as_it_is() -> None:
    assert LAZY.of(shipped_competence) is shipped_competence
    assert LAZY.of(advance) is not advance
    assert SHIPPED.of(shipped_prospect) is shipped_prospect


def test_a_replacement_may_call_the_original_and_changes_then_what_it_adds() -> None:
    usual, lazy, plain = (start(prepare(SMALL), RUN) for _ in range(3))
    for org in (usual, lazy, plain):
        org.people[0].hours_left = 20.0
    shipped_prospect(usual, 0)
    LAZY.of(shipped_prospect)(lazy, 0)
    prospect(plain, 0)
    assert first_difference(usual, lazy)
    assert not first_difference(plain, lazy)
    assert lazy.tally[0].hours_selling < usual.tally[0].hours_selling


def test_an_index_that_is_out_of_range_is_an_error_and_no_memory_of_others(tmp_path: Path) -> None:
    file = tmp_path / "wild.py"
    file.write_text("def prospect(org, who):\n    org.people[1_000_000 + who].credit = 1.0\n")
    with pytest.raises(IndexError):
        rules(file).of(shipped_prospect)(start(prepare(SMALL), RUN), 0)


def test_only_what_leads_to_a_replaced_rule_is_compiled_anew(tmp_path: Path) -> None:
    if not any_stand():
        pytest.skip("nothing stands compiled here")
    file = tmp_path / "idle.py"
    file.write_text("def prospect(org, who):\n    org.people[who].hours_left = 0.0\n")
    links = rules(file)._linked.links
    anew = {each.py_func for each in links.made() if links.called_by(each.py_func)}
    assert {each.__name__ for each in anew} <= {
        "prospect", "work_week", "each_watched", "each", "once", "one_week", "live_until",
    }  # fmt: skip


def test_code_that_calls_what_stands_is_kept_apart_from_code_that_holds_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if isinstance(live_until, FunctionType):
        pytest.skip("nothing is compiled here")
    folders = set()
    for stands in ("machine code", None):
        monkeypatch.setattr(dispatching, "make_known", lambda stands=stands: stands)
        folders.add(dispatching._folder_of("own"))
        assert dispatching._folder_of("") == cache_folder()
    assert len(folders) == 2


@pytest.mark.parametrize("call", ["competence(org, 1_000_000)", "competence(who=1_000_000, org=org)"])
def test_a_function_that_stands_as_shipped_checks_its_indices_too(call: str, tmp_path: Path) -> None:
    file = tmp_path / "wild.py"
    file.write_text(
        "from cordiale.simulation.rules.capacity import competence\n"
        f"def prospect(org, who):\n    org.people[who].credit = {call}\n"
    )
    with pytest.raises(IndexError):
        rules(file).of(shipped_prospect)(start(prepare(SMALL), RUN), 0)


@pytest.mark.filterwarnings("ignore:unsafe cast")  # Numba warns of such keys before it refuses them
def test_what_cannot_be_compiled_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "odd.py"
    file.write_text("def prospect(org, who):\n    org.people[who].credit = len({who: 'a', 'b': who})\n")
    own = rules(file)
    if isinstance(live_until, FunctionType):
        pytest.skip("nothing is compiled here")
    with pytest.raises(RulesError, match=r"odd\.py cannot be compiled: .*odd\.py"):
        own.make_ready()


@pytest.mark.parametrize("call", ["competence(org)", "competence(org, 0.5)", "competence(org, who, 1)"])
def test_a_call_that_does_not_fit_what_stands_as_shipped_is_refused_with_the_reason(call: str, tmp_path: Path) -> None:
    if not any_stand():
        pytest.skip("nothing stands compiled here")
    file = tmp_path / "odd.py"
    file.write_text(
        "from cordiale.simulation.rules.capacity import competence\n"
        f"def prospect(org, who):\n    org.people[who].credit = {call}\n"
    )
    with pytest.raises(RulesError, match=r"Function\(competence\) found .*odd\.py, line 3"):
        rules(file).make_ready()


def test_the_table_says_which_rules_it_is_of(loyal: Any) -> None:
    frame = to_frame(prepare(SMALL, rules=LOYAL), [RUN], [loyal])
    assert set(frame["rules"]) == {LOYAL.words}
    assert BOTH.words.startswith("prospect, competence replaced (")
    assert BOTH.words.endswith("not the validated model")
    assert "rules" not in simulate(SMALL, ["siloed"], ["none"], 1, 1).columns


def test_rules_are_a_text_that_stands_alone_wherever_it_goes() -> None:
    again = pickle.loads(pickle.dumps(LAZY))
    assert again == LAZY
    assert again.version == LAZY.version != source_hash() == SHIPPED.version
    assert {"def idled(hours):", "def prospect(org, who):", "IDLE = 0.5"} <= set(LAZY.text.splitlines())
    assert LAZY.names == ("prospect",)
    assert BOTH.version != LAZY.version
    assert cache_folder(LAZY.version) != cache_folder()


def test_a_snapshot_is_of_the_rules_it_lived_with() -> None:
    org = start(prepare(SMALL), RUN)
    assert not first_difference(restore(snapshot(org, LAZY), LAZY), org)
    with pytest.raises(ScenarioError, match="another version of the model"):
        restore(snapshot(org, LAZY))


def test_every_act_of_every_phase_can_be_replaced() -> None:
    assert {phase.act.__name__ for phase in PHASES} <= replaceable().keys()


def test_a_scenario_names_rules_and_never_brings_them() -> None:
    named = SMALL.with_values({"rules": ["prospect"]})
    LAZY.check_named(named.rules, named.name)
    with pytest.raises(RulesError, match="scenario small is to live with rules of one's own for prospect: give them"):
        prepare(named)


FAULTS = {
    "def prospct(org, who):\n    pass": r"the model has no rule prospct; did you mean prospect",
    "def reps_work_leads(org, who):\n    pass": "a phase; the rule that acts in it is called work_week",
    "X = 1": "replaces no rule",
    "def prospect(org):\n    pass": r"prospect\(org\) does not fit: the rule it replaces is prospect\(org, who\)",
    "def prospect(who, org):\n    pass": r"prospect\(who, org\) does not fit",
    "def prospect(org, who):\n    return 1.0": "line 2: prospect gives back nothing",
    "def competence(org, who):\n    pass": "competence must give back float",
    "def prospect(org, who):\n    org.peple[who].morale = 1.0": "line 2: org: there is no peple; did you mean people",
    "def prospect(org, who):\n    org.people[who].moral = 1.0": "line 2: people has no moral; did you mean morale",
    "def prospect(org, who):\n    p = org.people[who]\n    p.credit += p.targt": "line 3: people has no targt",
    "def prospect(org, who):\n    '''Act.\n\n    Reads: peopel\n    '''": "Reads: there is no peopel",
    "def prospect(org, who):\n    '''Act.\n\n    Writes: teams\n    '''\n    org.people[who].credit = 0.0":
        "prospect writes people.credit, which its docstring does not list",
    "import random\ndef prospect(org, who):\n    org.people[who].credit = random.random()": "Luck needs an address",
    "import numpy as np\ndef prospect(org, who):\n    org.people[who].credit = np.random.rand()": "has no address",
    "import math\ndef prospect(org, who):\n    org.people[who].credit = math.exp(1.0)": "math.exp differs between",
    "def prospect(org, who):\n    org.people[who].credit = 2.0 ** who": "differs between systems",
    "from cordiale.simulation.rules import selling\ndef prospect(org, who):\n    selling.prospect(org, who)":
        "uses the module cordiale.simulation.rules.selling; import its functions by name",
    "from cordiale.simulation.rules.selling import work_week\ndef prospect(org, who):\n    work_week(org, who)":
        "prospect calls work_week calls prospect: a rule cannot call what leads back to it",
    "import tests.support.worlds as w\ndef prospect(org, who):\n    w.step(org, 'a')": "uses tests.support.worlds;",
    "from tests.support.worlds import step\ndef prospect(org, who):\n    step(org, 'a')": "write it into the same file",
    "def prospect(org, who)\n    pass": "line 1: expected ':'$",
    "import nowhere": "cannot be run: ModuleNotFoundError: No module named 'nowhere'$",
    "import json\njson.loads('{')": "cannot be run: json.decoder.JSONDecodeError: Expecting property name",
    "exec('x = (')": "cannot be run: SyntaxError: '\\(' was never closed$",
    "import sys\nsys.exit(3)": "cannot be run: SystemExit: 3",
    "class Odd(BaseException):\n    def __str__(self):\n        raise self\nraise Odd": "cannot be run: .*Odd",
    "def prospect(org, who):\n    pass\nprospect = 3": "line 1: prospect is no function any more",
    "@property\ndef prospect(org, who):\n    pass": "line 2: prospect is no function any more",
    "def prospect(org, who):\n    org.people" + "[0]" * 970 + ".morale = 1.0": "nested deeper than Python reads",
    "def prospect(org, who):\n    pass\n" + "# on and on\n" * 400_000: "bytes; 4,194,304 can be read",
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: FAULTS[text][:40])
def test_what_does_not_fit_is_refused_before_anything_runs(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(text)
    with pytest.raises(RulesError, match=FAULTS[text]) as refused:
        rules(file)
    assert "mine.py" in str(refused.value)


def test_a_file_that_prints_when_it_is_run_prints_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.py"
    file.write_text("print('for people')\ndef prospect(org, who):\n    pass\n")
    rules(file)
    assert capsys.readouterr() == ("", "for people\n")


@pytest.mark.parametrize("line", ["a, *b = 1, 2, 3", "(a, b), c = (1, 2), 3", "a, b = (*(1,), 2)"])
def test_names_that_are_given_many_values_at_once_are_read(line: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(f"def prospect(org, who):\n    {line}\n")
    assert rules(file).names == ("prospect",)


def test_so_are_functions_that_cannot_be_written_down() -> None:
    with pytest.raises(RulesError, match="the model has no rule idled"):
        rules(idled)
    with pytest.raises(RulesError, match="neither a function nor the path of a file"):
        rules(3)
    with pytest.raises(RulesError, match="no such file"):
        rules("nowhere.py")


@pytest.mark.parametrize("table", [np.zeros(3), (1.0, "a"), ("a", 1.0), [1.0]], ids=repr)
def test_a_rule_uses_numbers_and_tuples_of_nothing_else_and_no_other_things_from_outside(table: Any) -> None:
    def live(org: Any, who: int) -> None:
        org.people[who].credit = table[0]

    with pytest.raises(RulesError, match=r"table = .* is neither a number, a tuple of numbers nor a function"):
        rules(live)


class Hostile:
    """Whatever one asks of it, it raises; of its class too."""

    def __getattribute__(self, name: str) -> Any:
        raise LookupError(name)

    __eq__ = __hash__ = __repr__ = __getattribute__  # type: ignore[assignment]  # nothing of an object is left


HOSTILE = {
    "attributes": "class Evil:\n    def __getattribute__(self, name):\n        raise LookupError(name)\nevil = Evil()",
    "a class": "class Sort(type):\n    def __getattribute__(kind, name):\n        raise LookupError(name)\n"
               "class Evil(metaclass=Sort):\n    pass\nevil = Evil",
    "an end": "class Evil:\n    def __getattr__(self, name):\n        raise SystemExit(name)\nevil = Evil()",
    "an error without words": "class Odd(Exception):\n    def __str__(self):\n        raise self\n"
                              "class Evil:\n    def __getattr__(self, name):\n        raise Odd\nevil = Evil()",
}  # fmt: skip


@pytest.mark.parametrize("how", HOSTILE)
def test_what_a_file_s_own_things_raise_when_they_are_looked_at_is_told_of_the_file(how: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(f"{HOSTILE[how]}\ndef prospect(org, who):\n    evil\n")
    with pytest.raises(RulesError, match=r"^mine\.py cannot be looked through: .*(LookupError|SystemExit|Odd)"):
        rules(file)


@pytest.mark.parametrize("given", [((Hostile(),), {}), ((), {"prospect": Hostile()})], ids=["given", "named"])
def test_so_is_what_things_that_are_no_functions_raise(given: tuple[Any, dict[str, Any]]) -> None:
    with pytest.raises(RulesError, match=r"^rules cannot be looked through: LookupError"):
        rules(*given[0], **given[1])


def test_an_interrupt_while_a_file_is_run_ends_it_whatever_it_is_at(tmp_path: Path) -> None:
    """A file that loops for ever when it is run is ended by the keyboard, not called a file that cannot be run."""
    file = tmp_path / "mine.py"
    file.write_text("while True:\n    raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        rules(file)


def test_a_mistake_of_the_model_s_own_is_not_called_one_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.py"
    file.write_text("def prospect(org, who):\n    org.people[who].credit = 0.125\n")
    monkeypatch.setattr(own_checks, "FIELDS", None)
    with pytest.raises(TypeError, match="NoneType"):
        rules(file)
