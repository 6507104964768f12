import { all, isEditable } from "../shared/page";

/** Keeps `[data-fresh]` elements fresh while somebody looks. Without scripts the page has a link that does the same. */
export function fresh(): void {
  for (const place of all<HTMLElement>("[data-fresh]")) {
    const every = Number(place.dataset.freshEvery ?? "10") * 1000;
    setInterval(() => void renew(place), every);
    document.addEventListener("visibilitychange", () => void renew(place));
  }
}

async function renew(place: HTMLElement): Promise<void> {
  const url = place.dataset.fresh;
  if (!url || document.hidden || isInUse(place)) return;
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "refresh" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const html = await answer.text();
    if (!isInUse(place) && html !== place.dataset.freshIs) {
      place.dataset.freshIs = html;
      place.innerHTML = html;
    }
  } catch {
    // No network: what stands there stays.
  }
}

function isInUse(place: HTMLElement): boolean {
  const active = document.activeElement;
  return Boolean(active && place.contains(active) && (isEditable(active) || active.matches("button")));
}
