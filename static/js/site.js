// What a script can add to pages that work without it.

// A page that comes back with faults starts at the list of them.
document.querySelector(".errors")?.focus();

// A second press of the same button within three seconds is part of the first. No longer: the answer
// may be a file, and then the page stays.
const PASSING = 3000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const sent = Number(form.dataset.sent ?? -PASSING);
  if (event.timeStamp - sent < PASSING) event.preventDefault();
  else form.dataset.sent = event.timeStamp;
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A button that carries out what is chosen above it says what that is.
for (const button of document.querySelectorAll("button[data-says]")) {
  const plain = button.textContent;
  const say = () => {
    const chosen = button.form.querySelector(`[name="${button.dataset.says}"]:checked`);
    button.textContent = chosen?.closest("label").textContent.trim() ?? plain;
  };
  button.form.addEventListener("change", say);
  say();
}

// A table is a stop of the Tab key only while it scrolls.
const sizes = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const box = target.closest(".scroll");
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
});
for (const each of document.querySelectorAll(".scroll, .scroll > table")) sizes.observe(each);

// Escape, or a press elsewhere, closes an open menu; Escape gives the focus back to its button.
const menus = [...document.querySelectorAll("details.drop-menu")];
const close = (menu) => { menu.open = false; };

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus.filter((each) => each.open)) {
    const inside = menu.contains(document.activeElement);
    close(menu);
    if (inside) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  menus.filter((menu) => menu.open && !menu.contains(event.target)).forEach(close);
});
for (const menu of menus) {
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
  });
}

// A file may be dragged to the whole box, not only to its button.
for (const box of document.querySelectorAll(".drop")) {
  const input = box.querySelector("input[type=file]");
  const over = (event) => { event.preventDefault(); box.classList.add("is-over"); };
  const out = () => box.classList.remove("is-over");
  box.addEventListener("dragenter", over);
  box.addEventListener("dragover", over);
  box.addEventListener("dragleave", out);
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    out();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
