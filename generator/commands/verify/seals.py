"""Sealed editions of a site: a chain of manifests' hashes, signed by SSH keys, that is read with suspicion.

A seal file holds one block for each edition, the first one first, and nothing else:

    verbatim edition 2
    manifest SHA256
    previous SHA256
    date 2026-11-30
    -----BEGIN SSH SIGNATURE-----
    …
    -----END SSH SIGNATURE-----

`manifest` is the hash of the site's manifest.json, `previous` that of the block before it, to its last line end; the
first block says `none`. The lines above the signature are what is signed, as `ssh-keygen -Y sign` does it (the format
is OpenSSH's PROTOCOL.sshsig). Each block's hash is in the next one, so the last signature vouches for all of them.
There is one way to write a chain: with any byte changed, it is another or none.
"""

import base64
import binascii
import hashlib
import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

NAMESPACE = "verbatim-edition"  # what the signature is for: one that was made for anything else is none
LARGEST_SEAL = 1 << 26  # bytes of a seal file
LARGEST_KEYS = 1 << 16  # bytes of a file of public keys
_FIRST, _LAST = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"
_WIDTH = 70  # characters in a line of a signature, as OpenSSH writes it
_PATIENCE = 300  # seconds for ssh-keygen, which may ask for a passphrase or the touch of a key
_BLOCK = re.compile(
    "(?P<message>verbatim edition (?P<number>[1-9][0-9]{0,8})\n"
    "manifest (?P<manifest>[0-9a-f]{64})\n"
    "previous (?P<previous>none|[0-9a-f]{64})\n"
    "date (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\n)"
    f"{_FIRST}(?P<signature>[A-Za-z0-9+/=\n]{{1,20000}}\n){_LAST}"
)
_PUBLIC_KEY = re.compile(r"(?:[a-z0-9][a-z0-9@.-]{0,60}) (?P<blob>[A-Za-z0-9+/]{16,12000}={0,2})(?: .*)?")


class BrokenSeal(Exception):
    """The chain, or a key, is not what it should be; the text says how."""


@dataclass(frozen=True, slots=True)
class SealedEdition:
    """One block of a chain; `key` is the public key that signed it, in the wire format, and `sha256` the block's."""

    number: int
    manifest: str
    date: str
    message: str
    signature: bytes
    key: bytes
    sha256: str


def read_editions(text: str) -> tuple[SealedEdition, ...]:
    """Return the editions of a chain, at least one. Raises BrokenSeal where anything is out of its place.

    Signatures are not checked, but that each is written in the only way that `format_edition` writes it.
    """
    editions: list[SealedEdition] = []
    position, previous = 0, "none"
    while position < len(text):
        number = len(editions) + 1
        block = _BLOCK.match(text, position)
        if block is None:
            raise BrokenSeal(f"is not written as verbatim writes it, from edition {number} on")
        if int(block["number"]) != number:
            raise BrokenSeal(f"edition {number} is missing: in its place is edition {block['number']}")
        if block["previous"] != previous:
            raise BrokenSeal(f"edition {number} does not follow the one before it: an edition was changed or left out")
        signature = _decode(block["signature"].replace("\n", ""), f"the signature of edition {number}")
        if block[0] != format_edition(block["message"], signature):
            raise BrokenSeal(f"the signature of edition {number} is not written as verbatim writes it")
        previous = hashlib.sha256(block[0].encode()).hexdigest()
        key = _signing_key(signature, number)
        editions.append(
            SealedEdition(number, block["manifest"], block["date"], block["message"], signature, key, previous)
        )
        position = block.end()
    if not editions:
        raise BrokenSeal("holds no edition")
    return tuple(editions)


def edition_message(manifest: bytes, last: SealedEdition | None, date: str) -> str:
    """Return the lines to sign of the edition that follows `last` and has this manifest.json."""
    number, previous = (last.number + 1, last.sha256) if last else (1, "none")
    digest = hashlib.sha256(manifest).hexdigest()
    return f"verbatim edition {number}\nmanifest {digest}\nprevious {previous}\ndate {date}\n"


def format_edition(message: str, signature: bytes) -> str:
    """Return the block of an edition: its lines and their signature."""
    return message + armor_signature(signature)


def armor_signature(signature: bytes) -> str:
    """Return a signature as `ssh-keygen -Y verify` reads it."""
    letters = base64.b64encode(signature).decode()
    lines = (letters[start : start + _WIDTH] + "\n" for start in range(0, len(letters), _WIDTH))
    return f"{_FIRST}{''.join(lines)}{_LAST}"


def unarmor_signature(text: str) -> bytes:
    """Return the signature that `ssh-keygen -Y sign` printed. Raises BrokenSeal."""
    first, last = text.find(_FIRST), text.find(_LAST)
    if first < 0 or last < first:
        raise BrokenSeal("ssh-keygen printed no signature")
    return _decode(text[first + len(_FIRST) : last].replace("\n", ""), "the signature that ssh-keygen printed")


