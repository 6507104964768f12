import { all } from "../shared/page";

let playing: HTMLAudioElement | null = null;

/** `<button data-clip="address">` speaks a label; a second tap, or another label, stops it. */
export function clips(): void {
  for (const button of all<HTMLButtonElement>("button[data-clip]")) button.addEventListener("click", () => speak(button));
}

function speak(button: HTMLButtonElement): void {
  const mine = button.getAttribute("aria-pressed") === "true";
  playing?.pause();
  if (mine) return;
  playing = new Audio(button.dataset.clip);
  const say = (pressed: boolean) => () => button.setAttribute("aria-pressed", String(pressed));
  for (const end of ["pause", "ended", "error"]) playing.addEventListener(end, say(false));
  say(true)();
  playing.play().catch(say(false));
}
