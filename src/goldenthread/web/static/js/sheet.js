// A sheet that is filled in row by row and saved as it is typed: once it is saved, the page says with the next save what
// it had sent. It goes on saying which save it had seen last where something came from elsewhere, for that is not on it.

export function fillInSheets(root) {
  root.querySelectorAll("form[data-sheet]").forEach((form) => {
    form.addEventListener("gt:saved", ({ detail: { words, answer } }) => {
      const number = answer.headers.get("X-Draft");
      if (!number) return;
      const rows = [...words].filter(([name]) => /_[0-9]+$/.test(name));
      form.elements.before.value = JSON.stringify(Object.fromEntries(rows));
      if (!answer.headers.has("X-Kept-Beside")) form.elements.draft.value = number;
    });
  });
}
