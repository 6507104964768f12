import { all, one } from "../shared/page";

type Form = HTMLFormElement;
type Letter = HTMLTextAreaElement;

/** What this script last wrote into a letter: a letter that says something else was touched by a person. */
const written = new WeakMap<Letter, string>();

/**
 * Nothing goes out in one language by accident: until every `textarea[data-must]` says something, the send button is off
 * and the line beside it says which is missing. Works on forms that htmx brings later.
 */
export function composer(): void {
  document.addEventListener("input", (event) => review(formOf(event.target)));
  document.addEventListener("change", (event) => choose(event.target));
  document.addEventListener("click", (event) => choose((event.target as Element).closest("button[data-sentence-bo]")));
  document.addEventListener("submit", (event) => guard(event), true);
  document.addEventListener("htmx:afterSettle", reviewAll);
  reviewAll();
}

function reviewAll(): void {
  for (const form of all<Form>("form[data-composer]")) {
    const chosen = one<HTMLElement>("input[data-sentence-bo]:checked, option[data-sentence-bo]:checked", form);
    if (chosen) offer(form, chosen);
    review(form);
  }
}

function formOf(target: EventTarget | null): Form | null {
  return target instanceof Element ? target.closest<Form>("form[data-composer]") : null;
}

function choose(target: EventTarget | null): void {
  const form = formOf(target);
  if (!form) return;
  const source = target instanceof HTMLSelectElement ? target.selectedOptions[0] : (target as HTMLElement);
  if (source?.dataset.sentenceBo !== undefined || source?.dataset.sentenceZh !== undefined) offer(form, source);
  review(form);
}

/** Puts the prepared sentences into the letters that nobody has changed. */
function offer(form: Form, source: HTMLElement): void {
  const sentences: Record<string, string | undefined> = {
    bo: source.dataset.sentenceBo,
    zh: source.dataset.sentenceZh,
  };
  for (const letter of letters(form)) {
    const sentence = sentences[letter.dataset.must ?? ""];
    const untouched = letter.value.trim() === "" || letter.value === written.get(letter);
    if (sentence === undefined || !untouched) continue;
    letter.value = sentence;
    written.set(letter, sentence);
  }
}

function letters(form: Form): Letter[] {
  return all<Letter>("textarea[data-must]", form);
}

function missing(form: Form): Letter[] {
  return letters(form).filter((letter) => gap(form, letter));
}

/** What is still to be filled for a letter: itself, or the words in its language that stand in braces in it. */
function gap(form: Form, letter: Letter): HTMLElement | undefined {
  if (letter.value.trim() === "") return letter;
  if (!/\{\w+\}/.test(letter.value)) return undefined;
  const asked = all<HTMLInputElement>(".fields input[lang]", form);
  return asked.find((input) => input.lang.startsWith(letter.dataset.must ?? "-") && input.value.trim() === "");
}

function review(form: Form | null): void {
  if (!form) return;
  const empty = missing(form);
  for (const button of all<HTMLButtonElement>("[data-send]", form)) {
    button.setAttribute("aria-disabled", String(empty.length > 0));
  }
  const line = one<HTMLElement>("[data-both]", form);
  if (!line) return;
  line.hidden = false;
  line.classList.toggle("is-missing", empty.length > 0);
  const text = empty.length > 0 ? empty.map((letter) => letter.dataset.missing).join(" ") : line.dataset.ready;
  const place = one<HTMLElement>("[data-both-text]", line) ?? line;
  if (place.textContent !== text) place.textContent = text ?? "";
}

function guard(event: SubmitEvent): void {
  const form = formOf(event.target);
  const send = event.submitter === null || event.submitter.matches("[data-send]");
  const first = form && send ? missing(form)[0] : undefined;
  if (!first) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  (gap(form as Form, first) ?? first).focus();
}
