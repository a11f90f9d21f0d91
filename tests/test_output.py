"""The only writer: wholly the old site or wholly the new one, and nothing of others touched."""

import errno
import hashlib
import json
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publishing import folders
from generator.publishing.output import Busy, OutputRefused, StagedFile, Written, check_folder, stage_site

HOME = b'<!doctype html><meta name="generator" content="verbatim"><title>Home</title>'
OLD = {"index.html": HOME, "claims/a.html": b"a", "claims/b.html": b"b", "old/gone.html": b"gone", "feed.xml": b"1"}
NEW = {
    "index.html": HOME,
    "claims/a.html": b"A",
    "claims/c.html": b"c",
    "assets/x.css": b"x" * 90_000,
    "feed.xml": b"1",
}

Tree = dict[str, bytes | str]


def publish(out: Path, files: Iterable[tuple[str, bytes]], *, wait: float = 60.0) -> Written:
    """Write the files one after another into a staging folder, and publish them."""
    with stage_site(out, wait) as staging:
        return staging.publish([(path, staging.write(path, data)) for path, data in files])


def read_tree(root: Path) -> Tree:
    """Every file below a folder by its path, and every link with its target."""
    found: Tree = {}
    for folder, names, files in os.walk(root):
        for name in (*names, *files):
            path = Path(folder, name)
            where = str(path.relative_to(root))
            if path.is_symlink():
                found[where] = str(path.readlink())
            elif path.is_file():
                found[where] = path.read_bytes()
    return found


def expected_tree(files: Mapping[str, bytes]) -> Tree:
    """What a clean build of these files is, manifest and all."""
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    lines = ",\n".join(f'"{path}": "{digests[path]}"' for path in sorted(digests))
    return {**files, "manifest.json": f'{{"files": {{\n{lines}\n}}}}\n'.encode()}


def read_times(root: Path) -> dict[str, int]:
    return {str(path.relative_to(root)): path.lstat().st_mtime_ns for path in root.rglob("*")}


