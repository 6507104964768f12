import { flush, type Sender } from "../outbox/send";
import { add, get, remove, type Item } from "../outbox/store";
import { clearErrors, showErrors } from "../shared/errors";
import { all, one } from "../shared/page";
import { settled } from "../shared/pending";
import { unfit } from "./check";
import { forgetDraft, renew } from "./draft";
import { packed } from "./pack";
import { busy, progress } from "./progress";
import { askForSync } from "./offline";
import { byRequest } from "./request";

/** Sends a form: first kept in the phone, then sent with its progress shown, so that nothing can get lost between. */
export function submit(): void {
  if (!("XMLHttpRequest" in window && "FormData" in window)) return;
  for (const form of all<HTMLFormElement>("form[data-submit]")) start(form);
}

function start(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.dataset.sending === undefined) void send(form, event.submitter);
  });
  // Back from the receipt with the old form still in memory: a new report needs a new page.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && form.dataset.sent !== undefined) location.reload();
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  busy(form, true);
  clearErrors(form);
  banners("");
  await settled();
  const wrong = unfit(form);
  if (Object.keys(wrong).length > 0) {
    busy(form, false);
    return showErrors(form, wrong);
  }
  const item = await packed(form, submitter);
  const id = form.dataset.now === undefined ? await add(item).catch(() => 0) : 0;
  if (id === 0) return void (await directly(form, { ...item, id }));
  const before = Number(form.dataset.outboxItem ?? 0);
  if (before) await remove(before);
  form.dataset.outboxItem = String(id);
  void askForSync();
  const sender: Sender = (each) => byRequest(each, each.id === id ? (event) => progress(form, event) : undefined);
  await flush(sender).catch(() => false);
  await ended(form, await get(id));
}

/** A phone that keeps nothing (private window, no room), or a form that is for now: it still holds what was said. */
async function directly(form: HTMLFormElement, item: Item): Promise<void> {
  const answer = await byRequest(item, (event) => progress(form, event));
  busy(form, false);
  if (answer.url && answer.status < 300) arrived(form, answer.url);
  else if (answer.errors && answer.status >= 400 && answer.status < 500) refused(form, answer.status, answer.errors);
  else banners(answer.status === 0 ? "unsent" : "trouble");
}

async function ended(form: HTMLFormElement, item: Item | undefined): Promise<void> {
  busy(form, false);
  if (item?.state === "sent" && item.url) {
    await remove(item.id);
    return arrived(form, item.url);
  }
  if (item?.state === "refused" && Object.keys(item.errors ?? {}).length > 0) {
    await remove(item.id);
    delete form.dataset.outboxItem;
    return refused(form, item.status ?? 0, item.errors ?? {});
  }
  forgetDraft(form);
  kept(form);
  document.dispatchEvent(new Event("outbox"));
}

function arrived(form: HTMLFormElement, url: string): void {
  form.dataset.sent = "";
  forgetDraft(form);
  location.assign(url);
}

function refused(form: HTMLFormElement, status: number, errors: NonNullable<Item["errors"]>): void {
  // This number already stands for other words: the next attempt is a new one.
  if (status === 409) renew(form);
  showErrors(form, errors);
}

/** In place of the form: that it is saved and will be sent. */
function kept(form: HTMLFormElement): void {
  form.dataset.sent = "";
  form.hidden = true;
  for (const banner of all<HTMLElement>("[data-banner]")) banner.hidden = true;
  for (const place of all<HTMLElement>("[data-kept]")) {
    place.hidden = false;
    const heading = one<HTMLElement>("[tabindex]", place);
    (heading ?? place).focus();
    place.scrollIntoView({ block: "start" });
  }
}

export function banners(shown: string): void {
  for (const element of all<HTMLElement>("[data-banner]")) {
    if (element.dataset.banner === "offline") continue;
    element.hidden = element.dataset.banner !== shown;
    if (!element.hidden) element.scrollIntoView({ block: "center" });
  }
}
