#!/usr/bin/env python3
"""A partner of an Entente gateway, whole: signs requests (RFC 9421, RFC 9530), verifies every answer,
verifies a receipt and the proof of its log entry (RFC 6962, C2SP tlog-proof) offline, and signs it in return.

    python3 partner.py URL AGREEMENT DATASET --key FILE [--query '{"limit": 5}']
    python3 partner.py URL AGREEMENT EXCHANGE --key FILE --contribute RECORDS.csv
"""
import argparse, base64, csv, hashlib, io, json, os, re, sys, time, urllib.error, urllib.request
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def b64u(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def thumbprint(jwk):  # RFC 7638
    return b64u(sha256(json.dumps({k: jwk[k] for k in ("crv", "kty", "x")}, separators=(",", ":"),
                                  sort_keys=True).encode()))


def public_keys(jwks):
    return {thumbprint(k): Ed25519PublicKey.from_public_bytes(unb64u(k["x"])) for k in jwks["keys"]}


def signature_base(components, params, values):  # RFC 9421 section 2.5
    return "\n".join([f"{c}: {values[c]}" for c in components] + [f'"@signature-params": {params}']).encode()


class Partner:
    def __init__(self, gateway, jwk):
        self.gateway, self.keyid = gateway.rstrip("/"), thumbprint(jwk)
        self.key = Ed25519PrivateKey.from_private_bytes(unb64u(jwk["d"]))
        self.jwks = json.load(urllib.request.urlopen(self.gateway + "/.well-known/jwks.json"))
        self.keys = public_keys(self.jwks)

    def call(self, method, path, document=None):
        """A call with a JSON document, or with none."""
        return self.send(method, path, None if document is None else json.dumps(document).encode())

    def send(self, method, path, body=None, media_type="application/json", idempotency_key=None):
        """The status and the body of a verified answer."""
        values = {'"@method"': method, '"@target-uri"': self.gateway + path}
        headers = {}
        if idempotency_key is not None:
            headers["Idempotency-Key"] = values['"idempotency-key"'] = idempotency_key
        if body is not None:
            headers["Content-Type"] = values['"content-type"'] = media_type
            digest = f"sha-256=:{base64.b64encode(sha256(body)).decode()}:"
            headers["Content-Digest"] = values['"content-digest"'] = digest
        now, nonce = int(time.time()), b64u(os.urandom(24))
        params = (f'({" ".join(values)});created={now};expires={now + 60};nonce="{nonce}"'
                  f';keyid="{self.keyid}";tag="entente-request"')
        signature = self.key.sign(signature_base(values, params, values))
        headers["Signature-Input"] = "sig=" + params
        headers["Signature"] = f"sig=:{base64.b64encode(signature).decode()}:"
        request = urllib.request.Request(self.gateway + path, body, headers, method=method)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as refused:
            answer = refused
        content = answer.read()
        self.verify(answer, content, values, nonce)
        return answer.status, content

    def countersign(self, receipt):
        """What both sides signed: a nested JWT (RFC 7519 section 5.2), our signature over theirs."""
        header = {"alg": "EdDSA", "kid": self.keyid, "typ": "entente-acknowledgement+jwt", "cty": "JWT"}
        signed = b64u(json.dumps(header).encode()) + "." + b64u(receipt.encode())
        return signed + "." + b64u(self.key.sign(signed.encode()))

    def verify(self, answer, content, asked, nonce):
        """Raises unless the gateway signed this answer to this very request."""
        digest = answer.headers["Content-Digest"]
        if digest != f"sha-256=:{base64.b64encode(sha256(content)).decode()}:":
            raise ValueError("the answer's body is not the one that was signed")
        label, params = answer.headers["Signature-Input"].split("=", 1)
        components = re.match(r"\((.*?)\)", params).group(1).split()
        values = {'"@status"': answer.status, '"content-type"': answer.headers["Content-Type"],
                  '"content-digest"': digest}
        # A refusal to someone who is not known yet is signed without the request.
        addressed = answer.status < 400 or any(";req" in c for c in components)
        if addressed:
            values |= {f"{c};req": asked[c] for c in ('"@method"', '"@target-uri"', '"content-digest"') if c in asked}
        if set(components) != set(values) or 'tag="entente-response"' not in params:
            raise ValueError("the answer's signature covers " + params)
        if addressed and f'nonce="{nonce}"' not in params:
            raise ValueError("the answer is to another request")
        key = self.keys[re.search(r'keyid="([^"]+)"', params).group(1)]
        signature = base64.b64decode(answer.headers["Signature"].split("=", 1)[1].strip(":"))
        key.verify(signature, signature_base(components, params, values))


def verify_receipt(receipt, proof, log_key, jwks, records=None):
    """Offline. Returns the claims; raises if anything about them is not proven."""
    head, payload, signature = receipt.split(".")
    header, claims = json.loads(unb64u(head)), json.loads(unb64u(payload))
    if header["alg"] != "EdDSA" or header["typ"] != "entente-receipt+jwt":
        raise ValueError("not a receipt")
    public_keys(jwks)[header["kid"]].verify(unb64u(signature), f"{head}.{payload}".encode())
    canonical = lambda v: json.dumps(v, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    if records is not None and claims["records"] != b64u(sha256(canonical(records))):  # RFC 8785, nearly:
        raise ValueError("the receipt is for other records")  # for numbers with exponents take a library
    lines, note = proof.split("\n\n", 1)
    lines = [line for line in lines.split("\n") if not line.startswith("extra ")]
    index, path = int(lines[1].removeprefix("index ")), [base64.b64decode(line) for line in lines[2:]]
    text, signatures = note.rsplit("\n\n", 1)  # C2SP signed-note
    name, key_id, key = log_key.strip().split("+", 2)
    key = base64.b64decode(key)
    if bytes.fromhex(key_id) != sha256(name.encode(), b"\n", key)[:4]:
        raise ValueError("not a verifier key")
    [line] = [s for s in signatures.splitlines() if s.startswith(f"— {name} ")]
    signed = base64.b64decode(line.split(" ")[2])
    if signed[:4] != bytes.fromhex(key_id):
        raise ValueError("the checkpoint is signed by another key")
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(signed[4:], (text + "\n").encode())
    origin, size, root = text.split("\n")[:3]
    if lines[0] != "c2sp.org/tlog-proof@v1" or origin != claims["log"] or index != claims["index"]:
        raise ValueError("the proof is of another entry")
    if inclusion_root(index, int(size), unb64u(claims["leaf"]), path) != base64.b64decode(root):
        raise ValueError("the entry is not in the log")
    return claims


def inclusion_root(index, size, node, path):  # RFC 9162 section 2.1.3.2
    last = size - 1
    if not 0 <= index <= last:
        raise ValueError("no such entry in a log of this size")
    for sibling in path:
        if last == 0:
            raise ValueError("the proof is too long")
        if index & 1 or index == last:
            node = sha256(b"\x01", sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01", node, sibling)
        index, last = index >> 1, last >> 1
    if last != 0:
        raise ValueError("the proof is too short")
    return node


MEDIA_TYPES = {".json": "application/json", ".ndjson": "application/x-ndjson", ".csv": "text/csv"}


def records_of(body, ending):
    """The records as the gateway reads them: of CSV, texts by the first line's names, empty ones null."""
    if ending == ".json":
        return json.loads(body)["records"]
    if ending == ".ndjson":
        return [json.loads(line) for line in body.decode().split("\n") if line.strip()]
    names, *rows = [row for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")) if row]
    return [{name: cell or None for name, cell in zip(names, row)} for row in rows]


def main():
    parser = argparse.ArgumentParser(description="Asks a gateway, and believes nothing unproven.")
    for name in ("url", "agreement"):
        parser.add_argument(name)
    parser.add_argument("of", help="the dataset that is asked, or the exchange that is contributed to")
    parser.add_argument("--key", required=True, help="a private JWK, as `entente keygen` writes it")
    parser.add_argument("--query", default='{"limit": 3}', help="the query's body")
    parser.add_argument("--contribute", help="share the records of this file: .json, .ndjson or .csv")
    options = parser.parse_args()
    partner = Partner(options.url, json.load(open(options.key)))
    base = "/v1/agreements/" + options.agreement
    if options.contribute:
        body, ending = open(options.contribute, "rb").read(), os.path.splitext(options.contribute)[1]
        key = b64u(sha256(options.of.encode(), b"\n", body))  # the same for the same, so a repetition is safe
        status, content = partner.send("POST", f"{base}/exchanges/{options.of}/contributions", body,
                                       MEDIA_TYPES[ending], key)
    else:
        status, content = partner.call("POST", f"{base}/datasets/{options.of}/query", json.loads(options.query))
    answer = json.loads(content)
    print(json.dumps(answer, indent=1, ensure_ascii=False))
    if status != 200:
        sys.exit(f"refused: {answer['detail']}")
    print("the answer's signature is the gateway's, over this very request", file=sys.stderr)
    index = json.loads(unb64u(answer["receipt"].split(".")[1]))["index"]
    status, proof = partner.call("GET", f"{base}/entries/{index}/proof")
    log_key = urllib.request.urlopen(partner.gateway + "/v1/log/key").read().decode()
    records = records_of(body, ending) if options.contribute else answer["records"]
    claims = verify_receipt(answer["receipt"], proof.decode(), log_key, partner.jwks, records)
    worth = f"credit {claims['credit']}" if options.contribute else f"value {claims['value']}"
    print(f"the receipt holds offline: entry {claims['index']} of {claims['log']}, {worth}", file=sys.stderr)
    if not options.contribute:
        both = partner.countersign(answer["receipt"])
        status, content = partner.call("POST", base + "/acknowledgements", {"acknowledgements": [both]})
        fate = json.loads(content)["acknowledgements"][0] if status == 200 else json.loads(content)
        if fate.get("fate") not in ("acknowledged", "duplicate"):
            sys.exit(f"not acknowledged: {fate.get('because', fate.get('detail'))}")
        print("the receipt is signed in return, and both signatures stand in the ledger", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except (ValueError, InvalidSignature, OSError) as wrong:
        sys.exit(f"not proven, not used: {wrong!r}")
