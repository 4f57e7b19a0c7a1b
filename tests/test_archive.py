"""Many files: whatever happens to some, the rest is done, and no output is half an output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TextIO

import pytest

import bibconv
from bibconv import archive, manifest, output
from bibconv.conversion import Target
from bibconv.diagnostics import InputError
from bibconv.plan import Plan
from tests.conftest import ROOT, Ran, Run

ENTRY = "@article{{key{0},\n author = {{Doe, Jane}},\n title = {{Title {0}}},\n year = 2020\n}}\n"
MANIFEST = manifest.NAME


def put_files(folder: Path, count: int = 6) -> list[str]:
    """Write bibliographies of one entry more each, of which one is none; return their names."""
    names = [f"f{number}.bib" for number in range(count)]
    for number, name in enumerate(names):
        text = "".join(ENTRY.format(f"{number}x{entry}") for entry in range(number + 1))
        (folder / name).write_text(text, "utf-8")
    (folder / names[2]).write_text("This is no bibliography.\n", "utf-8")
    return names


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_same_bytes_with_any_number_of_jobs(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    ran: list[Ran] = []
    for jobs in ("1", "2", "8", "0"):
        ran.append(run("convert", *names, "--to", "ris", "--out-dir", jobs, "--jobs", jobs))
    assert ran[0] == ran[1] == ran[2] == ran[3]
    assert ran[0].code == 1, "one file holds nothing"
    assert tree(Path("1")) == tree(Path("2")) == tree(Path("8")) == tree(Path("0"))
    assert sorted(tree(Path("1"))) == [MANIFEST, *(f"f{n}.ris" for n in (0, 1, 3, 4, 5))]
    assert "6 files: 5 written, 1 failed" in ran[0].err


def test_the_same_bytes_from_any_executor(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    run("convert", *names, "--to", "ris", "--out-dir", "expected")
    files = [Path(name) for name in names]
    for executor in (ThreadPoolExecutor(3), ProcessPoolExecutor(2)):
        folder = tmp_path / type(executor).__name__
        with executor:
            found = dict(bibconv.convert_files(files, folder, "ris", executor=executor))
        assert sorted(found) == files
        assert [found[file].entry.failed for file in files].count("") == 5
        ours, theirs = tree(folder), tree(Path("expected"))
        assert ours == theirs
    found = dict(bibconv.convert_files(files, tmp_path / "here", "ris"))
    assert tree(tmp_path / "here") == tree(Path("expected"))
    assert found[files[5]].tally.records == 6


def test_a_second_run_does_what_is_left(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    command = ("convert", *names, "--to", "ris", "--out-dir", "out")
    run(*command)
    first = tree(Path("out"))
    Path("out/f0.ris").unlink()
    Path("out/f1.ris").write_text("changed by hand")
    Path("f3.bib").write_text(ENTRY.format("new"), "utf-8")
    before = Path("out/f4.ris").stat().st_ino, Path("out/f5.ris").stat().st_ino
    again = run(*command, "--resume")
    assert "6 files: 3 written, 2 unchanged, 1 failed" in again.err
    assert (Path("out/f4.ris").stat().st_ino, Path("out/f5.ris").stat().st_ino) == before
    second = tree(Path("out"))
    assert {name for name in first if first[name] != second[name]} == {"f3.ris", MANIFEST}
    # Other options make other outputs; without --resume all is done anew.
    other = run(*command, "--resume", "--since", "2000")
    assert "6 files: 5 written, 1 failed" in other.err
    assert "6 files: 5 written, 1 failed" in run(*command).err
    assert tree(Path("out")) == second


def test_what_is_told_does_not_undo_what_is_done(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    command = ("convert", *names, "--to", "ris", "--out-dir", "out")
    run(*command)
    told = run(*command, "--resume", "--diagnostics", "json").err.strip().split("\n")
    counts = json.loads(told[-1])
    assert (counts["written"], counts["kept"], counts["failed"]) == (0, 5, 1)
    assert counts["records"] == 1 + 2 + 4 + 5 + 6


def test_an_error_counts_in_a_later_run_too(run: Run, tmp_path: Path) -> None:
    Path("a.bib").write_text("@article{broken, title = {Never closed\n", "utf-8")
    command = ("convert", "a.bib", "--to", "ris", "--out-dir", "out", "--strict")
    assert run(*command).code == 4
    assert run(*command, "--resume").code == 4


def test_a_manifest_survives_what_a_crash_leaves_in_it(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    command = ("convert", *names, "--to", "ris", "--out-dir", "out")
    run(*command)
    whole = Path("out", MANIFEST).read_bytes()
    for end in (b"", b'{"file": "f', b"[]\n", b'{"file": 1, "output": "", "tally": {}}\n\xff\0\n'):
        Path("out", MANIFEST).write_bytes(whole[: -len(whole) // 3] + end)
        assert "failed" in run(*command, "--resume").err
        assert Path("out", MANIFEST).read_bytes() == whole


def test_an_unreadable_file_among_others(run: Run, tmp_path: Path) -> None:
    names = put_files(tmp_path)
    Path(names[1]).unlink()
    Path(names[1]).mkdir()
    ran = run("convert", *names, "nope.bib", "--to", "ris", "--out-dir", "out", "--jobs", "2")
    assert ran.code == 3
    assert "f1.bib cannot be read: Is a directory" in ran.err
    assert "nope.bib cannot be read: No such file" in ran.err
    assert sorted(tree(Path("out"))) == [MANIFEST, *(f"f{n}.ris" for n in (0, 3, 4, 5))]
    entries = manifest.load(Path("out", MANIFEST))
    assert "Is a directory" in entries["f1.bib"].failed
    assert entries["f0.bib"].written


def test_a_full_disk_fails_the_file_and_not_the_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = put_files(tmp_path)
    replacing = output.replacing

    def full(path: Path) -> AbstractContextManager[TextIO]:
        if path.name in ("f3.ris", MANIFEST):
            raise InputError(f"{path} cannot be written: No space left on device")
        return replacing(path)

    monkeypatch.setattr(output, "replacing", full)
    ran = run("convert", *names, "--to", "ris", "--out-dir", "out")
    assert ran.code == 3
    assert ran.err.count("No space left on device") == 2
    assert sorted(tree(Path("out"))) == [MANIFEST, *(f"f{n}.ris" for n in (0, 1, 4, 5))]


def test_a_file_that_changes_while_it_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = put_files(tmp_path)
    convert = Plan.convert

    def changing(self: Plan, given: object, target: Target, *rest: object) -> bool:
        if given[0].name == "f4.bib":  # type: ignore[index]
            Path("f4.bib").write_text(ENTRY.format("other") * 2, "utf-8")
        return convert(self, given, target, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Plan, "convert", changing)
    ran = run("convert", *names, "--to", "ris", "--out-dir", "out")
    assert ran.code == 3
    assert "f4.bib has changed while it was read" in ran.err
    assert not Path("out/f4.ris").exists()


def test_a_fault_of_the_program_is_one_files(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = put_files(tmp_path)
    fingerprint = manifest.fingerprint

    def failing(path: Path) -> str:
        if path.name == "f3.bib":
            raise ZeroDivisionError("division by zero")
        return fingerprint(path)

    monkeypatch.setattr(manifest, "fingerprint", failing)
    ran = run("convert", *names, "--to", "ris", "--out-dir", "out")
    assert ran.code == 1
    assert "fault in bibconv itself with f3.bib (ZeroDivisionError: division by zero)" in ran.err
    assert Path("out/f4.ris").exists()
    with pytest.raises(ZeroDivisionError):
        run("convert", *names, "--to", "ris", "--out-dir", "out", "--debug")


def test_losses_are_one_finding_over_all_files(run: Run, tmp_path: Path) -> None:
    for name in ("a.bib", "b.bib"):
        text = "@article{x, title = {A <b>}, scale = {1:5}, zzz = {5}}\n"
        Path(name).write_text(text, "utf-8")
    ran = run("convert", "a.bib", "b.bib", "--to", "isi", "--out-dir", "out", "--jobs", "2")
    assert "2 records: 'field zzz of the .bib file' has no place in isi (first: a.bib:1 x)" in (
        ran.err
    )
    full = run(
        "convert", "a.bib", "b.bib", "--to", "isi", "--out-dir", "out", "--diagnostics", "full"
    )
    assert "b.bib:1: warning[lost] x: 'field zzz of the .bib file' has no place in isi" in full.err


def test_keys_of_an_earlier_bibliography_go_to_the_workers(run: Run, tmp_path: Path) -> None:
    Path("old.bib").write_text(ENTRY.format("old").replace("keyold", "mine"), "utf-8")
    reference = "Doe, J. (2020). Title old. Journal of Things, 1(2), 3-4.\n"
    Path("a.txt").write_text(reference, "utf-8")
    Path("b.txt").write_text(reference, "utf-8")
    options = ("--keys-from", "old.bib", "--out-dir", "out", "--jobs", "2")
    assert run("parse", "a.txt", "b.txt", *options).code == 0
    assert all("{mine," in Path("out", name).read_text() for name in ("a.bib", "b.bib"))
    assert run("parse", "a.txt", "--keys-from", "-", "--out-dir", "out").code == 2


def test_two_names_for_one_output(tmp_path: Path) -> None:
    with pytest.raises(bibconv.UsageError, match=r"the manifest and x/bibconv\.manifest"):
        archive.outputs(["x/bibconv.manifest.bib"], tmp_path, ".jsonl")


def interrupted(tmp_path: Path, how: signal.Signals, group: bool) -> tuple[int, str, list[str]]:
    """Stop a run when its first file is done; return exit code, stderr and its arguments."""
    names = [f"f{number}.bib" for number in range(14)]
    for name in names:
        Path(name).write_text("".join(ENTRY.format(entry) for entry in range(80)), "utf-8")
    command = ["convert", *names, "--to", "ris", "--out-dir", "out", "--jobs", "2"]
    with subprocess.Popen(
        [sys.executable, "-m", "bibconv", *command],
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as running:  # fmt: skip
        until = time.monotonic() + 30
        done = Path("out", MANIFEST)
        while not (done.exists() and done.stat().st_size) and time.monotonic() < until:
            time.sleep(0.01)
        if group:
            os.killpg(running.pid, how)
        else:
            running.send_signal(how)
        assert running.stderr
        # To the end: no worker holds it open for longer.
        told = running.stderr.read().decode()
        return running.wait(timeout=30), told, command


@pytest.mark.parametrize(("how", "group"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_an_interrupt_leaves_whole_files_and_the_rest_to_do(
    how: signal.Signals, group: bool, run: Run, tmp_path: Path
) -> None:
    # A terminal tells the command and its workers, others only the command.
    code, told, command = interrupted(tmp_path, how, group)
    assert code == 130
    assert "Traceback" not in told
    assert "--resume does the rest" in told
    written = {path.name for path in Path("out").iterdir()} - {MANIFEST}
    assert 0 < len(written) < 14
    # No half files under any name.
    assert all(name.endswith(".ris") and name.startswith("f") for name in written)
    assert all(Path("out", name).read_text().count("ER  -") == 80 for name in written)
    noted = Path("out", MANIFEST).read_text()
    again = run(*command, "--resume")
    assert again.code == 0
    assert len(list(Path("out").glob("f*.ris"))) == 14
    assert "unchanged" in again.err, noted


def test_a_run_that_is_killed_takes_its_workers_along(run: Run, tmp_path: Path) -> None:
    code, _, command = interrupted(tmp_path, signal.SIGKILL, group=False)
    assert code == -signal.SIGKILL
    assert not list(Path("out").glob(".bibconv-*"))
    assert run(*command, "--resume").code == 0
    assert len(list(Path("out").glob("f*.ris"))) == 14
