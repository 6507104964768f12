import { all, fill, one } from "../shared/page";

export function busy(form: HTMLFormElement, sending: boolean): void {
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

export function progress(form: HTMLFormElement, event: ProgressEvent): void {
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
