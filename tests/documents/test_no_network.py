"""Nothing is sent anywhere, and nothing that users bring is run but the code that they hand over as code."""

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commandline import cordiale

ROOT = Path(__file__).parents[2]
ROOMS = ("simulation", "experiments", "scenarios")
TALKERS = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "telnetlib",
    "starlette",
    "uvicorn",
}
UNSAFE = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
READ_AS_CODE = {"read_pickle", "allow_pickle", "exec", "eval"}
ALLOWED = {
    "experiments/cli.py": {"socket"},  # a pair within the process, by which a signal wakes a thread
    "experiments/page/hosting.py": {"socket", "starlette", "uvicorn"},  # the class on one network, for who asks for it
    "simulation/engine.py": {"exec"},  # the week, made of the list of its phases
    "simulation/runs/own_text.py": {"exec"},  # rules and people of one's own, handed over as code
    "experiments/workshop/page_engine/entries.py": {"exec"},  # the week again, for the page
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the project and its syntax."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def named(tree: ast.Module) -> set[str]:
    """The packages that a module imports, the functions it calls and the options it gives them, by their last name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Call):
            found |= {getattr(node.func, "attr", None) or getattr(node.func, "id", "")}
            found |= {each.arg for each in node.keywords if each.arg}
    return found


def test_no_module_talks_to_a_network_or_reads_what_would_run() -> None:
    seen = {place: named(tree) & (TALKERS | UNSAFE | READ_AS_CODE) for place, tree in sources()}
    assert {place: names for place, names in seen.items() if names} == ALLOWED


@pytest.mark.parametrize("code", ["import pickle", "from urllib.request import urlopen", "x.read_pickle(1)", "eval(x)"])
def test_the_search_sees_what_it_is_for(code: str) -> None:
    assert named(ast.parse(code)) & (TALKERS | UNSAFE | READ_AS_CODE)


def test_commands_open_no_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *given: asked.append(given))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: asked.append(given))
    for words in (["scenario", "list"], ["scenario", "new", tmp_path / "mine.toml"],
                  ["scenario", "check", "smb-inbound"], ["explain", "proportional"],
                  ["see", "smb-inbound", "--no-open", "--out", tmp_path / "page.html"]):  # fmt: skip
        assert cordiale(*words).exit_code == 0
    assert asked == []
