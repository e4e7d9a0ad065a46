"""测试用的证书：一个自己的签发者，给本机签好的、过期的、写了别的名字的。"""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("elsewhere.example")
ONLY_SIGNS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)
"""What newer interpreters want of an issuer."""

BEGINNING, LATER = datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=365 * 80)


class Issuer:
    """A certificate authority of its own; `file` is what `ca_file` names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.file = folder / "ca.pem"
        own = self._begun(self._key.public_key(), "issuer", LATER)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        own = own.add_extension(ONLY_SIGNS, True)
        self._write(self.file, own.add_extension(self._identifier(), False))

    def _identifier(self) -> x509.SubjectKeyIdentifier:
        return x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())

    def serves(
        self, name: x509.GeneralName = HERE, lasts: timedelta = LATER
    ) -> ssl.SSLContext:
        """What a server needs that shows a certificate for `name`."""
        key, path = ec.generate_private_key(ec.SECP256R1()), self._folder / "server.pem"
        begun = self._begun(key.public_key(), "server", lasts)
        begun = begun.add_extension(x509.SubjectAlternativeName([name]), False)
        signer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
            self._identifier()
        )
        self._write(path, begun.add_extension(signer, False))
        with path.open("ab") as file:
            file.write(
                key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _begun(
        self, key: ec.EllipticCurvePublicKey, who: str, lasts: timedelta
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(_named(who))
            .issuer_name(_named("issuer"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGINNING)
            .not_valid_after(BEGINNING + lasts)
        )

    def _write(self, path: Path, begun: x509.CertificateBuilder) -> None:
        made = begun.sign(self._key, hashes.SHA256())
        path.write_bytes(made.public_bytes(Encoding.PEM))


def _named(who: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, who)])
