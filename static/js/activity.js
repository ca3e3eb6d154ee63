// Writing down an activity works without this. It keeps what is typed, and says what is known.

const PAUSE = 800; // ms without a key before the server is asked
const OWN_ANSWER = { redirect: "manual" }; // the page to sign in is no answer

const soon = (act) => {
  let waiting;
  return () => { clearTimeout(waiting); waiting = setTimeout(act, PAUSE); };
};

for (const form of document.querySelectorAll("form[data-draft]")) {
  let sent = false;
  const kept = form.querySelector("[data-draft-kept]");
  const keep = soon(async () => {
    if (sent) return;
    const body = new FormData(form);
    const answer = await fetch(form.dataset.draft, { method: "POST", body, ...OWN_ANSWER });
    if (kept) kept.hidden = !answer.ok;
  });
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => { sent = true; });
}

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const title = form.querySelector("[name=title]");
  const place = form.querySelector("[data-suggestions]");
  title?.addEventListener("input", soon(async () => {
    const asked = new URLSearchParams({ q: title.value });
    const answer = await fetch(`${form.dataset.suggest}?${asked}`, OWN_ANSWER);
    if (answer.ok) place.innerHTML = await answer.text(); // our own page: what others wrote is escaped in it
  }));
}
