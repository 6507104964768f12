import { all, fill, one } from "../shared/page";
import { settled } from "../shared/pending";
import { clearErrors, showErrors, type Errors } from "./errors";

const LONGEST_MS = 180_000;

/** Sends a form with its progress shown. Without it, or without XMLHttpRequest, the browser sends the form itself. */
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
  window.addEventListener("online", () => banner("offline", false));
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  busy(form, true);
  clearErrors(form);
  banner("offline", false);
  banner("trouble", false);
  await settled();
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.timeout = LONGEST_MS;
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.upload.addEventListener("progress", (event) => progress(form, event));
  request.addEventListener("load", () => answered(form, request));
  for (const failure of ["error", "timeout", "abort"]) {
    request.addEventListener(failure, () => failed(form, "offline"));
  }
  request.send(body(form, submitter));
}

function body(form: HTMLFormElement, submitter: HTMLElement | null): FormData {
  const data = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name) data.append(submitter.name, submitter.value);
  return data;
}

function answered(form: HTMLFormElement, request: XMLHttpRequest): void {
  const answer = parse(request.responseText);
  if (request.status < 300 && (answer.url || moved(request))) {
    form.dataset.sent = "";
    location.assign(answer.url ?? request.responseURL);
  } else if (answer.errors && request.status < 500) {
    busy(form, false);
    showErrors(form, answer.errors);
  } else {
    failed(form, "trouble");
  }
}

function moved(request: XMLHttpRequest): boolean {
  return request.responseURL !== "" && request.responseURL.split("#")[0] !== location.href.split("#")[0];
}

function parse(text: string): { url?: string; errors?: Errors } {
  try {
    return JSON.parse(text) as { url?: string; errors?: Errors };
  } catch {
    return {};
  }
}

function failed(form: HTMLFormElement, kind: "offline" | "trouble"): void {
  busy(form, false);
  banner(kind, true);
}

function banner(kind: string, shown: boolean): void {
  for (const element of all<HTMLElement>(`[data-banner="${kind}"]`)) {
    element.hidden = !shown;
    if (shown) element.scrollIntoView({ block: "center" });
  }
}

function busy(form: HTMLFormElement, sending: boolean): void {
  if (sending) form.dataset.sending = "";
  else delete form.dataset.sending;
  for (const button of all("button:not([type=button])", form)) {
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  const place = one<HTMLElement>("[data-progress]", form);
  if (!place) return;
  place.hidden = !sending;
  say(place, 0, place.dataset.progress);
}

function progress(form: HTMLFormElement, event: ProgressEvent): void {
  const place = one<HTMLElement>("[data-progress]", form);
  if (!place || !event.lengthComputable) return;
  const percent = Math.round((event.loaded / event.total) * 100);
  say(place, percent, percent < 100 ? place.dataset.progress : place.dataset.waiting ?? place.dataset.progress);
}

function say(place: HTMLElement, percent: number, template: string | undefined): void {
  const bar = one<HTMLProgressElement>("progress", place);
  const text = one<HTMLElement>("[data-progress-text]", place);
  if (bar) bar.value = percent;
  if (text) text.textContent = fill(template, { n: percent });
}
