// Puts files and words back into a form: after a reload, and when something refused is put right.

import { draftFiles, get, keepDraft, type Item, type Kept } from "../outbox/store";
import { canWriteFiles, writeFiles } from "../shared/files";
import { showErrors } from "../shared/errors";
import { all } from "../shared/page";
import { settled } from "../shared/pending";
import { unfit } from "./check";
import { keyOf, number, restore, uuid } from "./draft";
import { filesOf } from "./pack";

const ASKED = /^#outbox=(\d+)$/;

export function refill(): void {
  const asked = Number(ASKED.exec(location.hash)?.[1] ?? 0);
  // The same page with another thing to put right begins afresh.
  window.addEventListener("hashchange", () => ASKED.test(location.hash) && location.reload());
  for (const form of all<HTMLFormElement>("form[data-submit][data-draft]")) void start(form, asked);
}

async function start(form: HTMLFormElement, asked: number): Promise<void> {
  const item = asked ? await get(asked).catch(() => undefined) : undefined;
  if (item && new URL(form.action).pathname === item.action.split("?")[0]) correct(form, item);
  else give(form, await draftFiles(keyOf(form)).catch(() => []));
  const save = (): void => void remember(form);
  form.addEventListener("change", save);
  form.addEventListener("files", save);
  form.addEventListener("forgotten", () => void keepDraft(keyOf(form), []).catch(() => undefined));
}

/** Files wait for nothing but the shrinking; a phone without room for them keeps the words alone. */
async function remember(form: HTMLFormElement): Promise<void> {
  await settled();
  if (form.dataset.sent === undefined) await keepDraft(keyOf(form), await filesOf(form)).catch(() => undefined);
}

function correct(form: HTMLFormElement, item: Item): void {
  form.dataset.outboxItem = String(item.id);
  form.dataset.writtenAt = String(item.at);
  restore(form, Object.fromEntries(item.fields), true);
  number(form, item.status === 409 ? uuid() : item.key);
  give(form, item.files);
  form.dispatchEvent(new Event("change"));
  // What the page itself finds is said in the language of now.
  showErrors(form, { ...item.errors, ...unfit(form) });
}

function give(form: HTMLFormElement, files: Kept[]): void {
  if (files.length === 0 || !canWriteFiles()) return;
  for (const field of new Set(files.map((file) => file.field))) {
    const inputs = all<HTMLInputElement>(`input[type=file][name="${CSS.escape(field)}"]`, form);
    const input = inputs.find((each) => each.dataset.photos !== undefined) ?? inputs[0];
    const mine = files.filter((file) => file.field === field);
    if (!input) continue;
    writeFiles(input, mine.map((file) => new File([file.bytes], file.name, { type: file.type })));
    input.dispatchEvent(new CustomEvent("given", { bubbles: true }));
  }
}
