import { all, one } from "../shared/page";

/** Lays the photo of afterwards over the one of before; the range moves the line between them, by pointer and by keys. */
export function sides(): void {
  document.addEventListener("input", (event) => {
    const range = event.target as HTMLInputElement;
    if (range.parentElement?.matches("[data-sides]")) cut(range.parentElement, range);
  });
  document.addEventListener("htmx:afterSettle", begin);
  begin();
}

function begin(): void {
  for (const figure of all<HTMLElement>("[data-sides]:not(.is-live)")) {
    const range = one<HTMLInputElement>("input", figure);
    if (!range) continue;
    range.hidden = false;
    figure.classList.add("is-live");
    cut(figure, range);
  }
}

function cut(figure: HTMLElement, range: HTMLInputElement): void {
  figure.style.setProperty("--cut", `${range.value}%`);
}
