/// <reference lib="webworker" />
// Our own small service worker. The server puts its version and the parts to keep before it: see web/public/offline.py.

import { flush } from "./outbox/send";
import { answer } from "./worker/answering";
import { activate, forgetOwn, install, keepRead } from "./worker/caches";
import { endNotices, openNotice, renewNotices, showNotice } from "./worker/notices";

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

interface SubscriptionChange extends ExtendableEvent {
  readonly newSubscription?: PushSubscription | null;
}

interface Told {
  read?: string;
  language?: string;
  own?: string;
  with?: string[];
  forget?: string;
}

const worker = self as unknown as ServiceWorkerGlobalScope;

// At once: every page asks the network first, so a new version never meets an old page that needs the old one.
worker.addEventListener("install", (event) => event.waitUntil(install().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(activate().then(() => worker.clients.claim())));
worker.addEventListener("fetch", answer);

worker.addEventListener("message", (event) => {
  const told = event.data as Told;
  if (told.read) event.waitUntil(keepRead(told.read, told.language ?? "", told.own ?? "", told.with ?? []));
  if (told.forget) event.waitUntil(Promise.all([forgetOwn(told.forget), endNotices(told.forget)]));
});

worker.addEventListener("push", (event) => event.waitUntil(showNotice(event.data)));
worker.addEventListener("pushsubscriptionchange", (event) => {
  const change = event as unknown as SubscriptionChange;
  change.waitUntil(renewNotices(change.newSubscription ?? null));
});
worker.addEventListener("notificationclick", (event) => event.waitUntil(openNotice(event.notification)));

// The network is back, perhaps long after the page was closed. A rejection lets the browser come back later.
worker.addEventListener("sync", (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === "outbox") sync.waitUntil(send());
});

async function send(): Promise<void> {
  const done = await flush();
  for (const client of await worker.clients.matchAll()) client.postMessage("outbox");
  if (!done) throw new Error("something still waits");
}