def read_seal(path: Path) -> str:
    """Return the text of a seal file. Raises BrokenSeal if it can be none, and OSError."""
    content = _read_bounded(path, LARGEST_SEAL)
    if not content.isascii():
        raise BrokenSeal("is no file of editions")
    return content.decode()


def read_keys(path: Path) -> tuple[bytes, ...]:
    """Return the public keys in a file as OpenSSH writes them, one a line (`ssh-ed25519 AAAA… name`), in wire format.

    Raises BrokenSeal where a line is none, and OSError.
    """
    keys = []
    for line in _read_bounded(path, LARGEST_KEYS).decode("utf-8", "replace").splitlines():
        if line.strip() and not line.startswith("#"):
            key = _PUBLIC_KEY.fullmatch(line.strip())
            if key is None:
                raise BrokenSeal(f"the issuer's {path.name} is no public key as OpenSSH writes it (ssh-ed25519 AAAA…)")
            keys.append(_decode(key["blob"], "the issuer's key"))
    if not keys:
        raise BrokenSeal(f"the issuer's {path.name} holds no public key")
    return tuple(keys)


def check_signature(edition: SealedEdition, keys: Iterable[bytes]) -> None:
    """Check with OpenSSH that the edition, and so all before it, was signed by one of the public keys.

    Raises BrokenSeal, also where there is no OpenSSH.
    """
    if edition.key not in set(keys):
        raise BrokenSeal(f"edition {edition.number} was signed by another key, {fingerprint(edition.key)}")
    with tempfile.TemporaryDirectory() as folder:
        signers, signature = Path(folder) / "signers", Path(folder) / "signature"
        blob = base64.b64encode(edition.key).decode()
        signers.write_text(f'issuer namespaces="{NAMESPACE}" {_key_type(edition.key)} {blob}\n')
        signature.write_text(armor_signature(edition.signature))
        command = ("ssh-keygen", "-Y", "verify", "-f", signers, "-I", "issuer", "-n", NAMESPACE, "-s", signature)
        status, _, _ = run_ssh_keygen(command, edition.message)
    if status:
        raise BrokenSeal(f"the signature of edition {edition.number} is not valid")


def run_ssh_keygen(command: Sequence[str | Path], message: str) -> tuple[int, str, str]:
    """Run OpenSSH's tool with the message as its input; return its status, its output and its errors.

    Raises BrokenSeal where it is not installed, or does not end.
    """
    try:
        done = subprocess.run(  # noqa: S603
            command, input=message.encode(), capture_output=True, check=False, timeout=_PATIENCE
        )
    except FileNotFoundError:
        raise BrokenSeal("needs ssh-keygen, which OpenSSH brings; on Debian: apt-get install openssh-client") from None
    except subprocess.TimeoutExpired:
        raise BrokenSeal(f"ssh-keygen did not end within {_PATIENCE} seconds") from None
    output, errors = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return done.returncode, output, errors


def fingerprint(key: bytes) -> str:
    """Return a public key's fingerprint as OpenSSH prints it: `SHA256:…`."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def _read_bounded(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise BrokenSeal(f"{path.name} is too large")
    return content


def _decode(letters: str, what: str) -> bytes:
    try:
        return base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):
        raise BrokenSeal(f"{what} is not base64") from None


def _signing_key(signature: bytes, number: int) -> bytes:
    """Return the public key in a signature. Raises BrokenSeal if the signature is none for an edition."""
    key, rest = _take_string(signature[10:])
    namespace, rest = _take_string(rest)
    reserved, rest = _take_string(rest)
    algorithm, rest = _take_string(rest)
    _, rest = _take_string(rest)
    head_holds = signature[:10] == b"SSHSIG\x00\x00\x00\x01"
    if not (head_holds and key and algorithm in (b"sha256", b"sha512") and not reserved and not rest):
        raise BrokenSeal(f"the signature of edition {number} is none that OpenSSH makes")
    if namespace != NAMESPACE.encode():
        raise BrokenSeal(f"the signature of edition {number} was made for something else")
    return key


def _take_string(rest: bytes) -> tuple[bytes, bytes]:
    """Return the first string of the wire format (RFC 4251, section 5) and what follows; what is short gives less."""
    end = 4 + int.from_bytes(rest[:4], "big")
    return rest[4:end], rest[end:]


def _key_type(key: bytes) -> str:
    name = _take_string(key)[0].decode("ascii", "replace")
    if not re.fullmatch("[a-z0-9][a-z0-9@.-]{0,60}", name):
        raise BrokenSeal("the public key has no type that OpenSSH knows")
    return name
