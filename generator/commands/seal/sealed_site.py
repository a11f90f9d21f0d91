"""The file of a site's editions: the next one signed by the desk's key and added."""

from dataclasses import dataclass
from pathlib import Path

from generator.commands.shared.yaml_edit import UnsafeEdit, replace_file
from generator.commands.verify.seals import (
    NAMESPACE,
    BrokenSeal,
    SealedEdition,
    check_signature,
    edition_message,
    fingerprint,
    format_edition,
    read_editions,
    read_seal,
    run_ssh_keygen,
    unarmor_signature,
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of a site's seal: the edition that the site is, or in `fault` why it is none."""

    fault: str = ""
    number: int = 0
    key: str = ""
    added: bool = False


def seal_file(site: Path) -> Path:
    """Return the file of the site's editions: beside its folder, with its name."""
    place = site.resolve()
    return place.with_name(f"{place.name}.seal")


def seal_site(site: Path, key: Path, path: Path, date: str) -> Sealed:
    """Add the site as an edition to the chain in `path`, unless it is the last one already.

    A chain that is broken is not added to. Raises OSError where the file cannot be written.
    """
    manifest = (site / "manifest.json").read_bytes()
    try:
        before = path.read_bytes() if path.exists() else b""
        last = _read_last(path) if before else None
        message = edition_message(manifest, last, date)
        if last and last.manifest == edition_message(manifest, None, date).split()[4]:
            return Sealed(number=last.number, key=fingerprint(last.key))
        after = before + format_edition(message, _sign(message, key)).encode()
        sealed = read_editions(after.decode())[-1]
        check_signature(sealed, [sealed.key])
        path.touch()
        replace_file(path, before, after)
    except (BrokenSeal, UnsafeEdit) as reason:
        return Sealed(f"{path}: {reason}")
    return Sealed(number=sealed.number, key=fingerprint(sealed.key), added=True)


def _read_last(path: Path) -> SealedEdition:
    """Return the last edition of a chain that is whole, and whose last signature holds."""
    last = read_editions(read_seal(path))[-1]
    check_signature(last, [last.key])
    return last


def _sign(message: str, key: Path) -> bytes:
    """Return the signature by ssh-keygen, which asks for the key's passphrase on the terminal."""
    command = ("ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", key)
    status, output, errors = run_ssh_keygen(command, message)
    if status:
        raise BrokenSeal(f"ssh-keygen did not sign with {key}: {' '.join(errors.split())}")
    return unarmor_signature(output)
