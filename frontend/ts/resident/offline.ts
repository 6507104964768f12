// The page's side of the service worker: register it when the page is done, tell it which page was read.

import { fetchParts } from "../shared/later";
import { all } from "../shared/page";

interface WithSync extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

const QUIET_MS = 1500;

/** After the page itself, so that a first visit costs nothing more. `<body data-not-kept>` is never kept. */
export function offline(): void {
  showNetwork();
  window.addEventListener("online", showNetwork);
  window.addEventListener("offline", showNetwork);
  const begin = (): void => void setTimeout(() => void register().catch(fetchParts), QUIET_MS);
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (document.body.dataset.notKept !== undefined) return;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const pictures = all<HTMLImageElement>("main img[src]").map((image) => image.src);
  const page = location.origin + location.pathname + location.search;
  const own = document.body.dataset.receiptUrl;
  const spoken = all<HTMLElement>("[data-clip]").map((button) => new URL(button.dataset.clip ?? "", location.href).href);
  const language = document.documentElement.lang.toLowerCase();
  active?.postMessage({
    read: page, language, own: own ? new URL(own, location.href).href : "", with: [...loaded, ...pictures, ...spoken],
  });
}

/** Asks the browser to send what waits even when this page is closed, where it can. */
export async function askForSync(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration: WithSync | undefined = await navigator.serviceWorker.getRegistration();
  await registration?.sync?.register("outbox").catch(() => undefined);
}

function showNetwork(): void {
  const gone = navigator.onLine === false;
  for (const banner of all<HTMLElement>("[data-banner=offline]")) banner.hidden = !gone;
  for (const button of all<HTMLElement>("[data-offline-words]")) {
    button.dataset.onlineWords ??= button.textContent ?? "";
    button.textContent = (gone ? button.dataset.offlineWords : button.dataset.onlineWords) ?? "";
  }
}
