#!/usr/bin/env node
// Checks a receipt of an Entente gateway without the gateway: the gateway's key signed it, and the entry that
// it names is in the log, under a checkpoint that the log's key signed. Needs nothing but Node.js.
//
//   node verify.mjs --proof FILE --log-key FILE --jwks FILE RECEIPT
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

class NotProved extends Error {}

function must(holds, otherwise) {
  if (!holds) throw new NotProved(otherwise);
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** Decodes base64 strictly: Node passes over what does not belong. */
function unbase64(text, encoding) {
  const bytes = Buffer.from(text, encoding);
  must(bytes.toString(encoding) === text, "something is not canonical base64");
  return bytes;
}

/** A number in its one form. JavaScript counts exactly to 2^53, which is more than a log holds. */
function number(text) {
  must(/^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(Number(text)), "a number is none");
  return Number(text);
}

const ed25519 = (x) =>
  createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") }, format: "jwk" });

/** Verifies a compact JWS (RFC 7515) and reads its claims. */
function openReceipt(compact, jwks) {
  const parts = compact.split(".");
  must(parts.length === 3, "the receipt is no compact JWS");
  const header = JSON.parse(unbase64(parts[0], "base64url"));
  must(header.alg === "EdDSA" && header.typ === "entente-receipt+jwt", "the receipt's header is that of something else");
  const jwk = jwks.keys.find((key) => key.kid === header.kid && key.kty === "OKP" && key.crv === "Ed25519");
  must(jwk, `the receipt's key ${header.kid} is not in the key set`);
  const key = ed25519(unbase64(jwk.x, "base64url"));
  const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
  must(verify(null, signed, key, unbase64(parts[2], "base64url")), "the receipt's signature does not verify");
  return JSON.parse(unbase64(parts[1], "base64url"));
}

/** Reads a verifier key of a signed note: name+hash+key. */
function parseLogKey(text) {
  const [name, hash, ...rest] = text.split("+");
  const typed = unbase64(rest.join("+"), "base64");
  must(typed.length === 33 && typed[0] === 1, "the log's key is no Ed25519 key");
  const id = sha256(`${name}\n`, typed).subarray(0, 4);
  must(id.toString("hex") === hash, "the log's key has another hash");
  return { name, id, key: ed25519(typed.subarray(1)) };
}

/** Reads a c2sp.org/tlog-proof@v1; extra data, which nobody signed, is passed over. */
function parseProof(text) {
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n");
  must(end > 0 && lines.shift() === "c2sp.org/tlog-proof@v1", "the proof does not begin as one");
  if (lines[0]?.startsWith("extra ")) lines.shift();
  const index = lines.shift() ?? "";
  must(index.startsWith("index "), "the proof names no index");
  const hashes = lines.map((line) => unbase64(line, "base64"));
  must(hashes.every((hash) => hash.length === 32), "a line of the proof is no hash");
  return { index: number(index.slice(6)), hashes, checkpoint: text.slice(end + 2) };
}

/** Verifies a C2SP checkpoint: a signed note of an origin, a size and a root. */
function openCheckpoint(note, logKey) {
  const end = note.lastIndexOf("\n\n");
  must(end > 0 && note.endsWith("\n"), "the checkpoint is no signed note");
  const text = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const match = /^— ([^ +]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    must(match, "a line under the checkpoint is no signature");
    return { name: match[1], bytes: unbase64(match[2], "base64") };
  });
  const own = signatures.filter(({ name, bytes }) => name === logKey.name && bytes.subarray(0, 4).equals(logKey.id));
  must(own.length === 1, "the log's key did not sign the checkpoint");
  must(verify(null, Buffer.from(text), logKey.key, own[0].bytes.subarray(4)), "the checkpoint's signature does not verify");
  const [origin, size, root] = text.split("\n");
  must(origin === logKey.name, "the checkpoint is that of another log");
  return { size: number(size), root: unbase64(root, "base64") };
}

/** The root that a leaf and its path come to (RFC 9162, section 2.1.3.2). Halves, because 2^31 is little. */
function rootOf(index, size, leaf, path) {
  must(index < size, "the checkpoint has no entry of this index");
  let [node, at, last] = [leaf, index, size - 1];
  const half = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  for (const hash of path) {
    must(last > 0, "the proof is too long");
    if (at % 2 === 1 || at === last) {
      node = sha256(Buffer.of(1), hash, node);
      while (at % 2 === 0 && at !== 0) half();
    } else {
      node = sha256(Buffer.of(1), node, hash);
    }
    half();
  }
  must(last === 0, "the proof is too short");
  return node;
}

function verifyReceipt(receipt, proofText, logKeyText, jwks) {
  const logKey = parseLogKey(logKeyText.trim());
  const claims = openReceipt(receipt.trim(), JSON.parse(jwks));
  must(claims.log === logKey.name && claims.iss === claims.log, `it is of the log ${claims.log}, the key is that of ${logKey.name}`);
  const proof = parseProof(proofText);
  must(proof.index === claims.index, `it names entry ${claims.index}, the proof is that of entry ${proof.index}`);
  const { size, root } = openCheckpoint(proof.checkpoint, logKey);
  const leaf = unbase64(claims.leaf, "base64url");
  must(leaf.length === 32, "the receipt names no leaf");
  must(rootOf(proof.index, size, leaf, proof.hashes).equals(root), `entry ${proof.index} is not in the log`);
  console.log(`signed by ${claims.iss}: entry ${claims.index} of its log, for the agreement ${claims.agreement}`);
  console.log(`in the log, under the checkpoint of ${size} entries with the root ${root.toString("base64")}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { proof: { type: "string" }, "log-key": { type: "string" }, jwks: { type: "string" } },
});
if (positionals.length !== 1 || !values.proof || !values["log-key"] || !values.jwks) {
  console.error("usage: node verify.mjs --proof FILE --log-key FILE --jwks FILE RECEIPT");
  process.exit(2);
}
try {
  const files = [positionals[0], values.proof, values["log-key"], values.jwks];
  verifyReceipt(...files.map((file) => readFileSync(file, "utf8")));
} catch (wrong) {
  console.error(`not proved: ${wrong.message}`);
  process.exit(1);
}
