import { all, fill, one } from "../shared/page";

type Box = HTMLInputElement;

let last: string | undefined;

/** Rows are chosen by their boxes: shift takes all between two; how many are chosen is said beside what can be done. */
export function pick(): void {
  document.addEventListener("click", (event) => {
    const box = event.target as Box;
    if (!box.matches?.(".rows input.pick")) return;
    if (event.shiftKey && last) between(last, box);
    last = box.value;
  });
  document.addEventListener("change", (event) => {
    if ((event.target as Element).matches(".pick")) say();
  });
}

/** Chooses the row that has the focus, or leaves it again. */
export function pickFocused(): boolean {
  const box = one<Box>("input.pick", document.activeElement?.closest("li") ?? document.createElement("li"));
  if (!box) return false;
  box.checked = !box.checked;
  last = box.value;
  say();
  return true;
}

/** What was chosen stays so where nothing of it changed; a case that moved meanwhile is looked at again. */
export function chosenIn(place: Element): string[] {
  return all<Box>("input.pick:checked", place).map((box) => box.value);
}

export function chooseAgain(place: Element, values: string[]): void {
  for (const box of all<Box>("input.pick", place)) box.checked = values.includes(box.value);
  say();
}

function between(from: string, to: Box): void {
  const boxes = all<Box>(".rows input.pick");
  const ends = [boxes.findIndex((box) => box.value === from), boxes.indexOf(to)];
  if (ends.some((end) => end < 0)) return;
  for (const box of boxes.slice(Math.min(...ends), Math.max(...ends) + 1)) box.checked = to.checked;
  say();
}

function say(): void {
  const form = one<HTMLFormElement>("#picked");
  const count = form && one("[data-picked-count]", form);
  if (!form || !count) return;
  const chosen = all(".rows input.pick:checked").length;
  count.textContent = fill(form.dataset.picked, { n: chosen });
  form.classList.toggle("is-shown", chosen > 0);
}
