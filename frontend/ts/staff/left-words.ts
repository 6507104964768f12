import { all, one } from "../shared/page";

type Form = HTMLFormElement;
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Left {
  person: string;
  again: string;
  version: string;
  transition: string;
  wasSent: boolean;
  hasLookedAgain: boolean;
  values: Record<string, string>;
}

const KEY = "left-words";

/** What was being written when the time was over waits in this tab and is given back after signing in, to the same person only. */
export function leftWords(): void {
  document.addEventListener("submit", (event) => keepWords(event.target as Form, true), true);
  const left = take();
  if (left && left.person === (document.body.dataset.person ?? "")) giveBack(left);
}

/** Keeps what stands in the open form. One that was sent comes back only if it did not arrive: the case has not moved. */
export function keepWords(form: Form | null = one<Form>("form[data-composer]"), wasSent = false): void {
  if (!form?.matches("[data-composer]")) return;
  keep({
    person: document.body.dataset.person ?? "", again: form.dataset.again ?? "", wasSent, hasLookedAgain: false,
    version: hidden(form, "version"), transition: hidden(form, "transition"),
    values: Object.fromEntries(fields(form).map((field) => [field.name, field.value])),
  });
}

/** The address that shows this page again with its open form: that of an answer to a form does not. */
export function pageAgain(): string {
  return one<Form>("form[data-composer]")?.dataset.again ?? location.pathname + location.search;
}

function giveBack(left: Left): void {
  const form = one<Form>("form[data-composer]");
  // What came back with an answer stands there already.
  if (!form || form.matches("[data-typed]") || path(form.dataset.again) !== path(left.again)) return;
  if (left.wasSent && hidden(form, "version") !== left.version) return;
  if (hidden(form, "transition") !== left.transition) return lookAgain(left);
  for (const field of fields(form)) field.value = left.values[field.name] ?? field.value;
  const notice = one<HTMLElement>("[data-given-back]", form);
  if (notice) notice.hidden = false;
  form.scrollIntoView({ block: "nearest" });
}

/** The page shows another step than the one that was being written: once, ask for that one. */
function lookAgain(left: Left): void {
  if (left.hasLookedAgain) return;
  keep({ ...left, hasLookedAgain: true });
  location.replace(left.again);
}

function fields(form: Form): Field[] {
  return all<Field>("textarea[name], select[name], input[name]", form).filter(
    (field) => !/^(hidden|file|radio|checkbox|password)$/.test(field.type),
  );
}

function hidden(form: Form, name: string): string {
  return one<HTMLInputElement>(`input[type=hidden][name=${name}]`, form)?.value ?? "";
}

function path(address: string | undefined): string {
  return (address ?? "").split("?", 1)[0] ?? "";
}

function keep(left: Left): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(left));
  } catch {
    // Shut off or full: the words are still on the page.
  }
}

function take(): Left | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text ? (JSON.parse(text) as Left) : null;
  } catch {
    return null;
  }
}
