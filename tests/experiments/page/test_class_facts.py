"""What the pages of a class know is what was asked for; what a room takes, and who may ask, is what its rules say."""

from __future__ import annotations

from typing import Any

import pytest

from cordiale.experiments.figures.marks import FURTHER, MARKS
from cordiale.experiments.page import hosting, playing
from cordiale.experiments.page.hosting import RefusedError, Room, serve
from cordiale.experiments.page.playing import convene, edition, pages, words_of_class

SAYS = {"game foot": "lan foot", "how hand out": "lan hand out", "how collect": "lan collect"}
CODE = "LYON7-1-ABC"


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are what they are put together from, before it is packed."""
    monkeypatch.setattr(playing, "packed_json", lambda told: told)
    monkeypatch.setattr(playing, "edition", lambda told, facts: (told["name"], facts["name"]))
    monkeypatch.setattr(playing, "_company", lambda name, seed: ({"name": name}, {"name": f"{name} {seed}"}))
    monkeypatch.setattr(playing, "packed", lambda _: "engine")
    monkeypatch.setattr(playing, "inlined", lambda file, *_: file.name)
    monkeypatch.setattr(playing, "assembled", lambda frame, **given: {"frame": frame, **given})


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("who", ["team", "teacher"])
def test_a_page_of_a_class_knows_its_room_luck_company_and_that_a_game_is_of_eight_quarters(who: str) -> None:
    page: Any = pages("enterprise", room=" lyon7 ", seed=9, language="fr")[f"{who}.html"]
    facts = page["data"]["facts"]
    assert facts["game"] == {"room": "LYON7", "seed": 9, "edition": ("enterprise", "enterprise 9")}
    assert page["data"]["company"] == {"name": "enterprise"}
    seen = ("revenue", "opportunities", "win_rate", "executives_aligned", "leavers")
    assert (facts["quarters"], facts["outcomes"], facts["seen"]) == (8, seen, seen)
    assert (facts["language"], page["words"]["language"], page["words"]["verb"]) == ("fr", "fr", "teach class")
    own = words_of_class()
    assert page["words"]["title"] == f"Cordiale: {own[f'{who} title']['fr']}"
    assert page["words"]["without"] == own["without scripts"]["fr"]
    crews = [look for name, look in MARKS.items() if name not in ("status-quo", "drift")] + [*FURTHER]
    assert facts["crews"] == [{"colour": each.colour, "marker": each.marker, "dash": ""} for each in crews]
    assert ("worker" in page["data"]) == (who == "teacher")
    assert page["script"].startswith(f"{who}.mjs")


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("who", ["team", "teacher"])
def test_a_page_says_how_codes_travel_by_hand_in_a_file_and_by_the_network_where_a_room_is_served(who: str) -> None:
    alone, served = ({**pages(lan=lan)}[f"{who}.html"] for lan in (False, True))
    by_hand, by_network = (page["data"]["words"] for page in (alone, served))  # type: ignore[index]  # the parts
    own = words_of_class()
    assert by_hand == own
    assert by_network == own | {key: own[other] for key, other in SAYS.items()}
    assert (alone["reach"], served["reach"]) == ("'none'", "'self'")  # type: ignore[index]  # of the parts


def test_a_company_of_a_class_could_switch_from_the_first_quarter_on_ready_for_three_years_or_founded_for_a_game(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    for known in ("ready", None):
        monkeypatch.setattr(playing, "ready", lambda name, known=known, **how: asked.append((name, how)) or known)
        monkeypatch.setattr(playing, "company_of", lambda name, **how: asked.append((name, how)) or "founded")
        assert playing._company("mine", 7) == (known or "founded")
    first, _, founded = asked
    assert first == ("mine", {"quarters": 12, "seed": 7, "switch_quarter": 1})
    assert founded == ("mine", {"quarters": 8, "seed": 7, "switch_quarter": 1})


def test_the_pages_of_a_class_are_put_down_as_they_were_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(playing, "pages", lambda *names, **how: asked.append((names, how)) or {"a": "b"})
    monkeypatch.setattr(playing, "put_down", lambda folder, made: asked.append((folder, made)))
    assert convene(tmp_path, "mine", room="r", seed=3, language="fr") == tmp_path / "teacher.html"
    assert asked == [(("mine",), {"room": "r", "seed": 3, "language": "fr"}), (tmp_path, {"a": "b"})]


@pytest.mark.parametrize("key", ["options", "today", "dials"])
def test_an_edition_is_another_where_options_today_or_dials_are(key: str) -> None:
    facts = {"options": ["siloed"], "today": "drift", "dials": [], "luck": 1}
    assert edition({}, facts) != edition({}, facts | {key: "other"})
    assert edition({}, facts) == edition({}, facts | {"luck": 2})
    assert edition({}, facts) != edition({"a": 1}, facts)


@pytest.mark.parametrize(("groups", "taken"), [(2, False), (3, True), (20, True), (21, False)])
def test_a_game_s_code_is_the_room_s_and_three_to_twenty_groups(groups: int, taken: bool) -> None:
    room = Room("LYON7")
    said = {"team": "Reds", "code": "LYON7" + "-AB1" * groups}
    if taken:
        assert room.games[room.put(said)] == said
    else:
        with pytest.raises(RefusedError, match="no code of this room"):
            room.put(said)


@pytest.mark.parametrize("group", ["ab", "Ä", "A" * 11, "", "A B"])
def test_a_group_of_a_code_is_one_to_ten_letters_a_to_z_and_digits(group: str) -> None:
    with pytest.raises(RefusedError, match="no code of this room"):
        Room("LYON7").put({"team": "Reds", "code": f"LYON7-1-2-{group}"})
    assert Room("LYON7").put({"team": "Reds", "code": f"LYON7-1-2-{'A1B2C3D4E5'}"})


@pytest.mark.parametrize(
    ("name", "taken"), [("x" * 30, True), ("x" * 31, False), ("", False), (" x", False), ("\t", False)]
)
def test_a_team_has_a_name_of_one_to_thirty_letters_without_space_around_it(name: str, taken: bool) -> None:
    said = {"team": name, "code": f"{CODE}-D"}
    if taken:
        assert Room("LYON7").put(said)
    else:
        with pytest.raises(RefusedError, match="no name of a team"):
            Room("LYON7").put(said)


def test_a_room_takes_sixty_teams_and_lets_those_it_has_go_on() -> None:
    room = Room("LYON7")
    tokens = [room.put({"team": f"team {at}", "code": f"{CODE}-D"}) for at in range(60)]
    with pytest.raises(RefusedError, match="the room is full"):
        room.put({"team": "one more", "code": f"{CODE}-D"})
    assert room.put({"team": "team 0", "code": f"{CODE}-E", "token": tokens[0]}) == tokens[0]
    assert (len(room.games), room.games[tokens[0]]["code"]) == (60, f"{CODE}-E")


@pytest.mark.parametrize(("host", "port", "hosts"), [
    ("127.0.0.1", 8765, {"127.0.0.1:8765", "localhost:8765"}),
    ("LocalHost", 8765, {"127.0.0.1:8765", "localhost:8765"}),
    ("127.0.0.2", 8765, {"127.0.0.2:8765"}),
    ("127.0.0.2", 80, {"127.0.0.2:80", "127.0.0.2"}),
])  # fmt: skip
def test_a_class_answers_under_the_names_of_its_address_with_its_port_and_without_it_where_it_is_the_usual_one(
    host: str, port: int, hosts: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uvicorn = pytest.importorskip("uvicorn", reason="the extra class is not installed")
    told: dict[str, Any] = {}

    class Door:
        def __enter__(self) -> Door:
            return self

        def __exit__(self, *_: Any) -> None:
            told["shut"] = True

        def getsockname(self) -> tuple[str, int]:
            return host, port

    room = Room("LYON7", teacher="secret")
    monkeypatch.setattr(hosting.socket, "create_server", lambda place: told.update(place=place) or Door())
    monkeypatch.setattr(hosting, "served", lambda *given: told.update(hosts=given[2]) or "app")

    class Server:
        def __init__(self, config: Any) -> None:
            told["config"] = config

        def run(self, sockets: Any) -> None:
            room.put({"team": "Reds", "code": f"{CODE}-D"})
            room.put({"team": "Blues", "code": f"{CODE}-D"})

    monkeypatch.setattr(uvicorn, "Server", Server)
    monkeypatch.setattr(uvicorn, "Config", lambda app, **how: how)
    addresses: list[tuple[str, str]] = []
    played = serve(room, {}, host=host, port=port, ready=lambda *each: addresses.append(each))
    assert (played, told["hosts"], told["shut"]) == (2, hosts, True)
    assert addresses == [(f"http://{host}:{port}/LYON7", f"http://{host}:{port}/teacher/secret")]
    assert told["place"] == (hosting.address_of(host), port)
    assert told["config"]["access_log"] is False


def test_no_answer_of_a_class_may_be_kept_framed_guessed_at_or_tell_where_it_came_from() -> None:
    assert hosting.SAFE == {
        "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    }  # fmt: skip
