"""Sealed editions: what the desk's key signed is proved offline, and nothing that was changed or left out passes."""

import hashlib
import random
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.commands.verify.seals import BrokenSeal, armor_signature, check_signature, read_editions, read_keys
from tests.support.command_line import verbatim
from tests.support.small_project import CLAIMS, SEED
from tests.support.tools import program

EDITIONS = 5


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk's key, another's key, and a site with the seal of its five editions."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("desk-key", "other-key"):
        _make_key(folder / name, "ed25519")
    (folder / "project/seeds").mkdir(parents=True)
    (folder / "project/seeds/wire.txt").write_text(SEED)
    for number in range(1, EDITIONS + 1):
        (folder / "project/claims.yaml").write_text(CLAIMS.replace("Small", f"Edition {number}"))
        assert verbatim("build", folder / "project", "--out", folder / "site").returncode == 0
        shutil.copytree(folder / "site", folder / f"site-{number}")
        sealed = verbatim("seal", folder / "site", "--key", folder / "desk-key", "--date", f"2026-11-0{number}")
        assert f"sealed as edition {number} in" in sealed.stdout
    return folder


def _make_key(path: Path, kind: str) -> None:
    subprocess.run([program("ssh-keygen"), "-q", "-t", kind, "-N", "", "-C", "Rédaction", "-f", path], check=True)


def _verify(desk: Path, site: str = "site", seal: str = "site.seal", issuer: str = "desk-key.pub") -> tuple[int, str]:
    ran = verbatim("verify", desk / site, "--seal", desk / seal, "--issuer", desk / issuer)
    return ran.returncode, ran.stdout


def test_a_sealed_site_is_proved(desk: Path) -> None:
    """The last edition is told with its date and the fingerprint of the key, as OpenSSH prints it."""
    status, told = _verify(desk)
    shown = subprocess.check_output([program("ssh-keygen"), "-lf", desk / "desk-key.pub"], text=True)
    assert status == 0
    assert f"edition 5 of 5, sealed 2026-11-05 by {shown.split()[1]}" in told


def test_a_site_is_sealed_once(desk: Path) -> None:
    """Sealing a site that is the last edition already writes nothing."""
    before = (desk / "site.seal").read_bytes()
    again = verbatim("seal", desk / "site", "--key", desk / "desk-key")
    assert (again.returncode, "nothing was written" in again.stdout) == (0, True)
    assert (desk / "site.seal").read_bytes() == before


def test_anybody_can_check_a_seal_by_hand(desk: Path) -> None:
    """The lines above a signature and the signature are what `ssh-keygen -Y verify` takes, without verbatim."""
    message, begin, signature = (desk / "site.seal").read_text().rpartition("-----BEGIN")
    message = message[message.rindex("verbatim edition") :]
    (desk / "signature").write_text(begin + signature)
    (desk / "signers").write_text(f"desk {(desk / 'desk-key.pub').read_text()}")
    checked = subprocess.run(
        [program("ssh-keygen"), *shlex.split("-Y verify -n verbatim-edition -I desk -f signers -s signature")],
        input=message, text=True, capture_output=True, check=False, cwd=desk,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


def test_what_is_changed_or_left_out_is_found(desk: Path) -> None:
    """1,000 seals with a byte, a line, an order or an edition changed, and none passes."""
    seal = (desk / "site.seal").read_text()
    keys = read_keys(desk / "desk-key.pub")
    manifest = read_editions(seal)[-1].manifest
    chance = random.Random(20)  # noqa: S311
    passed = []
    for _ in range(1000):
        changed = _change(seal, chance)
        try:
            last = read_editions(changed)[-1]
            check_signature(last, keys)
        except BrokenSeal:
            continue
        if last.manifest == manifest and changed != seal:
            passed.append(changed)
    assert passed == []


def _change(seal: str, chance: random.Random) -> str:
    kind = chance.choice(("byte", "byte", "last", "line", "drop line", "swap", "drop edition", "swap editions", "add"))
    lines = seal.splitlines(keepends=True)
    blocks = [f"verbatim edition{block}" for block in seal.split("verbatim edition")[1:]]
    if kind in ("byte", "last"):
        place = chance.randrange(seal.rindex("-----BEGIN") if kind == "last" else 0, len(seal))
        other = chance.choice([letter for letter in "aZ09+/=\n -" if letter != seal[place]])
        return seal[:place] + other + seal[place + 1 :]
    if kind == "line":
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(["\n", "# seen\n", chance.choice(lines)]))
    elif kind == "drop line":
        del lines[chance.randrange(len(lines))]
    elif kind == "swap":
        first, second = chance.sample(range(len(lines)), 2)
        lines[first], lines[second] = lines[second], lines[first]
    if kind == "drop edition":
        del blocks[chance.randrange(len(blocks))]
    elif kind == "swap editions":
        first, second = chance.sample(range(len(blocks)), 2)
        blocks[first], blocks[second] = blocks[second], blocks[first]
    elif kind == "add":
        blocks.insert(chance.randrange(len(blocks) + 1), chance.choice(blocks))
    return "".join(lines if kind in ("line", "drop line", "swap") else blocks)


