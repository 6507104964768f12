import { one } from "../shared/page";

/** The panel over the queue: its first field takes the focus when it opens; Escape and its Cancel close it, and the focus goes back. */
export function queuePanel(): void {
  document.addEventListener("htmx:afterSwap", (event) => {
    const panel = event.target as Element;
    if (panel.id === "panel") one<HTMLElement>("input:not([type=hidden]), select", panel)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close()) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("#panel [data-close-panel]") && close()) event.preventDefault();
  });
}

function close(): boolean {
  const panel = one<HTMLElement>("#panel");
  if (!panel?.firstElementChild) return false;
  panel.replaceChildren();
  one<HTMLElement>("[hx-target='#panel']")?.focus();
  return true;
}
