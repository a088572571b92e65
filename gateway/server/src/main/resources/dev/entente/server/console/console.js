// What a page cannot do without a script: passkeys, and orders that are signed with them.
'use strict';

const base64url = {
  encode: (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  decode: (text) => Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
};

// The token of the newest session of this browser, which another tab may have begun.
function csrf() {
  const cookie = document.cookie.split('; ').find((it) => it.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : document.body.dataset.csrf;
}

// A form that is sent without a script's help takes it too.
document.addEventListener('submit', ({ target }) => {
  const token = target.querySelector('input[name="X-XSRF-TOKEN"]');
  if (token) {
    token.value = csrf();
  }
}, true);

async function call(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-XSRF-TOKEN': csrf() },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(said.detail);
  }
  return said;
}

// The browser's answer to a challenge: the person was there, and showed who it is.
async function assertion(offer) {
  const made = await navigator.credentials.get({
    publicKey: {
      challenge: base64url.decode(offer.challenge),
      rpId: offer.host,
      userVerification: 'required',
    },
  });
  return {
    id: offer.id,
    authenticatorData: base64url.encode(made.response.authenticatorData),
    clientDataJSON: base64url.encode(made.response.clientDataJSON),
    signature: base64url.encode(made.response.signature),
  };
}

function onSubmit(form, act) {
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector('button[type=submit]');
    const told = form.querySelector('output');
    told.textContent = '';
    button.setAttribute('aria-busy', 'true');
    button.disabled = true;
    try {
      const done = await act(form, button.value);
      location.assign(done.location ?? form.dataset.then ?? location.href);
    } catch (e) {
      told.textContent = e.name === 'NotAllowedError' ? 'Nothing was signed. Try again.' : e.message;
      button.removeAttribute('aria-busy');
      button.disabled = false;
    }
  });
}

onSubmit(document.querySelector('#sign-in'), async (form, by) => {
  const operator = form.elements.operator.value.trim();
  if (by === 'provider') {
    return call('/sign-in/provider', { operator });
  }
  const offer = await call('/sign-in/text', { operator });
  return call('/sign-in/passkey', { operator, ...await assertion(offer) });
});

onSubmit(document.querySelector('#passkey'), async (form) => {
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { id: form.dataset.host, name: `Entente ${form.dataset.gateway}` },
      user: {
        id: new TextEncoder().encode(form.dataset.operator),
        name: form.dataset.operator,
        displayName: form.dataset.operator,
      },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    },
  });
  return call('/passkey', { publicKey: base64url.encode(made.response.getPublicKey()) });
});

onSubmit(document.querySelector('#account'), () => call('/account', {}));

// What was pasted, under the name that the field gives it.
function json(field) {
  try {
    return { [field.dataset.json]: JSON.parse(field.value) };
  } catch {
    throw new Error('That is no JSON. Paste the whole of it, from { to }.');
  }
}

for (const form of document.querySelectorAll('form[data-order]')) {
  onSubmit(form, async () => {
    const command = { ...JSON.parse(form.dataset.order) };
    for (const field of form.querySelectorAll('[data-member]')) {
      command[field.dataset.member] = field.dataset.json ? json(field) : field.value;
    }
    const offer = await call('/orders/text', {
      command,
      because: form.elements.because.value,
      then: form.dataset.then ?? location.pathname,
    });
    if (offer.location) {
      return offer; // the provider vouches for it, and sends the browser back
    }
    return call('/orders/signed', await assertion(offer));
  });
}

// Given upwards, received downwards, and the exposure that they leave, by day.
for (const chart of document.querySelectorAll('.chart[data-course]')) {
  fetch(chart.dataset.course).then((answer) => answer.json()).then(({ course }) => {
    const sum = (amounts) => Object.values(amounts).reduce((a, b) => a + b, 0);
    const style = getComputedStyle(document.body);
    const ink = style.getPropertyValue('--pico-color');
    const line = style.getPropertyValue('--pico-muted-border-color');
    const bars = (label, color) => ({
      label, stroke: color, fill: color, paths: uPlot.paths.bars({ size: [0.6, 24] }), points: { show: false },
    });
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
    const options = () => ({ width: chart.clientWidth, height: 240 });
    const day = 86_400;
    const days = course.map((it) => Date.parse(it.day) / 1000);
    // At least a fortnight, and half a day on both sides, so that bars are as wide as days.
    const scale = () => [Math.min(days[0], days.at(-1) - 14 * day) - day / 2, days.at(-1) + day / 2];
    const plot = new uPlot({
      ...options(),
      series: [
        { label: 'Day' },
        bars('Given', '#c2410c'),
        bars('Received', '#0f766e'),
        { label: 'Exposure', stroke: ink, width: 2 },
      ],
      axes: [axis, axis],
      scales: { x: { range: scale } },
    }, [
      days,
      course.map((it) => sum(it.given)),
      course.map((it) => -sum(it.received)),
      course.map((it) => it.exposure),
    ], chart);
    new ResizeObserver(() => plot.setSize(options())).observe(chart);
  });
}

// What somebody opened of a part that is shown anew stays open, and whoever was at it stays there.
document.addEventListener('htmx:oobBeforeSwap', ({ detail }) => {
  if (detail.target.role === 'status' && detail.target.textContent === detail.fragment.textContent) {
    detail.shouldSwap = false; // so that it is not read out again
  }
  for (const { id } of detail.target.querySelectorAll('details[open][id]')) {
    detail.fragment.querySelector(`#${id}`)?.setAttribute('open', '');
  }
  const at = detail.target.contains(document.activeElement) && document.activeElement.closest('details[id]')?.id;
  if (at) {
    setTimeout(() => document.querySelector(`#${at} > summary`)?.focus());
  }
});