def list_siblings(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def disable_call(system_call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, system_call, refuse)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def old(out: Path) -> Path:
    publish(out, OLD.items())
    return out


# -- what a build leaves ------------------------------------------------------------------------------------------


def test_first_build_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    """A first build makes what is missing, the manifest lists every other file, and nothing else is left."""
    out = tmp_path / "made" / "on the way" / "site"
    written = publish(out, OLD.items())
    assert written == Written((*OLD, "manifest.json"), (), 0)
    assert read_tree(out) == expected_tree(OLD)
    assert json.loads((out / "manifest.json").read_bytes()).keys() == {"files"}
    assert list_siblings(out) == []


def test_second_build_with_nothing_changed_touches_nothing(old: Path) -> None:
    """Nothing changed: no file is written, no time moves, no staging folder is made."""
    before, folder = read_times(old), old.stat()
    written = publish(old, OLD.items())
    assert written == Written((), (), len(OLD) + 1)
    assert read_times(old) == before
    assert (old.stat().st_mtime_ns, old.stat().st_ino) == (folder.st_mtime_ns, folder.st_ino)


def test_only_what_changed_is_written(old: Path) -> None:
    """Changed files are written, files that are no more go with their folders, the others are not even touched."""
    before = read_times(old)
    written = publish(old, NEW.items())
    assert written == Written(
        ("claims/a.html", "claims/c.html", "assets/x.css", "manifest.json"), ("claims/b.html", "old/gone.html"), 2
    )
    assert read_tree(old) == expected_tree(NEW)
    assert not (old / "old").exists()
    assert read_times(old)["index.html"] == before["index.html"]
    assert list_siblings(old) == []


@pytest.mark.parametrize("harm", ["altered", "same size", "missing", "cut short"])
def test_damaged_file_is_mended(old: Path, harm: str) -> None:
    """What stands on disk is compared, not the manifest's word; the other files keep their times."""
    victim = old / "index.html"
    if harm == "missing":
        victim.unlink()
    else:
        victim.write_bytes({"altered": HOME + b"!", "same size": HOME[:-1] + b"!", "cut short": b""}[harm])
    before = read_times(old)
    assert publish(old, OLD.items()).written == ("index.html",)
    assert read_tree(old) == expected_tree(OLD)
    assert all(read_times(old)[path] == before[path] for path in OLD if path != "index.html")


@pytest.mark.parametrize(
    "manifest", [None, b"", b"{", b'{"files": {"a": 1}}', b"[" * 100_000, b"\xff", b"[]", b'{"files": 1}']
)
def test_lost_manifest_is_mended(old: Path, manifest: bytes | None) -> None:
    """Without a manifest the folder is ours by the mark of its home page; what is not written anew is not ours then."""
    (old / "manifest.json").unlink()
    if manifest is not None:
        (old / "manifest.json").write_bytes(manifest)
    publish(old, NEW.items())
    assert read_tree(old) == expected_tree(NEW) | {"claims/b.html": b"b", "old/gone.html": b"gone"}


@pytest.mark.parametrize("place", range(0, 420, 7))
def test_any_flipped_byte_of_the_manifest_is_mended(old: Path, place: int) -> None:
    """Whatever byte of the manifest is wrong, the next build of changed pages stands as it should."""
    raw = bytearray((old / "manifest.json").read_bytes())
    raw[place % len(raw)] ^= 1
    (old / "manifest.json").write_bytes(raw)
    site = {path: data + b"changed" for path, data in OLD.items()}
    publish(old, site.items())
    assert read_tree(old) == expected_tree(site)


def test_modes_are_those_of_the_folder_and_the_umask(old: Path) -> None:
    """The folder keeps its mode, new files have the umask's; nothing of the staging shows."""
    old.chmod(0o750)
    (old / "claims").chmod(0o711)
    before = os.umask(0o027)
    try:
        publish(old, NEW.items())
    finally:
        os.umask(before)
    assert old.stat().st_mode & 0o777 == 0o750
    assert (old / "claims").stat().st_mode & 0o777 == 0o711
    assert (old / "claims/c.html").stat().st_mode & 0o777 == 0o640


def publish_by_processes(out: Path, site: Mapping[str, bytes]) -> Written:
    """Publish the files, each written by a process of its own, as workers do."""
    files: list[tuple[str, StagedFile]] = []
    with stage_site(out) as staging:
        for path, data in site.items():
            reader, writer = multiprocessing.get_context("fork").Pipe(duplex=False)

            def write(path: str = path, data: bytes = data, writer: Connection = writer) -> None:
                file = staging.write(path, data)
                writer.send((file.sha256, file.fresh))

            assert run_in_child(write) == 0
            files.append((path, StagedFile(*reader.recv())))
        return staging.publish(files)


def test_any_process_may_write_a_file(old: Path) -> None:
    """Written by other processes, the site is the same: only what changed is written, and nothing where nothing did."""
    assert publish_by_processes(old, NEW) == Written(
        ("claims/a.html", "claims/c.html", "assets/x.css", "manifest.json"), ("claims/b.html", "old/gone.html"), 2
    )
    assert read_tree(old) == expected_tree(NEW)
    before = read_times(old)
    assert publish_by_processes(old, NEW).written == ()
    assert read_times(old) == before


def test_what_was_written_goes_when_the_build_fails(old: Path) -> None:
    """Whatever stops a build, nothing of the new site is left, and the old one is as it was."""
    for stop in (ValueError, KeyboardInterrupt):
        with pytest.raises(stop), stage_site(old) as staging:
            staging.write("claims/new.html", b"new")
            assert list_siblings(old) == [".site.verbatim-lock", ".site.verbatim-new"]
            raise stop
        assert read_tree(old) == expected_tree(OLD)
        assert list_siblings(old) == []


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "", "."])
def test_nothing_is_written_outside_the_site(old: Path, path: str) -> None:
    """A path that leads out is refused before anything is written."""
    with stage_site(old) as staging, pytest.raises(ValueError, match="no path"):
        staging.write(path, b"x")


