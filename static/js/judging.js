// While a choice has the focus, a digit chooses: 1 the first, 2 the second. Arrows do so without a script.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = target.form.elements[target.name][Number(key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});
