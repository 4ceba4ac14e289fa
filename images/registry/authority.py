"""Makes the practice Hub's keys in a folder, once: a CA, the server's certificate, the token service's certificate.

Knows nothing of accounts or images. The CA's key never leaves the folder; `ca.crt` is what the computers trust.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HUB_NAMES = ("registry-1.docker.io", "index.docker.io", "auth.docker.io", "docker.io", "hub.docker.com")
LIFE = timedelta(days=3650)


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name | None = None,
    signer: ec.EllipticCurvePrivateKey | None = None,
    hosts: tuple[str, ...] = (),
) -> x509.Certificate:
    """A certificate of `key` for `name`: signed by `signer` in the name of `issuer`, or a CA signed by itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A day of tolerance: the clock of a virtual machine may lag.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LIFE)
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
        # Python's strict verification (3.13) asks for both identifiers and for the CA's usage.
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key((signer or key).public_key()), critical=False)
        .add_extension(usage(ca=signer is None), critical=True)
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(signer or key, hashes.SHA256())


def usage(*, ca: bool) -> x509.KeyUsage:
    """What a key may do: a CA's signs certificates too."""
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=ca,
        crl_sign=ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def save(folder: Path, name: str, key: ec.EllipticCurvePrivateKey, crt: x509.Certificate) -> None:
    """Write `name`.key (PEM, PKCS 8) and `name`.crt into `folder`."""
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / f"{name}.key").write_bytes(private)
    (folder / f"{name}.crt").write_bytes(crt.public_bytes(pem))


def main(folder: Path) -> None:
    """Make whatever is not there yet; the CA's certificate is written last and stands for the whole."""
    if (folder / "ca.crt").exists():
        return
    ca_key, server_key, token_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    ca = certificate("Docker Lab practice CA", ca_key)
    save(
        folder,
        "server",
        server_key,
        certificate("registry-1.docker.io", server_key, issuer=ca.subject, signer=ca_key, hosts=HUB_NAMES),
    )
    save(folder, "token", token_key, certificate("auth.docker.io", token_key))
    save(folder, "ca", ca_key, ca)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
