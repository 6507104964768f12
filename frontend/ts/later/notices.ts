// Notices in this browser, asked for by a tap and never on load. What is told of where lives in told.ts.

import { HEADERS } from "../outbox/send";
import { bytes } from "../shared/base64";
import { all, one } from "../shared/page";
import { forgetTold, isTold, lastReached, noteReached, noteTold } from "../shared/told";

/** `<div data-push="sender's key" data-address data-number data-told data-none data-denied data-failed hidden>`. */
export function notices(): void {
  for (const place of all<HTMLElement>("[data-push]")) {
    place.hidden = false;
    one("[data-push-on]", place)?.addEventListener("click", () => void tried(place, () => begin(place)));
    one("[data-push-off]", place)?.addEventListener("click", () => void tried(place, () => end(place)));
    const lost = place.dataset.lost !== undefined;
    if (lost) void forgetTold(location.pathname);
    void isTold(place.dataset.number ?? "").then((told) => show(place, told && !lost && Notification.permission === "granted"));
  }
}

async function tried(place: HTMLElement, work: () => Promise<string>): Promise<void> {
  const buttons = all<HTMLButtonElement>("button", place);
  for (const button of buttons) button.disabled = true;
  const trouble = await work().catch(() => place.dataset.failed ?? "");
  const text = one("[data-push-trouble]", place);
  if (text) text.textContent = trouble;
  for (const button of buttons) button.disabled = false;
}

/** Answers what stands in the way, in words; nothing where it worked. */
async function begin(place: HTMLElement): Promise<string> {
  if ((await Notification.requestPermission()) !== "granted") return place.dataset.denied ?? "";
  const browser = (await subscribed(place.dataset.push ?? "")).toJSON();
  const fields = { endpoint: browser.endpoint ?? "", key: browser.keys?.p256dh ?? "", secret: browser.keys?.auth ?? "" };
  if (!(await post(place.dataset.address ?? "", fields))) return place.dataset.failed ?? "";
  await noteTold(place.dataset.number ?? "", location.pathname);
  await noteReached({ endpoint: fields.endpoint, key: place.dataset.push ?? "" });
  delete place.dataset.lost;
  for (const words of all<HTMLElement>("[data-push-lost]")) words.hidden = true;
  say(place, place.dataset.told);
  show(place, true);
  return "";
}

async function end(place: HTMLElement): Promise<string> {
  const browser = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
  const endpoint = browser?.endpoint ?? (await lastReached())?.endpoint ?? "";
  if (!(await post(`${place.dataset.address}/stop`, { endpoint }))) return place.dataset.failed ?? "";
  if (await forgetTold(location.pathname)) await browser?.unsubscribe();
  say(place, place.dataset.none);
  show(place, false);
  return "";
}

/** One subscription serves every report of this browser; one made for another sender's key is of no use. */
async function subscribed(key: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const asked = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  try {
    return await pushManager.subscribe(asked);
  } catch (error) {
    const old = await pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return pushManager.subscribe(asked);
  }
}

async function post(address: string, fields: Record<string, string>): Promise<boolean> {
  return (await fetch(address, { method: "POST", headers: HEADERS, body: new URLSearchParams(fields) })).ok;
}

function show(place: HTMLElement, told: boolean): void {
  for (const button of all<HTMLElement>("[data-push-on], [data-push-hint]", place)) button.hidden = told;
  for (const button of all<HTMLElement>("[data-push-off]", place)) button.hidden = !told;
}

function say(place: HTMLElement, words: string | undefined): void {
  const way = one("[data-way]");
  if (way) way.textContent = words ?? "";
  for (const form of all<HTMLElement>("[data-no-notices]")) form.hidden = words === place.dataset.none;
}
