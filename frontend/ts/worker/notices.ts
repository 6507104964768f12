// A notice came over the push service: a number and one sentence, no link. Its page is known to this browser alone.

import { HEADERS } from "../outbox/send";
import { bytes } from "../shared/base64";
import { forgetTold, lastReached, noteReached, pathOf, toldPaths } from "../shared/told";
import { SIGN } from "./caches";

interface Notice {
  number?: string;
  text?: string;
  language?: string;
}

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Browsers insist that something is shown for each; a later notice of a report takes the place of the earlier. */
export async function showNotice(data: PushMessageData | null): Promise<void> {
  const { number = "", text = "", language = "" } = read(data);
  await worker.registration.showNotification(text || "Delek", { tag: number, lang: language, icon: SIGN, data: number });
}

export async function openNotice(notice: Notification): Promise<void> {
  notice.close();
  const path = (await pathOf(String(notice.data))) || "/";
  const open = (await worker.clients.matchAll({ type: "window" })).find((each) => new URL(each.url).pathname === path);
  if (open) await open.navigate(path).then((client) => client?.focus());
  else await worker.clients.openWindow(path);
}

/** The push service gave this browser another address. A report that is no longer told of here (409) stays so. */
export async function renewNotices(given: PushSubscription | null): Promise<void> {
  const last = await lastReached();
  if (!last) return;
  const asked = { userVisibleOnly: true, applicationServerKey: bytes(last.key) };
  const browser = given ?? (await worker.registration.pushManager.subscribe(asked));
  const { endpoint = "", keys = {} } = browser.toJSON();
  const fields = { endpoint, key: keys.p256dh ?? "", secret: keys.auth ?? "", instead_of: last.endpoint };
  for (const path of await toldPaths()) {
    const answer = await fetch(`${path}/notices`, { method: "POST", headers: HEADERS, body: new URLSearchParams(fields) });
    if (answer.status === 404 || answer.status === 409) await forgetTold(path);
  }
  await noteReached({ endpoint, key: last.key });
}

/** The report was taken from this phone's memory: its notices end as well. */
export async function endNotices(path: string): Promise<void> {
  const browser = await worker.registration.pushManager?.getSubscription();
  const isLast = await forgetTold(path);
  if (!browser) return;
  const body = new URLSearchParams({ endpoint: browser.endpoint });
  await fetch(`${path}/notices/stop`, { method: "POST", headers: HEADERS, body }).catch(() => undefined);
  if (isLast) await browser.unsubscribe();
}

function read(data: PushMessageData | null): Notice {
  try {
    return (data?.json() as Notice | null) ?? {};
  } catch {
    return {};
  }
}