def test_a_stream_is_not_kept(out: Path) -> None:
    """Pages go to disk one at a time: a site of 80 MB is published in far less memory."""
    page = bytes(400_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    publish(out, ((f"{number}.txt", page + str(number).encode()) for number in range(200)))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20_000  # KiB


# -- what others put there ----------------------------------------------------------------------------------------


def make_guests(out: Path) -> Tree:
    """Files of others, as people have them in a site's folder."""
    (out / "CNAME").write_text("facts.example.org\n")
    (out / ".git/refs/tags").mkdir(parents=True)
    (out / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (out / "claims/notes.txt").write_text("mine")
    (out / "old/mine").mkdir()
    (out / "away").symlink_to("/nowhere/at all")
    (out / "up").symlink_to("..", target_is_directory=True)
    (out / ".git").chmod(0o700)
    os.mkfifo(out / "pipe")
    (out / "pi\udcffpe").write_bytes(b"no UTF-8")
    return {path: data for path, data in read_tree(out).items() if path not in expected_tree(OLD)}


@pytest.mark.parametrize("links", [True, False])
def test_what_others_made_stays(old: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreign files, folders (empty ones too) and links are there after the exchange, unread and unfollowed.

    So also on a file system without hard links, where files are copied.
    """
    theirs = make_guests(old)
    if not links:
        (old / "pipe").unlink()  # what can only be linked
        disable_call("link", monkeypatch)
    inode, before = (old / "CNAME").stat().st_ino, read_times(old)
    publish(old, NEW.items())
    assert read_tree(old) == expected_tree(NEW) | theirs
    assert (old / ".git/refs/tags").is_dir()
    assert (old / "old/mine").is_dir()
    assert (old / ".git").stat().st_mode & 0o777 == 0o700
    assert ((old / "CNAME").stat().st_ino == inode) is links
    assert read_times(old)["CNAME"] == before["CNAME"]
    assert read_times(old)[".git"] == before[".git"]
    if links:
        assert (old / "pipe").is_fifo()


def test_a_pipe_that_cannot_be_linked_stops_the_build(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be neither linked nor copied is not lost: the build fails and the old site stands."""
    os.mkfifo(old / "pipe")
    disable_call("link", monkeypatch)
    with pytest.raises(PermissionError):
        publish(old, NEW.items())
    assert read_tree(old) == expected_tree(OLD)
    assert list_siblings(old) == []


@pytest.mark.parametrize("path", ["claims/c.html", "assets", "claims", "assets/x.css"])
@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling link"])
def test_what_stands_in_the_way_is_refused(tmp_path: Path, path: str, kind: str) -> None:
    """A foreign file, folder or link where a file or folder of ours should be is refused by name and stays as it is."""
    out, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    publish(out, {"index.html": HOME}.items())
    elsewhere.mkdir()
    target = out / path
    target.parent.mkdir(exist_ok=True)
    if kind == "file":
        target.write_bytes(b"mine")
    elif kind == "folder":
        (target / "mine").mkdir(parents=True)
        if "." not in path:
            publish(out, NEW.items())  # a folder where a folder should be is in nobody's way
            assert (target / "mine").is_dir()
            return
    else:
        target.symlink_to(elsewhere if kind == "link" else "nowhere")
    before = read_tree(out)
    with pytest.raises(OutputRefused, match=Path(path).parts[0]):
        publish(out, NEW.items())
    assert read_tree(out) == before
    assert list(elsewhere.iterdir()) == []
    assert list_siblings(out) == ["elsewhere"]


def test_identical_links_are_not_taken_for_our_files(old: Path, tmp_path: Path) -> None:
    """A link to a folder with the very same pages is still a link: no page is written or read through it."""
    (old / "claims").rename(tmp_path / "claims")
    (old / "claims").symlink_to(tmp_path / "claims")
    with pytest.raises(OutputRefused, match="claims"):
        publish(old, OLD.items())
    assert sorted(path.name for path in (tmp_path / "claims").iterdir()) == ["a.html", "b.html"]


def test_manifest_that_leads_out_is_not_followed(old: Path, tmp_path: Path) -> None:
    """A manifest that names files outside the site, by path or through a link, has none of them removed."""
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    (old / "out").symlink_to(tmp_path)
    manifest = json.loads((old / "manifest.json").read_bytes())
    for path in (
        "../victim.txt",
        str(victim),
        "out/victim.txt",
        "claims/../../victim.txt",
        "\0",
        "\ud800",
        "a" * 5000,
        "",
    ):
        manifest["files"][path] = "0" * 64
    (old / "manifest.json").write_text(json.dumps(manifest))
    assert publish(old, OLD.items()).removed == ()
    assert victim.read_text() == "precious"
    assert read_tree(old) == expected_tree(OLD) | {"out": str(tmp_path)}


def test_what_others_write_during_a_build_is_not_lost(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A foreign file made or replaced after the folder was gone through comes along into the new one."""
    (old / "CNAME").write_text("before")
    settle = folders.sync_files

    def meanwhile(root: Path, files: list[Path]) -> None:
        (old / "late").mkdir()
        (old / "late/note").write_text("late")
        (old / "CNAME").unlink()
        (old / "CNAME").write_text("after")
        settle(root, files)

    monkeypatch.setattr(folders, "sync_files", meanwhile)
    publish(old, NEW.items())
    assert read_tree(old) == expected_tree(NEW) | {"CNAME": b"after", "late/note": b"late"}


def test_folder_of_great_depth_is_carried_along(old: Path) -> None:
    """Foreign folders may be as deep as the system allows: nothing recurses."""
    deep = old
    for _ in range(1_100):  # more than Python recurses
        deep /= "d"
        deep.mkdir()
    (deep / "f").write_text("deep")
    publish(old, NEW.items())
    assert (deep / "f").read_text() == "deep"
    folders.remove_tree(old)  # or pytest, which does recurse, stumbles over it when it cleans up
    assert list_siblings(old) == []


# -- whose folder it is -------------------------------------------------------------------------------------------


def test_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A folder with anything in it and neither our manifest nor our mark is refused, and nothing in it changes."""
    for name, text in (
        ("thesis.txt", "years"),
        ("manifest.json", '{"name": "an app"}'),
        ("index.html", "<title>Mine</title>"),
    ):
        out = tmp_path / name.partition(".")[0]
        out.mkdir()
        (out / name).write_text(text)
        with pytest.raises(OutputRefused, match="not empty"):
            publish(out, OLD.items())
        assert read_tree(out) == {name: text.encode()}


@pytest.mark.parametrize(
    "out", [".", "seeds", "seeds/site", "templates", "templates/x/y", "seeds/../seeds", "..", "/", "site/.."]
)
def test_project_and_its_folders_are_refused(tmp_path: Path, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site may not be, hold or lie in what it is made from, however the path is spelt."""
    project = tmp_path / "project"
    (project / "seeds").mkdir(parents=True)
    (project / "site").mkdir()
    monkeypatch.chdir(project)
    for root in (project, Path()):
        with pytest.raises(OutputRefused):
            check_folder(root / out, root, [root / "seeds", root / "templates"])


def test_spellings_of_one_folder_are_one_folder(tmp_path: Path) -> None:
    """Links among the parents do not hide where a folder is."""
    project = tmp_path / "project"
    (project / "seeds").mkdir(parents=True)
    (tmp_path / "other").symlink_to(project)
    keep = [project / "seeds", project / "templates"]
    for out in ("other/seeds", "other/seeds/site", "other/templates"):
        with pytest.raises(OutputRefused):
            check_folder(tmp_path / out, project, keep)
    check_folder(tmp_path / "other/site", project, keep)
    check_folder(tmp_path / "elsewhere/deep/site", project, keep)


def test_link_file_and_mount_are_refused(tmp_path: Path) -> None:
    """The output folder is a folder itself: no link, no file, nothing below a file."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x")
    for name in ("link", "dangling", "loop", "file", "file/site"):
        with pytest.raises(OutputRefused):
            check_folder(tmp_path / name, tmp_path / "project", [])
        with pytest.raises(OutputRefused):
            publish(tmp_path / name, OLD.items())
    assert list((tmp_path / "real").iterdir()) == []


# -- whenever it stops --------------------------------------------------------------------------------------------


def run_in_child(work: Callable[[], object]) -> int:
    """How a process of its own that did this work ended."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


STEPS = (
    *("open", "os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.scandir", "os.chmod", "os.chown"),
    *("ctypes.dlsym", "fcntl.flock"),
)


def stop_at_step(moment: int, stop: Callable[[], object], work: Callable[[], object]) -> bool:
    """Do the work, and `stop` once, just before its n-th step on files; False where it has fewer steps."""
    left = moment

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == -1:
                stop()

    sys.addaudithook(count)
    work()
    return left < 0


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_disk() -> None:
    raise OSError(errno.ENOSPC, "full")


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("exchange", [True, False])
def test_killed_at_any_moment(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at whatever step, the folder is the old site or the new one, and the next build leaves no trace of it.

    Where two renames stand for the exchange, there is an instant without a site; the next build begins with the old.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a test of moments, not of power cuts
    if not exchange:
        monkeypatch.setattr(folders, "exchange_folders", lambda *_: False)
    seen = set()
    for moment in range(1000):
        out = tmp_path / str(moment) / "site"
        publish(out, OLD.items())
        (out / "CNAME").write_text("mine")
        status = run_in_child(partial(stop_at_step, moment, kill, partial(publish, out, NEW.items())))
        mine: Tree = {"CNAME": b"mine"}
        if out.exists():
            now = read_tree(out)
            assert now in (expected_tree(OLD) | mine, expected_tree(NEW) | mine)
            seen.add("new" if now == expected_tree(NEW) | mine else "old")
        else:
            assert not exchange
            assert read_tree(out.with_name(".site.verbatim-old")) == expected_tree(OLD) | mine
            seen.add("none")
        publish(out, NEW.items())
        assert read_tree(out) == expected_tree(NEW) | mine
        assert list_siblings(out) == []
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert moment > 30
    assert seen == ({"old", "new"} if exchange else {"old", "none", "new"})


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize(("stop", "error"), [(fill_disk, OSError), (interrupt, KeyboardInterrupt)])
def test_failing_at_any_moment(
    tmp_path: Path,
    stop: Callable[[], object],
    error: type[BaseException],
    exchange: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever step fails, a full disk or Ctrl-C, a whole site stands when publish is left, and nothing beside it.

    Only the lock may be left, where it is the lock that fails; the next build takes it away.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)
    if not exchange:
        monkeypatch.setattr(folders, "exchange_folders", lambda *_: False)

    def work(moment: int, out: Path) -> None:
        stopped = True
        try:
            stopped = stop_at_step(moment, stop, partial(publish, out, NEW.items()))
        except error:
            os._exit(2 if list_siblings(out) else 1)
        os._exit(3 if stopped else 0)  # some failures do no harm: where nothing can be linked, files are copied

    ends = []
    for moment in range(1000):
        out = tmp_path / str(moment) / "site"
        publish(out, OLD.items())
        ends.append(run_in_child(partial(work, moment, out)))
        assert read_tree(out) in (expected_tree(OLD), expected_tree(NEW))
        publish(out, NEW.items())
        assert read_tree(out) == expected_tree(NEW)
        assert list_siblings(out) == []
        if ends[-1] == 0:
            break
    assert ends.count(1) > 30
    assert ends.count(2) <= 2  # the lock just made cannot be locked, or not be removed


def test_interrupted_stream_leaves_the_old_site(old: Path) -> None:
    """Whatever a page being made raises, Ctrl-C too, the old site stands and nothing is left beside it."""
    for error in (KeyboardInterrupt, RuntimeError, MemoryError):

        def files(error: type[BaseException] = error) -> Iterator[tuple[str, bytes]]:
            yield from list(NEW.items())[:3]
            raise error

        with pytest.raises(error):
            publish(old, files())
        assert read_tree(old) == expected_tree(OLD)
        assert list_siblings(old) == []


def test_interrupted_while_completing_leaves_the_old_site(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same when the stop comes after the last page, before the exchange."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "sync_files", stop)
    with pytest.raises(KeyboardInterrupt):
        publish(old, NEW.items())
    assert read_tree(old) == expected_tree(OLD)
    assert list_siblings(old) == []


@pytest.mark.skipif(
    threading.current_thread() is not threading.main_thread(), reason="only a main thread is ever interrupted"
)
def test_an_interrupt_comes_too_late_once_the_new_site_stands(old: Path) -> None:
    """From the exchange on it is ignored, until the staging ends: so who staged can say what was done."""
    for site, written in ((NEW, True), (NEW, False), (OLD, True)):
        with stage_site(old) as staging:
            files = [(path, staging.write(path, data)) for path, data in site.items()]
            assert signal.getsignal(signal.SIGINT) == signal.default_int_handler
            staging.publish(files)
            assert (signal.getsignal(signal.SIGINT) == signal.SIG_IGN) is written
        assert signal.getsignal(signal.SIGINT) == signal.default_int_handler


def test_full_disk_leaves_the_old_site(old: Path) -> None:
    """A write that the system refuses is an OSError; the old site stands, and there is nothing of the new."""

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        try:
            publish(old, NEW.items())
        except OSError as error:
            os._exit(error.errno or 1)

    assert run_in_child(work) == errno.EFBIG
    assert read_tree(old) == expected_tree(OLD)
    assert list_siblings(old) == []


def test_failing_exchange_leaves_the_old_site(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two renames fails, the first is taken back."""
    monkeypatch.setattr(folders, "exchange_folders", lambda *_: False)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith("-new"):
            raise OSError(errno.EIO, "broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="broken"):
        publish(old, NEW.items())
    assert read_tree(old) == expected_tree(OLD)
    assert list_siblings(old) == []


def test_litter_of_a_dead_build_is_cleared(old: Path, tmp_path: Path) -> None:
    """What a dead build left beside the site is removed, links in it unfollowed, folders without rights opened."""
    stale = tmp_path / ".site.verbatim-new"
    (stale / "deep/er").mkdir(parents=True)
    (stale / "deep/er/page.html").write_text("half")
    (stale / "link").symlink_to(old)
    (stale / "deep/er").chmod(0)
    (tmp_path / ".site.verbatim-lock").write_text("")
    publish(old, OLD.items())
    assert list_siblings(old) == []
    assert read_tree(old) == expected_tree(OLD)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_read_only_parent_is_an_error_of_the_machine(old: Path, tmp_path: Path) -> None:
    """No right to write beside the site: OSError, and the site stands."""
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(PermissionError):
            publish(old, NEW.items())
    finally:
        tmp_path.chmod(0o755)
    assert read_tree(old) == expected_tree(OLD)


# -- two at once --------------------------------------------------------------------------------------------------


def test_second_build_waits_for_the_first(out: Path) -> None:
    """Two builds into one folder: the second comes after the first, whole."""

    def slow(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for file in files:
            time.sleep(0.1)
            yield file

    first = multiprocessing.get_context("fork").Process(target=lambda: publish(out, slow(OLD.items())))
    first.start()
    while not out.with_name(".site.verbatim-lock").exists():
        time.sleep(0.01)
    assert publish(out, NEW.items()).removed == ("claims/b.html", "old/gone.html")
    first.join()
    assert first.exitcode == 0
    assert read_tree(out) == expected_tree(NEW)
    assert list_siblings(out) == []


def test_busy_after_the_wait(old: Path) -> None:
    """Who waits in vain is told so, and nothing happened; another folder beside it is free all the while."""

    def files() -> Iterator[tuple[str, bytes]]:
        publish(old.with_name("other"), OLD.items(), wait=0)
        with pytest.raises(Busy):
            publish(old, NEW.items(), wait=0.2)
        yield from OLD.items()

    publish(old, files())
    assert read_tree(old) == expected_tree(OLD)
    assert read_tree(old.with_name("other")) == expected_tree(OLD)


def test_many_builds_at_once(out: Path) -> None:
    """However many builds run at once, each finds the folder whole, and the last one's site stands."""
    sites = [{"index.html": HOME, f"claims/{number}.html": b"x" * number} for number in range(8)]
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=publish, args=(out, list(site.items()))) for site in sites]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    assert read_tree(out) in [expected_tree(site) for site in sites]
    assert list_siblings(out) == []


# -- sequences ----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a.html", "claims/a.html", "claims/b.html", "x/y/z.txt", "x/q", ".nojekyll"]),
            st.binary(max_size=3),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_sequence_ends_in_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]
) -> None:
    """After any sequence of sites the folder is, byte for byte, what a clean build of the last one is."""
    out = tmp_path_factory.mktemp("sequence") / "site"
    for site in sites:
        written = publish(out, site.items())
        assert read_tree(out) == expected_tree(site)
        assert len(written.written) + written.unchanged == len(site) + 1
    assert list_siblings(out) == []
    assert {path for path in out.rglob("*") if path.is_dir()} == {
        out / folder for path in sites[-1] for folder in Path(path).parents if folder != Path()
    }


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../b", "a//b", "a\nb", "manifest.json"])
def test_a_path_that_leads_out_is_never_written(out: Path, path: str) -> None:
    """Our own stages may not name a file outside the site, or one twice."""
    with pytest.raises(ValueError):
        publish(out, [(path, b"x")])
    with pytest.raises(FileExistsError):
        publish(out, [("twice", b"x"), ("twice", b"y")])
    assert not out.exists()
    assert list_siblings(out) == []
