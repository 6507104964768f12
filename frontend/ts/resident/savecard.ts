import { later } from "../shared/later";
import { all } from "../shared/page";

/** `<button data-save-card>` saves the receipt of the page as a picture. */
export function saveCard(): void {
  for (const button of all<HTMLButtonElement>("button[data-save-card]")) {
    button.addEventListener("click", () => void later("card").then(({ save }) => save(button)));
  }
}
