import { all, one } from "../shared/page";
import { forget, read, write } from "../shared/store";

const PREFIX = "delek.draft.";
const NOT_KEPT = ["file", "password", "submit", "button", "reset"];

type Fields = Record<string, string>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What was typed survives a reload, a lost network and an error page. It goes only when the server or the phone's
 * outbox has it: `<body data-clear-draft="report">` forgets every draft whose name starts so.
 */
export function draft(): void {
  const arrived = document.body.dataset.clearDraft;
  if (arrived) forget(PREFIX + arrived);
  for (const form of all<HTMLFormElement>("form[data-submit], form[data-draft]")) start(form);
}

/**
 * The same number on every attempt: the server keeps one report however often it is sent. The one in the page may
 * come from the phone's own copy of the page and have been used before: it is never taken.
 */
function start(form: HTMLFormElement): void {
  const known = form.dataset.draft === undefined ? {} : read<Fields>(keyOf(form), {});
  restore(form, known);
  number(form, known.submission_id ?? uuid());
  if (form.dataset.draft === undefined) return;
  const save = (): void => write(keyOf(form), collect(form));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

export function forgetDraft(form: HTMLFormElement): void {
  if (form.dataset.draft === undefined) return;
  forget(keyOf(form));
  form.dispatchEvent(new Event("forgotten"));
}

/** A new number for a form whose number was used. */
export function renew(form: HTMLFormElement): void {
  number(form, uuid());
  if (form.dataset.draft !== undefined) write(keyOf(form), collect(form));
}

export function number(form: HTMLFormElement, value: string): void {
  for (const input of all<HTMLInputElement>("input[name=submission_id]", form)) input.value = value;
}

export function keyOf(form: HTMLFormElement): string {
  return PREFIX + form.dataset.draft;
}

export function uuid(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function collect(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const control of controls(form)) {
    if (!isChoice(control) || control.checked) fields[control.name] = control.value;
  }
  return fields;
}

/** What the server put into the form itself wins over the draft; not over what is `over` it: a thing to put right. */
export function restore(form: HTMLFormElement, fields: Fields, over = false): void {
  for (const control of controls(form)) {
    const value = fields[control.name];
    const given = !over && one(`[name="${CSS.escape(control.name)}"][checked]`, form);
    if (value === undefined) continue;
    if (isChoice(control)) control.checked = given ? control.checked : control.value === value;
    else if (over || control instanceof HTMLSelectElement) control.value = value;
    else control.value ||= value;
  }
}

function controls(form: HTMLFormElement): Control[] {
  return all<Control>("input[name], textarea[name], select[name]", form).filter(
    (control) =>
      !NOT_KEPT.includes(control.type) &&
      control.dataset.noDraft === undefined &&
      (control.type !== "hidden" || control.name === "submission_id"),
  );
}

function isChoice(control: Control): control is HTMLInputElement {
  return control.type === "radio" || control.type === "checkbox";
}
