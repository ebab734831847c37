// Counts words as they are typed, as the server counts them: whatever stands between spaces.
// The sentence under the box always says where you are; the spoken one waits until you pause.

const PAUSE = 1000;

export function countWords(root) {
  root.querySelectorAll("[data-words]").forEach((group) => {
    const box = group.querySelector("textarea");
    const shown = group.querySelector("[data-words-said]");
    if (!box || !shown) return;
    const spoken = document.createElement("p");
    spoken.className = "govuk-visually-hidden";
    spoken.setAttribute("aria-live", "polite");
    group.append(spoken);
    let waiting = 0;
    const tell = () => {
      const limit = Number(group.dataset.words);
      const used = (box.value.match(/\S+/g) || []).length;
      shown.textContent = sentence(limit - used, limit);
      shown.classList.toggle("govuk-error-message", used > limit);
      shown.classList.toggle("govuk-hint", used <= limit);
      clearTimeout(waiting);
      waiting = setTimeout(() => { spoken.textContent = shown.textContent; }, PAUSE);
    };
    box.addEventListener("input", tell);
    if (box.value) tell();
  });
}

function sentence(left, limit) {
  if (left === limit) return `You can write up to ${words(limit)}`;
  return left < 0 ? `${words(-left)} too many` : `${words(left)} left of ${limit.toLocaleString("en-GB")}`;
}

function words(number) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? "word" : "words"}`;
}
