// A form marked data-keep asks before the page is left with words in it that have not been saved.

export function warnBeforeLeaving(root) {
  root.querySelectorAll("form[data-keep]").forEach((form) => {
    form.addEventListener("input", () => { form.dataset.unsaved = "yes"; });
    form.addEventListener("submit", () => { delete form.dataset.unsaved; });
  });
  window.addEventListener("beforeunload", (event) => {
    if (root.querySelector("form[data-unsaved]")) event.preventDefault();
  });
}
