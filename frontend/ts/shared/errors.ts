import { all, one } from "./page";

export type Errors = Record<string, string[]>;

export function clearErrors(form: HTMLFormElement): void {
  all("[id^='error-']", form).forEach((place) => (place.textContent = ""));
  all("[aria-invalid]", form).forEach((control) => control.removeAttribute("aria-invalid"));
}

/** Each error under its field; the first field gets the focus. */
export function showErrors(form: HTMLFormElement, errors: Errors): void {
  let first: HTMLElement | null = null;
  for (const [field, texts] of Object.entries(errors)) {
    const place = one<HTMLElement>(`#error-${CSS.escape(field)}`) ?? generalPlace(form);
    place.textContent = [place.textContent, ...texts].filter(Boolean).join(" ");
    const control = one<HTMLElement>(`[name="${CSS.escape(field)}"]:not([type=hidden])`, form);
    control?.setAttribute("aria-invalid", "true");
    if (control && place.id) control.setAttribute("aria-describedby", place.id);
    first ??= control ?? place;
  }
  focus(first);
}

function focus(element: HTMLElement | null): void {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
  element.scrollIntoView({ block: "center" });
}

function generalPlace(form: HTMLFormElement): HTMLElement {
  const known = one<HTMLElement>("[data-form-errors]", form);
  if (known) return known;
  const place = document.createElement("p");
  place.className = "errors";
  place.id = "error-form";
  place.dataset.formErrors = "";
  place.setAttribute("role", "alert");
  form.prepend(place);
  return place;
}
