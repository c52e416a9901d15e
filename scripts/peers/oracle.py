"""What the package `cryptography` reads in files: one JSON object a line.

Reads a JSON array of `{"path": …, "passwords": […]}` from standard input. Every loader is tried on every file; a loader
that refuses says nothing. The fields are named as those of our own facts.
"""

import base64
import hashlib
import json
import re
import sys
import warnings

from cryptography import x509
from cryptography.x509 import ocsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12, pkcs7

warnings.simplefilter("ignore")

CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
REASONS = {
    "unspecified": "unspecified",
    "key_compromise": "keyCompromise",
    "ca_compromise": "cACompromise",
    "affiliation_changed": "affiliationChanged",
    "superseded": "superseded",
    "cessation_of_operation": "cessationOfOperation",
    "certificate_hold": "certificateHold",
    "privilege_withdrawn": "privilegeWithdrawn",
    "aa_compromise": "aACompromise",
    "remove_from_crl": "removeFromCRL",
}
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


def certificate(value):
    return {
        "kind": "certificate",
        **kept(
            {
                "version": attempt(lambda: value.version.value + 1),
                "serialNumber": attempt(lambda: serial(value.serial_number)),
                "subject": attempt(lambda: name(value.subject)),
                "issuer": attempt(lambda: name(value.issuer)),
                "notBefore": attempt(lambda: moment(value.not_valid_before_utc)),
                "notAfter": attempt(lambda: moment(value.not_valid_after_utc)),
                "signatureAlgorithm": value.signature_algorithm_oid.dotted_string,
                "sha256Fingerprint": value.fingerprint(hashes.SHA256()).hex(),
                "publicKeySha256": attempt(lambda: spki_sha256(value.public_key())),
            }
        ),
        **public_key_fields(value),
        **extension_fields(value),
    }


def request(value):
    return {
        "kind": "request",
        **kept(
            {
                "subject": attempt(lambda: name(value.subject)),
                "signatureAlgorithm": value.signature_algorithm_oid.dotted_string,
                "publicKeySha256": attempt(lambda: spki_sha256(value.public_key())),
                "attributes": attempt(
                    lambda: [each.oid.dotted_string for each in value.attributes]
                ),
            }
        ),
        **public_key_fields(value),
        **extension_fields(value),
    }


def entry(value):
    fields = {
        "serialNumber": serial(value.serial_number),
        "revokedAt": moment(value.revocation_date_utc),
    }
    for extension in value.extensions:
        if isinstance(extension.value, x509.CRLReason):
            fields["reason"] = REASONS[extension.value.reason.name]
        elif isinstance(extension.value, x509.InvalidityDate):
            fields["invalidityDate"] = moment(extension.value.invalidity_date_utc)
        elif isinstance(extension.value, x509.CertificateIssuer):
            fields["certificateIssuer"] = general_name(next(iter(extension.value)))
    return fields


def crl(value):
    return {
        "kind": "crl",
        **kept(
            {
                "issuer": attempt(lambda: name(value.issuer)),
                "thisUpdate": attempt(lambda: moment(value.last_update_utc)),
                "nextUpdate": attempt(lambda: moment(value.next_update_utc)),
                "signatureAlgorithm": value.signature_algorithm_oid.dotted_string,
                "revokedCount": attempt(lambda: len(value)),
                "revoked": attempt(lambda: [entry(each) for each in value]),
            }
        ),
        **extension_fields(value),
    }


STATUSES = {
    "SUCCESSFUL": "successful",
    "MALFORMED_REQUEST": "malformedRequest",
    "INTERNAL_ERROR": "internalError",
    "TRY_LATER": "tryLater",
    "SIG_REQUIRED": "sigRequired",
    "UNAUTHORIZED": "unauthorized",
}


def single_response(value):
    algorithm = attempt(lambda: value.hash_algorithm.name)
    fields = {
        "issuerNameHash": value.issuer_name_hash.hex(),
        "issuerKeyHash": value.issuer_key_hash.hex(),
        "serialNumber": serial(value.serial_number),
        "certificateStatus": value.certificate_status.name.lower(),
        "thisUpdate": moment(value.this_update_utc),
    }
    if algorithm is not Refused:
        fields["hashAlgorithm"] = algorithm
    if value.next_update_utc:
        fields["nextUpdate"] = moment(value.next_update_utc)
    if value.revocation_time_utc:
        fields["revokedAt"] = moment(value.revocation_time_utc)
    if value.revocation_reason:
        fields["reason"] = REASONS[value.revocation_reason.name]
    return fields


