import { all, fill } from "../shared/page";

const PAUSE_MS = 400;

/** Says how many characters are left, after a pause, so that a screen reader is not talked over. */
export function counter(): void {
  for (const area of all<HTMLTextAreaElement>("textarea[maxlength][data-left]")) {
    const place = document.createElement("span");
    place.className = "counter";
    place.setAttribute("role", "status");
    area.after(place);
    let timer = 0;
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => (place.textContent = left(area)), PAUSE_MS);
    });
  }
}

function left(area: HTMLTextAreaElement): string {
  return fill(area.dataset.left, { n: area.maxLength - area.value.length });
}
