"""Whether what lies in a study's folder is what the ledger says, and what to do with what is not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

import pyarrow as pa

from ..foundations.atomic import StoreError, prepare_directory, remove_file
from ..foundations.kept_json import object_in
from ..foundations.sized_tables import read_sized
from ..foundations.talk import Talk
from .file import StudyError
from .folder import LEDGER, MANIFEST, PARTS, SET_ASIDE
from .ledger import DamagedError, Entry, Ledger
from .parts import Outcomes, digest, outcomes_in, proves_itself, table
from .planning import Part, Plan

UNREADABLE = (OSError, ValueError, KeyError, TypeError, pa.ArrowException)  # a file that is not what a part is


def whole_parts(plan: Plan, folder: Path, ledger: Ledger, talk: Talk) -> set[Part]:
    """The parts that are on the disk as the ledger knows them. What is not is set aside, and struck from the ledger."""
    planned, whole = set(plan.parts()), set()
    for entry in ledger.entries():
        problem = wrong(plan, folder, ledger, entry, planned)
        if problem is None:
            whole.add(entry.part)
            continue
        talk.say(f"{PARTS}/{entry.part.name} {problem}: set aside, to be run again")
        set_aside(folder, folder / PARTS / entry.part.name)
        ledger.strike(entry.part)
    names = {part.name for part in planned}
    for file in strangers(folder, names):
        talk.say(f"{PARTS}/{file.name} is no part of the plan: set aside")
        set_aside(folder, file)
    return whole


def adopted(plan: Plan, folder: Path, ledger: Ledger, parts: Iterable[Part]) -> set[Part]:
    """Enter into the ledger what it does not know of though it lies there whole: its last word may have been lost."""
    found = set()
    for part in parts:
        file = folder / PARTS / part.name
        try:
            outcomes = proves_itself(plan, file, range(part.first, part.last)) if file.exists() else {}
        except UNREADABLE:
            if not file.is_file() or file.is_symlink():
                set_aside(folder, file)
            continue  # run again, and replaced
        if outcomes:
            content = file.read_bytes()
            entry = Entry(part, hashlib.sha256(content).hexdigest(), len(content))
            ledger.enter(entry, {run: digest(each) for run, each in outcomes.items()}, ())
            found.add(part)
    return found


def wrong(plan: Plan, folder: Path, ledger: Ledger, entry: Entry, planned: Collection[Part]) -> str | None:
    """What is wrong with a part, if anything: its place in the plan, its file, or what the file holds."""
    if entry.part not in planned:
        return "is no part of the plan"
    try:
        return damage(folder, entry) or unlike(plan, folder, ledger, entry)
    except UNREADABLE as error:
        return f"cannot be read: {[*str(error).splitlines(), ''][0]}"


def refuse_damaged(plan: Plan, folder: Path, ledger: Ledger) -> None:
    """Hold the ledger and every part against each other, before anything is handed on.

    Raises StudyError naming the first part that is not as it should be, DamagedError for a ledger that is none.
    """
    ledger.check()
    planned = set(plan.parts())
    for entry in ledger.entries():
        problem = wrong(plan, folder, ledger, entry, planned)
        if problem is not None:
            raise StudyError(
                f"{folder}: {PARTS}/{entry.part.name} {problem}; `cordiale verify` names all that is wrong, "
                "`cordiale resume` runs damaged parts again"
            )


def refuse_other_results(folder: Path, sha256: str) -> None:
    """Hold the content hash in the manifest, if the study has one, against that of the ledger.

    They differ where a part and the ledger were changed together, or the manifest was. Raises StudyError.
    """
    try:
        said = object_in(folder / MANIFEST)["results_sha256"]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError) as error:
        raise StudyError(f"{folder}: {MANIFEST} is damaged: {[*str(error).splitlines(), ''][0]}") from error
    if said != sha256:
        raise StudyError(
            f"{folder}: {MANIFEST} says that the results are {said}, and the ledger {sha256}; "
            "`cordiale verify --all` lives every run again and says which is right"
        )


def damage(folder: Path, entry: Entry) -> str | None:
    """What is wrong with a part's file, if anything."""
    if entry.file_sha256 is None:
        return None
    file = folder / PARTS / entry.part.name
    if file.is_symlink():
        return "is a link, not a file"
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if len(content) != entry.bytes:
        return f"has {len(content):,} bytes, not {entry.bytes:,}"
    return None if hashlib.sha256(content).hexdigest() == entry.file_sha256 else "was altered: its SHA-256 differs"


def strangers(folder: Path, names: set[str]) -> list[Path]:
    """Files among the parts that the plan does not name."""
    return sorted(file for file in (folder / PARTS).glob("*.parquet") if file.name not in names)


def set_aside(folder: Path, file: Path) -> None:
    """Move a file out of the way, under the first name that is free. Raises StoreError."""
    if not (file.exists() or file.is_symlink()):
        return
    aside = prepare_directory(folder / SET_ASIDE)
    number = next(each for each in range(1_000_000) if not (aside / f"{file.name}.{each}").exists())
    try:
        os.replace(file, aside / f"{file.name}.{number}")
    except OSError as error:
        raise StoreError(f"cannot set {file} aside: {error.strerror or error}") from error


def open_ledger(folder: Path, talk: Talk) -> Ledger:
    """The ledger of a study. A damaged one is set aside, and a new one begun: parts that prove themselves stay."""
    try:
        return _sound(folder)
    except DamagedError as error:
        talk.say(f"{error}: set aside")
        set_aside(folder, folder / LEDGER)
        remove_file(folder / f"{LEDGER}-journal")
        return Ledger(folder)


def _sound(folder: Path) -> Ledger:
    ledger = Ledger(folder)
    try:
        ledger.check()
    except BaseException:
        ledger.close()
        raise
    return ledger


def unlike(plan: Plan, folder: Path, ledger: Ledger, entry: Entry) -> str | None:
    """What in a part's content is not what the ledger knows of its runs, if anything."""
    if entry.file_sha256 is None:
        return None
    found: dict[int, Outcomes] = outcomes_in(plan, folder / PARTS / entry.part.name)
    known = ledger.digests(entry.part)
    if found.keys() != known.keys():
        return "does not hold the runs that the ledger names"
    wrong = [run for run in found if digest(found[run]) != known[run]]
    return f"run {wrong[0]} is not what the ledger knows it by" if wrong else None


def unplanned(plan: Plan, folder: Path, entry: Entry) -> str | None:
    """What in a part is not as its plan would write it, if anything: a setting, a column, the seal on its content."""
    if entry.file_sha256 is None:
        return None
    file = folder / PARTS / entry.part.name
    wanted = table(plan, outcomes_in(plan, file))
    found = read_sized(file, most=len(wanted))
    if found.column_names != wanted.column_names:
        return "does not have the columns of the plan"
    for name in wanted.column_names:
        if not found[name].equals(wanted[name]) and found[name].to_pylist() != wanted[name].to_pylist():
            return f"has other values of {name} than the plan"
    sealed = (found.schema.metadata or {}).get(b"content_sha256") == wanted.schema.metadata[b"content_sha256"]
    return None if sealed else "was altered: its seal is not that of its content"