def ocsp_response(value):
    return {
        "kind": "ocsp",
        **kept(
            {
                "status": STATUSES[value.response_status.name],
                "producedAt": attempt(lambda: moment(value.produced_at_utc)),
                "signatureAlgorithm": attempt(
                    lambda: value.signature_algorithm_oid.dotted_string
                ),
                "responses": attempt(lambda: [single_response(each) for each in value.responses]),
                "responderName": attempt(
                    lambda: value.responder_name and name(value.responder_name)
                ),
                "responderKeyHash": attempt(
                    lambda: value.responder_key_hash and value.responder_key_hash.hex()
                ),
                "certificates": attempt(
                    lambda: [serial(each.serial_number) for each in value.certificates]
                ),
            }
        ),
        **extension_fields(value),
    }


def private_key(value):
    fields = {"kind": "privateKey", "encrypted": False, **key_fields(value)}
    digest = attempt(lambda: spki_sha256(value.public_key()))
    return fields if digest is Refused else {**fields, "publicKeySha256": digest}


def public_key(value):
    return {"kind": "publicKey", **key_fields(value), "publicKeySha256": spki_sha256(value)}


def bare_private_key(load):
    """An encrypted one is told by the loader's asking for the password."""

    def read(data):
        try:
            return [private_key(load(data, None))]
        except TypeError as error:
            if "password" not in str(error).lower() and "encrypted" not in str(error):
                raise
            return [{"kind": "privateKey", "encrypted": True}]

    return read


def single(load, describe):
    return lambda data: [describe(load(data))]


def several(load, describe):
    return lambda data: [describe(each) for each in load(data)]


BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.+?-----END \1-----", re.S)


def pem_blocks(data):
    """Block by block, as a file may hold several of several kinds."""
    for found in BLOCK.finditer(data):
        yield found[0] + b"\n"


PEM = [
    several(x509.load_pem_x509_certificates, certificate),
    single(x509.load_pem_x509_csr, request),
    single(x509.load_pem_x509_crl, crl),
    several(pkcs7.load_pem_pkcs7_certificates, certificate),
    bare_private_key(serialization.load_pem_private_key),
    bare_private_key(serialization.load_ssh_private_key),
    single(serialization.load_pem_public_key, public_key),
]
DER = [
    single(x509.load_der_x509_certificate, certificate),
    single(x509.load_der_x509_csr, request),
    single(x509.load_der_x509_crl, crl),
    several(pkcs7.load_der_pkcs7_certificates, certificate),
    bare_private_key(serialization.load_der_private_key),
    single(serialization.load_der_public_key, public_key),
    single(ocsp.load_der_ocsp_response, ocsp_response),
]


def first_of(loaders, data):
    """What the first loader that takes it says; nothing where all refuse."""
    for load in loaders:
        found = attempt(lambda load=load: load(data))
        if found is not Refused:
            return found
    return []


def container(data, passwords):
    """The password that opens it, and its entries; None where none does."""
    for password in passwords:
        secret = None if password is None else password.encode()
        opened = attempt(lambda secret=secret: pkcs12.load_pkcs12(data, secret))
        if opened is not Refused:
            certificates = [*([opened.cert] if opened.cert else []), *opened.additional_certs]
            return {
                "password": password,
                "certificates": [
                    {
                        "sha256Fingerprint": each.certificate.fingerprint(hashes.SHA256()).hex(),
                        "name": (each.friendly_name or b"").decode(),
                    }
                    for each in certificates
                ],
                "privateKeys": [private_key(opened.key)] if opened.key else [],
            }
    return None


def main():
    for item in json.load(sys.stdin):
        with open(item["path"], "rb") as file:
            data = file.read()
        if "passwords" in item:
            answer = {"container": container(data, item["passwords"])}
        elif b"-----BEGIN" in data:
            answer = {"blocks": [b for block in pem_blocks(data) for b in first_of(PEM, block)]}
        else:
            answer = {"blocks": first_of(DER, data)}
        print(json.dumps({"path": item["path"], **answer}))


if __name__ == "__main__":
    main()
