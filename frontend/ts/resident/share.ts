import { all } from "../shared/page";

const SHOWN_MS = 4000;

/** `<button data-copy-link="address" data-copied="Copied">`; an empty value means this page. */
export function share(): void {
  for (const button of all<HTMLButtonElement>("button[data-copy-link]")) {
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const link = new URL(button.dataset.copyLink || location.href, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    copyTheOldWay(link);
  }
  confirm(button);
}

function copyTheOldWay(link: string): void {
  const area = document.createElement("textarea");
  area.value = link;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function confirm(button: HTMLButtonElement): void {
  const said = document.createElement("span");
  said.className = "small quiet centred";
  said.setAttribute("role", "status");
  button.after(said);
  said.textContent = button.dataset.copied ?? "";
  setTimeout(() => said.remove(), SHOWN_MS);
}
