"""How the package `cryptography` calls what we read, as our own facts do; for oracle.py."""

import hashlib
import re

from cryptography import x509
from cryptography.hazmat.primitives import serialization

CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
USAGES = [
    ("digital_signature", "digitalSignature"),
    ("content_commitment", "nonRepudiation"),
    ("key_encipherment", "keyEncipherment"),
    ("data_encipherment", "dataEncipherment"),
    ("key_agreement", "keyAgreement"),
    ("key_cert_sign", "keyCertSign"),
    ("crl_sign", "cRLSign"),
]


class Refused:
    """Stands for a field that the package raises at."""


def attempt(read):
    try:
        return read()
    except BaseException:  # noqa: B036  A panic of its Rust part is no Exception.
        return Refused


def kept(fields):
    return {name: value for name, value in fields.items() if value is not Refused}


def moment(value):
    return None if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def serial(number):
    digits = format(abs(number), "x")
    digits = digits.rjust(len(digits) + len(digits) % 2, "0")
    return f"-{digits}" if number < 0 else digits


def name(value):
    """The last RDN first; of each attribute its OID and its value, escaped as RFC 4514 has it."""
    return [
        [[part.oid.dotted_string, attribute_value(part)] for part in rdn]
        for rdn in reversed(list(value.rdns))
    ]


def attribute_value(part):
    if isinstance(part.value, bytes):
        return "#" + part.value.hex()
    return part.rfc4514_string().partition("=")[2]


def general_name(value):
    if isinstance(value, x509.DNSName):
        return ["dns", value.value]
    if isinstance(value, x509.RFC822Name):
        return ["email", value.value]
    if isinstance(value, x509.UniformResourceIdentifier):
        return ["uri", value.value]
    if isinstance(value, x509.IPAddress):
        return ["ip", str(value.value)]
    if isinstance(value, x509.RegisteredID):
        return ["registeredId", value.value.dotted_string]
    if isinstance(value, x509.DirectoryName):
        return ["directoryName", name(value.value)]
    return ["otherName", f"{value.type_id.dotted_string} {value.value.hex()}"]


def spki_sha256(key):
    spki = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(spki).hexdigest()


def key_fields(key):
    kind = type(key).__name__.replace("PublicKey", "").replace("PrivateKey", "").lower()
    kind = kind.removeprefix("_")
    kind = {"ellipticcurve": "ec"}.get(kind, kind)
    kind = re.sub(r"^(mldsa|mlkem)(\d+)$", lambda m: f"{m[1][:2]}-{m[1][2:]}-{m[2]}", kind)
    fields = {"keyType": kind}
    if kind in ("rsa", "dsa"):
        fields["keyBits"] = key.key_size
    if kind == "ec":
        fields["curve"] = CURVES.get(key.curve.name, key.curve.name)
    return fields


def public_key_fields(holder):
    key = attempt(holder.public_key)
    return {} if key is Refused else key_fields(key)


def extension_fields(holder):
    extensions = attempt(lambda: list(holder.extensions))
    if extensions is Refused:
        return {}
    fields = {"extensions": [[e.oid.dotted_string, e.critical] for e in extensions]}
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.UnrecognizedExtension):
            continue
        encoded = attempt(value.public_bytes)
        if encoded is not Refused:
            fields[f"value of {extension.oid.dotted_string}"] = encoded.hex()
        if isinstance(value, x509.BasicConstraints):
            fields["isCa"] = value.ca
            fields["pathLength"] = value.path_length
        elif isinstance(value, x509.KeyUsage):
            fields["keyUsage"] = usages(value)
        elif isinstance(value, x509.ExtendedKeyUsage):
            fields["extendedKeyUsage"] = [oid.dotted_string for oid in value]
        elif isinstance(value, x509.SubjectAlternativeName):
            fields["subjectAltNames"] = [general_name(each) for each in value]
        elif isinstance(value, x509.SubjectKeyIdentifier):
            fields["subjectKeyIdentifier"] = value.digest.hex()
        elif isinstance(value, x509.AuthorityKeyIdentifier) and value.key_identifier:
            fields["authorityKeyIdentifier"] = value.key_identifier.hex()
        elif isinstance(value, x509.PrecertificateSignedCertificateTimestamps):
            fields["timestamps"] = [[each.log_id.hex(), moment(each.timestamp)] for each in value]
        elif isinstance(value, x509.CRLNumber):
            fields["crlNumber"] = serial(value.crl_number)
        elif isinstance(value, x509.DeltaCRLIndicator):
            fields["baseCrlNumber"] = serial(value.crl_number)
    return fields


def usages(value):
    found = [ours for theirs, ours in USAGES if getattr(value, theirs)]
    if value.key_agreement:
        found += ["encipherOnly"] if value.encipher_only else []
        found += ["decipherOnly"] if value.decipher_only else []
    return found
