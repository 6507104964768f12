import { all, one } from "../shared/page";

const MENUS = ".actions details[open], details.menu[open]";

/** The menus of the actions close when somebody looks elsewhere: Escape, a click outside, another menu. */
export function menus(): void {
  document.addEventListener("click", (event) => close(event.target as Element));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || one("dialog[open]")) return;
    const menu = (event.target as Element).closest<HTMLDetailsElement>(MENUS);
    close(document.body);
    if (menu) one<HTMLElement>("summary", menu)?.focus();
  });
}

function close(target: Element): void {
  for (const menu of all<HTMLDetailsElement>(MENUS)) {
    if (!menu.contains(target)) menu.open = false;
  }
}
