// Behind an @ in a post, offers the people of the community whose name begins as it is typed. Without this, whole
// names are typed, or people are chosen from the list under the box.

const PAUSE = 250;

export function offerNames(root) {
  root.querySelectorAll("form[data-mentions]").forEach((form) => {
    const box = form.querySelector("textarea");
    if (!box || !form.dataset.mentions) return;
    const offered = document.createElement("div");
    offered.className = "gt-names";
    offered.setAttribute("role", "group");
    offered.setAttribute("aria-label", "People to mention");
    const spoken = document.createElement("p");
    spoken.className = "govuk-visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    box.after(offered, spoken);
    let waiting = 0;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => offer(form.dataset.mentions, box, offered, spoken), PAUSE);
    });
  });
}

function typed(box) {
  const before = box.value.slice(0, box.selectionStart);
  const found = before.match(/(?:^|\s)@([^@\n]{1,40})$/u);
  return found ? found[1] : "";
}

async function offer(address, box, offered, spoken) {
  const starts = typed(box);
  let people = [];
  if (starts.trim()) {
    try {
      const answer = await fetch(`${address}?starts=${encodeURIComponent(starts)}`, { credentials: "same-origin" });
      if (answer.ok) people = (await answer.json()).people;
    } catch {
      people = [];
    }
  }
  if (typed(box) !== starts) return;
  offered.replaceChildren(...people.map((one) => button(one, box, offered, starts)));
  spoken.textContent = people.length ? `${people.length} ${people.length === 1 ? "person" : "people"} to mention` : "";
}

function button(one, box, offered, starts) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary gt-button--small";
  made.textContent = `${one.name}, ${one.stands}`;
  made.addEventListener("click", () => {
    const end = box.selectionStart;
    box.setRangeText(`${one.name} `, end - starts.length, end, "end");
    offered.replaceChildren();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
  return made;
}
