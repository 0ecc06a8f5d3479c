"""The ways in which a command ends badly for a reason outside of it; whatever else is raised is its own fault."""


class UsersError(ValueError):
    """Something given or asked for that cannot be: the message says what was given, where, and what is allowed."""


class WorkFailedError(RuntimeError):
    """Some of the work that was asked for could not be done; what could be, was."""


class InterruptError(KeyboardInterrupt):
    """An interrupt with what it leaves, in a command's own words; Python has others, as for one that struck a codec."""


def installing(extra: str) -> str:
    """How an extra of Cordiale is had, whichever tool installed it."""
    return f"pip install 'cordiale[{extra}]', uv add 'cordiale[{extra}]', or in a checkout uv run --extra {extra}"
