const SHOWN_MS = 4000;

/** The first tap asks, the second does it; with no question the first does it. Some browsers show no dialogs. */
export function tappedTwice(button: HTMLButtonElement, question: string, act: () => void): void {
  const words = button.textContent ?? "";
  let asked = question === "";
  button.addEventListener("click", () => {
    if (asked) return act();
    asked = true;
    button.textContent = question;
    setTimeout(() => {
      asked = false;
      button.textContent = words;
    }, SHOWN_MS);
  });
}
