// The secret of a reader of the books: made here, so that the gateway is told its hash alone, and shown once.
'use strict';

{
  const MADE = 'reader-secret';
  const made = JSON.parse(sessionStorage.getItem(MADE));
  sessionStorage.removeItem(MADE);
  const told = made && document.querySelector(`[data-secret-hash="${made.hash}"] output`);
  if (told) {
    told.textContent = made.secret;
    told.hidden = false;
    told.previousElementSibling.hidden = false;
  }

  const form = document.querySelector('#open-books');
  if (form) {
    const { agreement } = JSON.parse(form.dataset.order);
    const secret = `${agreement}.${base64url.encode(crypto.getRandomValues(new Uint8Array(32)))}`;
    crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)).then((digest) => {
      const hash = base64url.encode(digest);
      form.querySelector('[data-member="secret-hash"]').value = hash;
      // A provider that vouches for the order sends the browser back to another page than this.
      form.addEventListener('submit', () => sessionStorage.setItem(MADE, JSON.stringify({ hash, secret })));
    });
  }
}
