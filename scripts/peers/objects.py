"""The facts of each kind of object that the package `cryptography` reads; for oracle.py."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from fields import (
    Refused,
    attempt,
    extension_fields,
    general_name,
    kept,
    key_fields,
    moment,
    name,
    public_key_fields,
    serial,
    spki_sha256,
)

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
