// Verifies that an entry is in the log, with nothing but what the browser has: RFC 6962 hashes, RFC 9162 paths, and
// an Ed25519 signature of the log's key under a C2SP checkpoint.
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

async function logKey(text) {
  const [name, hash, ...rest] = text.split('+');
  const typed = bytesOf.base64(rest.join('+'));
  must(typed.length === 33 && typed[0] === 1, 'the log’s key is no Ed25519 key');
  const id = (await sha256(bytesOf.utf8(`${name}\n`), typed)).slice(0, 4);
  must([...id].map((byte) => byte.toString(16).padStart(2, '0')).join('') === hash, 'the log’s key has another hash');
  return { name, id, key: await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']) };
}

async function openCheckpoint(note, by) {
  const end = note.lastIndexOf('\n\n');
  must(end > 0, 'the checkpoint is no signed note');
  const text = note.slice(0, end + 1);
  const own = note.slice(end + 2).split('\n')
    .map((line) => /^— ([^ +]+) ([A-Za-z0-9+/]+=*)$/.exec(line))
    .filter((line) => line && line[1] === by.name)
    .map((line) => bytesOf.base64(line[2]))
    .find((signature) => same(signature.slice(0, 4), by.id));
  must(own, 'the log’s key did not sign the checkpoint');
  must(await crypto.subtle.verify('Ed25519', by.key, own.slice(4), bytesOf.utf8(text)),
    'the signature of the checkpoint does not hold');
  const [origin, size, root] = text.split('\n');
  must(origin === by.name, 'the checkpoint is that of another log');
  return { size: Number(size), root: bytesOf.base64(root) };
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
  const { size, root } = await openCheckpoint(proof.slice(end + 2), await logKey(key));
  const leaf = await sha256(Uint8Array.of(0), bytesOf.base64(entry));
  must(same(await rootOf(index, size, leaf, lines.map(bytesOf.base64)), root), 'the entry is not in the log');
  return `in the log, under its signed checkpoint of ${size} entries`;
}

for (const button of document.querySelectorAll('[data-verify]')) {
  button.addEventListener('click', async () => {
    const told = button.nextElementSibling;
    told.textContent = '…';
    try {
      const { entries, logKey: key } = button.closest('[data-log-key]').dataset;
      const answer = await fetch(`${entries}/${button.dataset.verify}`);
      must(answer.ok, 'the gateway did not give the entry');
      told.textContent = `✓ ${await verifyEntry(await answer.json(), key)}`;
    } catch (e) {
      told.textContent = `✗ ${e.message}`;
    }
  });
}
