"""What the package `cryptography` reads in files: one JSON object a line.

Reads a JSON array of `{"path": …, "passwords": […]}` from standard input. Every loader is tried on every file; a loader
that refuses says nothing. The fields are named as those of our own facts.
"""

import json
import re
import sys
import warnings

from cryptography import x509
from cryptography.x509 import ocsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12, pkcs7

# The folder is part of the sources.
sys.dont_write_bytecode = True

from fields import Refused, attempt  # noqa: E402
from objects import certificate, crl, ocsp_response, private_key, public_key, request  # noqa: E402

warnings.simplefilter("ignore")


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
