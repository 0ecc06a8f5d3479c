"""The class on one network: who may ask for what, what a game may be, and how the server begins and ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import sys
from typing import Any
from urllib.request import urlopen

import pytest

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.page.hosting import EXTRA, LARGEST, TEAMS, Room, serve, served
from cordiale.experiments.page.playing import pages
from tests.support.class_served import serving
from tests.support.commandline import cordiale

testclient = pytest.importorskip("starlette.testclient", reason="the extra class is not installed")

HERE = "127.0.0.1:8765"
CODE = "LYON7-1-ABC-012-XYZ"
PAGES = {"team.html": "the team's page", "teacher.html": "the teacher's page"}


@pytest.fixture
def room() -> Room:
    return Room("LYON7")


@pytest.fixture
def client(room: Room) -> Any:
    return testclient.TestClient(served(room, PAGES, {HERE}), base_url=f"http://{HERE}")


def post(client: Any, said: Any, **headers: str) -> Any:
    """As the team's page posts."""
    own = {"Origin": f"http://{HERE}"} | headers
    return client.post("/LYON7/games", content=said if isinstance(said, bytes) else json.dumps(said), headers=own)


def told(client: Any, room: Room) -> Any:
    return client.get(f"/teacher/{room.teacher}/games").json()


def test_the_teacher_sees_the_last_code_of_each_team(client: Any, room: Room) -> None:
    token = post(client, {"team": "Reds", "code": CODE}).json()["token"]
    post(client, {"team": "Blues", "code": CODE})
    assert post(client, {"team": "Rouges", "code": f"{CODE}-111", "token": token}).json() == {"token": token}
    assert told(client, room) == [{"team": "Rouges", "code": f"{CODE}-111"}, {"team": "Blues", "code": CODE}]


def test_nobody_writes_over_the_game_of_another_team(client: Any, room: Room) -> None:
    post(client, {"team": "Reds", "code": CODE})
    for token in ("", "guessed"):
        assert post(client, {"team": "Reds", "code": f"{CODE}-111", "token": token}).status_code == 409
    assert told(client, room) == [{"team": "Reds", "code": CODE}]


def test_pages_are_served_to_who_knows_the_room_and_the_teachers_to_who_knows_its_secret(
    client: Any, room: Room
) -> None:
    assert client.get("/LYON7").text == PAGES["team.html"]
    assert client.get(f"/teacher/{room.teacher}").text == PAGES["teacher.html"]
    for place in ("/", "/teacher", "/teacher/", "/teacher/guessed", "/teacher/guessed/games", "/LYON7/games/x",
                  "/team.html", "/../pyproject.toml", "/LYON7/../../etc/passwd", "/%2e%2e/pyproject.toml"):  # fmt: skip
        assert client.get(place).status_code == 404, place
    assert client.get("/LYON7/games").status_code == 405
    assert client.delete("/LYON7/games").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", ""])
def test_a_request_for_another_host_is_refused(client: Any, room: Room, host: str) -> None:
    assert client.get(f"/teacher/{room.teacher}/games", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1:8765", "null", ""])
def test_a_game_posted_by_another_sites_page_is_refused(client: Any, room: Room, origin: str) -> None:
    assert post(client, {"team": "Reds", "code": CODE}, Origin=origin).status_code == 403
    assert "access-control-allow-origin" not in client.get("/LYON7", headers={"Origin": origin}).headers
    assert room.games == {}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"x" * (LARGEST + 1), 413), (b"\xff", 400), (b"[" * LARGEST, 400), ([], 400), ({"team": "Reds"}, 400),
        ({"team": 7, "code": CODE}, 400), ({"team": "", "code": CODE}, 400), ({"team": "a\nb", "code": CODE}, 400),
        ({"team": "n" * 31, "code": CODE}, 400), ({"team": "Reds", "code": "PARIS-1-ABC-012-XYZ"}, 400),
        ({"team": "Reds", "code": f"{CODE}\n"}, 400), ({"team": "Reds", "code": CODE, "token": ["x"]}, 400),
    ],
)  # fmt: skip
def test_what_is_no_game_is_refused_and_not_kept(client: Any, room: Room, said: Any, status: int) -> None:
    assert post(client, said).status_code == status
    assert room.games == {}


def test_a_room_is_full_at_some_point(client: Any, room: Room) -> None:
    answers = [post(client, {"team": f"team {each}", "code": CODE}).status_code for each in range(TEAMS + 1)]
    assert answers == [200] * TEAMS + [503]


@pytest.mark.parametrize("place", ["/LYON7", "/nothing", "/teacher/guessed"])
def test_every_answer_says_that_it_may_not_be_kept_framed_or_guessed_at(client: Any, place: str) -> None:
    headers = client.get(place).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_served_pages_may_reach_their_own_server_and_files_nothing() -> None:
    for lan, reach in ((True, "'self'"), (False, "'none'")):
        for page in pages(room="lyon7", lan=lan).values():
            assert f"connect-src {reach};" in page
            assert ("fetch(" in page) is lan


def test_without_the_extra_a_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    ended = cordiale("teach", "class", "--serve", "--no-open")
    assert (ended.exit_code, ended.stdout) == (3, "")
    assert EXTRA in " ".join(ended.stderr.split())


MANY = ("0.0.0.0", "0", "0x0", "0.0", "000.0.0.0", "::", "", "224.0.0.1", "255.255.255.255", "no such host", "n" * 300)


@pytest.mark.parametrize("host", MANY)
def test_a_host_that_is_every_address_or_none_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(UsersError, match="name one address of this machine"):
        serve(Room("LYON7"), PAGES, host=host, port=0, ready=lambda team, teacher: None)


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsersError, match=rf"127\.0\.0\.1, port {port}: .*in use; --port"):
            serve(Room("LYON7"), PAGES, host="127.0.0.1", port=port, ready=lambda team, teacher: None)


@pytest.mark.parametrize(("words", "said"), [(["--serve", "--out", "x"], "--out does nothing with --serve"),
                                             (["--port", "1"], "--port does nothing without --serve")])  # fmt: skip
def test_options_that_would_do_nothing_are_refused(words: list[str], said: str) -> None:
    ended = cordiale("teach", "class", *words, "--no-open")
    assert ended.exit_code == 2
    assert said in " ".join(ended.stderr.split())


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_class_is_served_on_loopback_and_ends_politely(ending: signal.Signals) -> None:
    with serving() as (process, where):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/LYON7", where["team"])
        with urlopen(where["team"], timeout=60) as answer:
            assert b"connect-src 'self'" in answer.read()
        process.send_signal(ending)
        _, told = process.communicate(timeout=60)
    assert "the class is over; teams: 0" in told
    assert "Traceback" not in told
    assert process.returncode == 130


def test_on_one_network_the_page_of_a_team_posts_its_game_and_that_of_the_teacher_gathers_all_of_them() -> None:
    posts = {name: 'method: "POST"' in page for name, page in pages(room="lyon7", lan=True).items()}
    assert posts == {"team.html": True, "teacher.html": False}
