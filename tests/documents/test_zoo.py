"""The zoo stands: every planted fault has its one place and its test, and those that are tried are noticed."""

import re
import tomllib

import pytest

from tests.support.browser import CHROMIUM, browsing
from tests.zoo.__main__ import chosen, document, main
from tests.zoo.catalogue import ROOT, Fault, declared
from tests.zoo.keeper import Finding, collected, copy_project, find, is_of

FAULTS = declared()
TRIED = ("truster-and-trustee-swapped", "pooled-credit-paid-twice", "holm-not-applied")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_has_exactly_one_place_and_changes_it(fault: Fault) -> None:
    assert fault.places() == 1, f"{fault.before!r} in {fault.file}"
    assert fault.before != fault.after
    assert fault.what.endswith(".")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_leaves_a_file_that_can_be_read(fault: Fault) -> None:
    text = (ROOT / fault.file).read_text(encoding="utf-8").replace(fault.before, fault.after)
    if fault.file.endswith(".toml"):
        tomllib.loads(text)
    elif fault.file.endswith(".py"):
        compile(text, fault.file, "exec")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_every_fault_of_a_page_leaves_a_script_that_can_be_read() -> None:
    pytest.importorskip("playwright", reason="Playwright is not installed")
    scripts = [fault for fault in FAULTS if fault.file.endswith(".mjs")]
    assert scripts
    with browsing() as browser:
        tab = browser.new_page()
        for fault in scripts:
            text = (ROOT / fault.file).read_text(encoding="utf-8").replace(fault.before, fault.after)
            plain = re.sub(r"^import .*$|^export ", "", text, flags=re.MULTILINE)
            tab.evaluate("(text) => { new Function(text); }", plain)


def test_the_zoo_holds_what_was_promised() -> None:
    assert len(FAULTS) >= 25
    assert len({(fault.file, fault.before) for fault in FAULTS}) == len(FAULTS)


def test_every_test_that_should_notice_a_fault_is_one_of_the_suite(request: pytest.FixtureRequest) -> None:
    """That it passes without the fault is shown by the suite itself, and by `python -m tests.zoo` before it plants."""
    unseen = lacking({fault.caught_by for fault in FAULTS}, [item.nodeid for item in request.session.items])
    assert (
        lacking(unseen, collected(unseen) if unseen else []) == set()
    )  # collected here only where part of the suite runs


def lacking(wanted: set[str], cases: list[str]) -> set[str]:
    """Tests of which there is no case."""
    return {test for test in wanted if not any(is_of(case, test) for case in cases)}


@pytest.mark.parametrize("name", TRIED)
def test_a_planted_fault_is_noticed_by_the_test_whose_name_says_so(name: str) -> None:
    (fault,) = chosen([name])
    finding = find(fault, near=False)
    assert finding.caught, finding.trouble
    assert fault.places() == 1  # in the project itself nothing was planted


def test_a_fault_that_changes_nothing_is_not_said_to_be_caught() -> None:
    harmless = chosen([TRIED[0]])[0]
    finding = find(harmless._replace(after=f"{harmless.before}  # as it was"), near=False)
    assert not finding.caught
    assert not finding.failed


def test_a_fault_is_planted_in_one_place_or_not_at_all(tmp_path) -> None:
    copy = copy_project(tmp_path)
    for before in ("this stands nowhere", "org"):
        with pytest.raises(ValueError, match=re.escape(f"{before!r} stands ")):
            FAULTS[0]._replace(before=before).plant(copy)


def test_a_case_is_of_its_test_and_of_no_other() -> None:
    assert is_of("a.py::test_one[x]", "a.py::test_one")
    assert is_of("a.py::test_one[x]", "a.py::test_one[x]")
    assert not is_of("a.py::test_one[y]", "a.py::test_one[x]")
    assert not is_of("a.py::test_one_more", "a.py::test_one")


def test_a_row_of_the_matrix_names_the_fault_and_who_noticed() -> None:
    finding = Finding(FAULTS[0], False, ("a.py::test_other[x]", "a.py::test_other[y]"))
    assert finding.others == ("a.py::test_other",)
    row = document(finding)
    assert (row["fault"], row["caught"], row["expected"]) == (FAULTS[0].name, False, FAULTS[0].caught_by)


def test_a_fault_that_is_not_in_the_zoo_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["holm-not-aplied"])
    assert refused.value.code == 2
    assert "did you mean" in capsys.readouterr().err
