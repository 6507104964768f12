import { all, one } from "./page";

/** For browsers without :has(): the chosen tile, choice and answer carry a class. */
export function choices(): void {
  document.addEventListener("change", mark);
  document.addEventListener("reset", () => setTimeout(mark));
  window.addEventListener("pageshow", mark);
  mark();
}

function mark(): void {
  for (const label of all<HTMLElement>(".tile, .choice")) {
    const input = one<HTMLInputElement>("input", label);
    if (!input) continue;
    label.classList.toggle("is-checked", input.checked);
    label.dataset.value = input.value;
  }
  const both = one<HTMLInputElement>("#both");
  document.body.classList.toggle("shows-both", both?.checked ?? false);
  all<HTMLElement>(".check").forEach(markCheck);
}

function markCheck(check: HTMLElement): void {
  const answers = all<HTMLInputElement>("input:checked", check).map((input) => input.value);
  const questions = new Set(all<HTMLInputElement>("input[type=radio]", check).map((input) => input.name));
  if (answers.includes("no")) check.dataset.answered = "no";
  else if (answers.length > 0 && answers.length === questions.size) check.dataset.answered = "yes";
  else delete check.dataset.answered;
}
