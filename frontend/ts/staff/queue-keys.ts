import { all, isEditable, one } from "../shared/page";
import { pickFocused } from "./pick";

const BOXES = "input:not([type=hidden]), select, textarea";

/** j and k walk the queue, / searches, ? lists the keys, any other letter presses the `[data-key]` element on the page. */
export function queueKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isEditable(event.target as Element) || one("dialog[open]")) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key: string): boolean {
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "/") return search();
  if (key === "?") return showKeys();
  if (key === "Enter") return open();
  if (key === "x") return pickFocused();
  if (key === "n") return openNext(1);
  if (key === "p") return openNext(-1);
  return key.length === 1 && click(key.toLowerCase());
}

function rows(): HTMLElement[] {
  return all<HTMLElement>(".queue .row, .queue .cluster").filter((row) => row.tabIndex >= 0);
}

function walk(step: number): boolean {
  const list = rows();
  const focused = list.findIndex((row) => row === document.activeElement);
  const start = focused >= 0 ? focused : list.findIndex((row) => row.hasAttribute("aria-current"));
  const next = list[Math.min(list.length - 1, Math.max(0, start + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

/** A focused row or button opens by itself; only without any focus does Enter open the first row. */
function open(): boolean {
  if (document.activeElement !== document.body) return false;
  const row = rows().find((candidate) => !candidate.hasAttribute("aria-current"));
  row?.click();
  return row !== undefined;
}

/** The case after the open one, or before it. */
function openNext(step: number): boolean {
  const list = rows();
  const open = list.findIndex((row) => row.hasAttribute("aria-current"));
  const next = list[open < 0 ? 0 : open + step];
  next?.click();
  return next !== undefined;
}

function search(): boolean {
  const input = one<HTMLInputElement>("[data-search], .find input");
  input?.focus();
  input?.select();
  return input !== null;
}

function showKeys(): boolean {
  const dialog = one<HTMLDialogElement>("dialog#keys");
  dialog?.showModal();
  return dialog !== null;
}

function click(key: string): boolean {
  const target = all<HTMLElement>(`[data-key="${CSS.escape(key)}"]`).find((element) => element.offsetParent !== null);
  if (!target || target.getAttribute("aria-disabled") === "true") return false;
  target.click();
  if (target.tagName === "SUMMARY") one<HTMLElement>(BOXES, target.parentElement ?? document)?.focus();
  return true;
}
