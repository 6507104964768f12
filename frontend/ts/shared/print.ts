import { all } from "./page";

/** The print button shows itself where it works. */
export function print(): void {
  for (const button of all<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
