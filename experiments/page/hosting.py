"""The class on one network: its pages from memory, and the codes that teams post, kept while it lasts (extra `class`).

Whoever knows the room's address plays; whoever knows the teacher's, which ends in a secret, sees all games. Requests
that name another host, come from another site's page, or are larger than a game can be are refused. Nothing is read
from disk or written to it, and nothing is fetched.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from ..foundations.errors import UsersError, installing

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

EXTRA = f"--serve needs the extra class: {installing('class')}"
LARGEST = 2_000  # bytes of a request
TEAMS, LONGEST = 60, 30  # of a room; letters of a team's name, as its page has
SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LOOPBACK = "127.0.0.1"
END = 3  # seconds that open connections have once the class is over


class RefusedError(Exception):
    """A request that is not answered, with its status."""


@dataclass
class Room:
    """A class while it lasts: its code, the teacher's secret, and each team's game by the token that the team holds."""

    code: str
    teacher: str = field(default_factory=secrets.token_urlsafe)
    games: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, said: Any) -> str:
        """Keep a team's game; its token, new for a new team. Raises RefusedError."""
        name, code, token = (_text(said, key) for key in ("team", "code", "token"))
        if not (name and name == name.strip() and len(name) <= LONGEST and name.isprintable()):
            raise RefusedError(400, "no name of a team")
        if not re.fullmatch(rf"{self.code}(-[0-9A-Z]{{1,10}}){{3,20}}", code):
            raise RefusedError(400, "no code of this room")
        if any(game["team"] == name for other, game in self.games.items() if other != token):
            raise RefusedError(409, "another team has this name")
        if token not in self.games:
            if len(self.games) >= TEAMS:
                raise RefusedError(503, "the room is full")
            token = secrets.token_urlsafe()
        self.games[token] = {"team": name, "code": code}
        return token


def _text(said: Any, key: str) -> str:
    found = said.get(key, "") if isinstance(said, dict) else None
    if not isinstance(found, str):
        raise RefusedError(400, "no game")
    return found


def served(room: Room, pages: dict[str, str], hosts: set[str]) -> Starlette:
    """The application: the team's page at `/ROOM`, the teacher's at `/teacher/SECRET`, games posted and told there.

    `hosts` are the names, with their port, that a request may be for. Raises UsersError where the extra is missing.
    """
    try:
        from starlette.applications import Starlette  # late: an extra
        from starlette.middleware.base import BaseHTTPMiddleware  # late: an extra
        from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse  # late: an extra
        from starlette.routing import Route  # late: an extra
    except ImportError as error:
        raise UsersError(EXTRA) from error

    def known(request: Request) -> None:
        given = request.path_params["secret"]
        if not secrets.compare_digest(given.encode(), room.teacher.encode()):
            raise RefusedError(404, "not found")

    async def team(request: Request) -> Response:
        return HTMLResponse(pages["team.html"])

    async def teacher(request: Request) -> Response:
        known(request)
        return HTMLResponse(pages["teacher.html"])

    async def games(request: Request) -> Response:
        known(request)
        return JSONResponse(list(room.games.values()))

    async def post(request: Request) -> Response:
        if request.headers.get("origin") != f"http://{request.headers['host']}":
            raise RefusedError(403, "from another site")
        return JSONResponse({"token": room.put(await _said(request))})

    async def guarded(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.headers.get("host", "").lower() not in hosts:
            response: Response = PlainTextResponse("not this host", 421)
        else:
            response = await answer(request)
        response.headers.update(SAFE | {"Content-Security-Policy": "frame-ancestors 'none'"})
        return response

    async def refused(request: Request, error: Exception) -> Response:
        status, reason = error.args
        return PlainTextResponse(reason, status)

    routes = [
        Route(f"/{room.code}", team),
        Route(f"/{room.code}/games", post, methods=["POST"]),
        Route("/teacher/{secret}", teacher),
        Route("/teacher/{secret}/games", games),
    ]
    app = Starlette(routes=routes, exception_handlers={RefusedError: refused})
    app.add_middleware(BaseHTTPMiddleware, dispatch=guarded)
    return app


async def _said(request: Request) -> Any:
    """What a small request says. Raises RefusedError."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise RefusedError(413, "larger than a game")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "no game") from None


def address_of(host: str) -> str:
    """The one address that a host is, in four numbers, however it is written.

    Raises UsersError for no address, and for one that stands for every address or for many machines: which names a
    request may give would be unknown.

    >>> address_of("127.1")
    '127.0.0.1'
    """
    try:
        address = ip_address(socket.gethostbyname(host))
    except (OSError, ValueError):
        address = ip_address(0)
    if address.is_unspecified or address.is_multicast or address.is_reserved:
        raise UsersError(f"--host {host}: name one address of this machine, by which the teams will reach it")
    return str(address)


def serve(room: Room, pages: dict[str, str], *, host: str, port: int, ready: Callable[[str, str], None]) -> int:
    """Serve a class until a signal ends it; how many teams have played.

    `ready` is told the team's and the teacher's address once both are there. `port` 0 takes a free one. Raises
    UsersError where the extra is missing, for a host that is no one address, and for a port in use.
    """
    try:
        import uvicorn  # late: an extra
    except ImportError as error:
        raise UsersError(EXTRA) from error
    address = address_of(host)
    try:
        door = socket.create_server((address, port))
    except (OSError, OverflowError) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(" (")[0]
        raise UsersError(f"{host}, port {port}: {reason}; --port takes another") from None
    port = door.getsockname()[1]
    names = {host.lower(), address} | ({"localhost"} if address == LOOPBACK else set())
    hosts = {f"{name}:{port}" for name in names} | (names if port == 80 else set())
    app = served(room, pages, hosts)
    ready(f"http://{host}:{port}/{room.code}", f"http://{host}:{port}/teacher/{room.teacher}")
    config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, lifespan="off",
                            timeout_graceful_shutdown=END, limit_concurrency=4 * TEAMS)  # fmt: skip
    with door, suppress(KeyboardInterrupt):  # the signal, said once more after the end
        uvicorn.Server(config).run(sockets=[door])
    return len(room.games)