def test_a_signature_says_one_thing_in_one_way(desk: Path) -> None:
    """The last signature, which no other edition vouches for, passes with none of its bytes changed."""
    seal = (desk / "site.seal").read_text()
    keys = read_keys(desk / "desk-key.pub")
    head = seal[: seal.rindex("-----BEGIN")]
    signature = read_editions(seal)[-1].signature
    for place in range(len(signature)):
        turned = bytearray(signature)
        turned[place] ^= 1 << place % 8
        with pytest.raises(BrokenSeal):
            check_signature(read_editions(head + armor_signature(bytes(turned)))[-1], keys)


@pytest.mark.parametrize(
    ("site", "issuer", "said"),
    [
        ("site", "other-key.pub", "was signed by another key"),
        ("site-4", "desk-key.pub", "its last edition, 5 of 2026-11-05, is another one than this site"),
        ("site", "desk-key", "is no public key"),
        ("site", "site/index.html", "is no public key"),
    ],
)
def test_another_site_or_key_is_told(desk: Path, site: str, issuer: str, said: str) -> None:
    """The key of somebody else, a file that is none, and an older edition of the site are faults, in one line."""
    status, told = _verify(desk, site, issuer=issuer)
    assert (status, len(told.splitlines())) == (1, 1)
    assert said in told


def test_a_changed_site_is_no_edition(desk: Path, tmp_path: Path) -> None:
    """A manifest that was written anew to fit a changed page is not the one that was signed."""
    shutil.copytree(desk / "site", tmp_path / "site")
    page = tmp_path / "site/about.html"
    former = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text(page.read_text().replace("</main>", "<p>Not theirs.</p></main>"))
    manifest = tmp_path / "site/manifest.json"
    manifest.write_text(manifest.read_text().replace(former, hashlib.sha256(page.read_bytes()).hexdigest()))
    assert verbatim("verify", tmp_path / "site").returncode == 0
    ran = verbatim("verify", tmp_path / "site", "--seal", desk / "site.seal", "--issuer", desk / "desk-key.pub")
    assert (ran.returncode, "is another one than this site" in ran.stdout) == (1, True)


def test_a_new_key_takes_over(desk: Path, tmp_path: Path) -> None:
    """Another key of the desk, of another kind, signs the next edition; the issuer's file then lists both."""
    shutil.copy(desk / "site.seal", tmp_path / "site.seal")
    _make_key(tmp_path / "new-key", "ecdsa")
    sealed = verbatim("seal", desk / "site-4", "--key", tmp_path / "new-key", "--seal", tmp_path / "site.seal")
    assert "sealed as edition 6" in sealed.stdout
    both = (desk / "desk-key.pub").read_text() + (tmp_path / "new-key.pub").read_text()
    (tmp_path / "keys").write_text(both)
    seal = ("--seal", tmp_path / "site.seal", "--issuer")
    assert verbatim("verify", desk / "site-4", *seal, tmp_path / "keys").returncode == 0
    assert verbatim("verify", desk / "site-4", *seal, desk / "desk-key.pub").returncode == 1


@pytest.mark.parametrize("damage", ["", "not a seal\n", "\0" * 100, "é\n"])
def test_a_broken_seal_is_not_added_to(desk: Path, tmp_path: Path, damage: str) -> None:
    """A file that is no chain of editions, or whose last signature does not hold, is left as it is."""
    path = tmp_path / "site.seal"
    path.write_text(damage or (desk / "site.seal").read_text().replace("2026-11-05", "2026-11-06"))
    before = path.read_bytes()
    ran = verbatim("seal", desk / "site-3", "--key", desk / "desk-key", "--seal", path)
    assert (ran.returncode, path.read_bytes()) == (1, before)
    assert "nothing was sealed" in ran.stderr


def test_only_a_whole_site_is_sealed(desk: Path, tmp_path: Path) -> None:
    """A site with a fault, a project, a file in the site and what is no key are refused, and nothing is written."""
    shutil.copytree(desk / "site", tmp_path / "site")
    key = ("--key", desk / "desk-key")
    assert verbatim("seal", tmp_path / "site", *key, "--seal", tmp_path / "site/seal").returncode == 2
    assert verbatim("seal", tmp_path / "site", "--key", tmp_path / "site/index.html").returncode == 1
    (tmp_path / "site/about.html").write_text("other")
    assert verbatim("seal", tmp_path / "site", *key).returncode == 1
    assert verbatim("seal", desk / "project", *key).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
