// A second press of a button that has already been pressed sends nothing.
// The server also keeps each deed to once; this only spares people the doubt.

export function guardAgainstSecondSubmit(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // After this turn, so that the pressed button's own name and value still travel.
    setTimeout(() => buttons(form).forEach((button) => { button.disabled = true; }), 0);
    // A download keeps the page; nobody should be left with a dead button.
    setTimeout(() => release(form), 10000);
  });
  // Coming back with the back button shows the page as it was left: give the buttons back.
  window.addEventListener("pageshow", () => root.querySelectorAll("form[data-sent]").forEach(release));
}

function buttons(form) {
  return [...form.elements].filter((one) => one.matches("button:not([type=button]), input[type=submit]"));
}

function release(form) {
  delete form.dataset.sent;
  buttons(form).forEach((button) => { button.disabled = false; });
}
