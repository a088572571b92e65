// Verifies that an entry is in the log, with nothing but what the browser has: RFC 6962 hashes, RFC 9162 paths, and
// Ed25519 signatures under a C2SP checkpoint, by the log's key and by witnesses.
'use strict';

const bytesOf = {
  base64: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
  utf8: (text) => new TextEncoder().encode(text),
};

function must(holds, otherwise) {
  if (!holds) {
    throw new Error(otherwise);
  }
}

const same = (some, others) => some.length === others.length && some.every((byte, i) => byte === others[i]);

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

// A verifier key of C2SP signed-note; its kind is 1 of a log, 4 of who cosigns.
async function keyOf(text, kind = 1) {
  const [name, hash, ...rest] = text.split('+');
  const typed = bytesOf.base64(rest.join('+'));
  must(typed.length === 33 && typed[0] === kind, `the key of ${name} is no Ed25519 key of its kind`);
  const id = (await sha256(bytesOf.utf8(`${name}\n`), typed)).slice(0, 4);
  must([...id].map((byte) => byte.toString(16).padStart(2, '0')).join('') === hash, `the key of ${name} has another hash`);
  return { name, id, key: await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']) };
}

// A note's text, and what this key signed under it.
function opened(note, by) {
  const end = note.lastIndexOf('\n\n');
  must(end > 0, 'the checkpoint is no signed note');
  const signature = note.slice(end + 2).split('\n')
    .map((line) => /^— ([^ +]+) ([A-Za-z0-9+/]+=*)$/.exec(line))
    .filter((line) => line && line[1] === by.name)
    .map((line) => bytesOf.base64(line[2]))
    .find((bytes) => same(bytes.slice(0, 4), by.id));
  must(signature, `the key of ${by.name} did not sign the checkpoint`);
  return { text: note.slice(0, end + 1), signature: signature.slice(4) };
}

const holds = (by, signature, text) => crypto.subtle.verify('Ed25519', by.key, signature, bytesOf.utf8(text));

async function openCheckpoint(note, by) {
  const { text, signature } = opened(note, by);
  must(await holds(by, signature, text), 'the signature of the checkpoint does not hold');
  const [origin, size, root] = text.split('\n');
  must(origin === by.name, 'the checkpoint is that of another log');
  return { size: Number(size), root: bytesOf.base64(root) };
}

// A checkpoint of the log under which a witness signed too: C2SP tlog-cosignature, cosignature/v1.
async function verifyCosignature(note, log, witness) {
  const { size } = await openCheckpoint(note, await keyOf(log));
  const by = await keyOf(witness, 4);
  const { text, signature } = opened(note, by);
  must(signature.length === 72, 'the cosignature is none');
  const time = new DataView(signature.buffer).getBigUint64(0);
  must(await holds(by, signature.slice(8), `cosignature/v1\ntime ${time}\n${text}`), 'the cosignature does not hold');
  return `cosigned by ${by.name} at ${new Date(Number(time) * 1000).toISOString()}: a log of ${size} entries`;
}

async function rootOf(index, size, leaf, path) {
  must(index < size, 'the checkpoint has no such entry');
  let [node, at, last] = [leaf, index, size - 1];
  const up = () => { [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]; };
  for (const hash of path) {
    must(last > 0, 'the proof is too long');
    if (at % 2 === 1 || at === last) {
      node = await sha256(Uint8Array.of(1), hash, node);
      while (at % 2 === 0 && at !== 0) up();
    } else {
      node = await sha256(Uint8Array.of(1), node, hash);
    }
    up();
  }
  must(last === 0, 'the proof is too short');
  return node;
}

async function verifyEntry({ index, entry, proof }, key) {
  const end = proof.indexOf('\n\n');
  const lines = proof.slice(0, end).split('\n');
  must(lines.shift() === 'c2sp.org/tlog-proof@v1', 'the proof does not begin as one');
  must(lines.shift() === `index ${index}`, 'the proof is that of another entry');
  const { size, root } = await openCheckpoint(proof.slice(end + 2), await keyOf(key));
  const leaf = await sha256(Uint8Array.of(0), bytesOf.base64(entry));
  must(same(await rootOf(index, size, leaf, lines.map(bytesOf.base64)), root), 'the entry is not in the log');
  return `in the log, under its signed checkpoint of ${size} entries`;
}

// A claim as pages spell it.
function spelt(claim) {
  if (claim === null || claim === undefined) return 'none';
  if (Array.isArray(claim)) return claim.join(', ') || 'none';
  if (typeof claim !== 'object') return String(claim);
  return Object.entries(claim).map(([name, value]) => `${name} ${value}`).join(', ') || '-';
}

// A statement: the gateway's signature over it, the log's under its checkpoint, and that the page shows what was signed.
async function verifyStatement(article) {
  const plain = (text) => bytesOf.base64(text.replaceAll('-', '+').replaceAll('_', '/'));
  const compact = article.querySelector('.jws').textContent.trim();
  const [header, payload, signature] = compact.split('.');
  const key = await crypto.subtle.importKey('raw', plain(article.dataset.key), 'Ed25519', false, ['verify']);
  must(await crypto.subtle.verify('Ed25519', key, plain(signature), bytesOf.utf8(`${header}.${payload}`)),
    'the gateway did not sign it');
  const json = (part) => JSON.parse(new TextDecoder().decode(plain(part)));
  must(json(header).typ === 'entente-statement+jwt', 'it is no statement');
  const claims = json(payload);
  for (const shown of article.querySelectorAll('[data-claim]')) {
    const claim = shown.dataset.claim.slice(1).split('/').reduce((value, name) => value?.[name], claims);
    must(spelt(claim) === shown.textContent.trim(), `the page shows ${shown.textContent}, signed is ${spelt(claim)}`);
  }
  const by = await keyOf(article.dataset.logKey);
  must(claims.iss === by.name, 'the log is that of another gateway');
  const { size } = await openCheckpoint(claims.checkpoint, by);
  return `signed by the gateway, as it is shown here, from its log of ${size} entries`;
}

function onPress(selector, verify) {
  for (const button of document.querySelectorAll(selector)) {
    button.addEventListener('click', async () => {
      const told = button.nextElementSibling;
      told.textContent = '…';
      try {
        told.textContent = `✓ ${await verify(button)}`;
      } catch (e) {
        told.textContent = `✗ ${e.message}`;
      }
    });
  }
}

onPress('[data-verify]', async (button) => {
  const { entries, logKey: key } = button.closest('[data-log-key]').dataset;
  const answer = await fetch(`${entries}/${button.dataset.verify}`);
  must(answer.ok, 'the gateway did not give the entry');
  return verifyEntry(await answer.json(), key);
});
onPress('[data-verify-statement]', (button) => verifyStatement(button.closest('.statement')));
onPress('[data-verify-cosignature]', (button) => {
  const { note, key } = button.closest('[data-note]').dataset;
  return verifyCosignature(note, key, button.dataset.verifyCosignature);
});
