"""What Python's ssl says of handshakes: reads a JSON array of questions as handshake.go does, with "crl" and "strict" beside them."""

import json
import socket
import ssl
import sys


def connect(item):
    context = ssl.create_default_context(cafile=item["ca"])
    if item.get("crl"):
        context.load_verify_locations(item["crl"])
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    if item.get("strict"):
        context.verify_flags |= ssl.VERIFY_X509_STRICT
    if item.get("certificate"):
        context.load_cert_chain(item["certificate"], item["key"])
    host, port = item["address"].split(":")
    with socket.create_connection((host, int(port)), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname=item["serverName"]) as secure:
            secure.sendall(b"GET / HTTP/1.0\r\n\r\n")
            secure.recv(1)


for question in json.load(sys.stdin):
    try:
        connect(question)
        error = ""
    except OSError as raised:
        error = f"{type(raised).__module__}.{type(raised).__name__}: {raised}"
    print(json.dumps({"error": error}))
