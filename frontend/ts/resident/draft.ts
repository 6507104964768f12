import { all, one } from "../shared/page";
import { forget, read, write } from "../shared/store";

const PREFIX = "delek.draft.";
const NOT_KEPT = ["file", "password", "submit", "button", "reset"];

type Fields = Record<string, string>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What was typed survives a reload, a lost network and an error page. It goes only when the server says that it has it:
 * `<body data-clear-draft="report">` forgets every draft whose name starts so.
 */
export function draft(): void {
  const arrived = document.body.dataset.clearDraft;
  if (arrived) forget(PREFIX + arrived);
  for (const form of all<HTMLFormElement>("form[data-draft]")) start(form);
  all<HTMLInputElement>("input[name=submission_id]").forEach(number);
}

function start(form: HTMLFormElement): void {
  const key = PREFIX + form.dataset.draft;
  restore(form, read<Fields>(key, {}));
  all<HTMLInputElement>("input[name=submission_id]", form).forEach(number);
  const save = (): void => write(key, collect(form));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

/** The same number on every attempt: the server keeps one report however often it is sent. */
function number(input: HTMLInputElement): void {
  if (!input.value) input.value = uuid();
}

function uuid(): string {
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

/** What the server put into the form itself wins over the draft. */
function restore(form: HTMLFormElement, fields: Fields): void {
  for (const control of controls(form)) {
    const value = fields[control.name];
    if (value === undefined) continue;
    if (!isChoice(control)) control.value ||= value;
    else if (!one(`[name="${CSS.escape(control.name)}"][checked]`, form)) control.checked = control.value === value;
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
