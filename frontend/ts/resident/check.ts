// What the server would refuse is said here, before it is kept for later: nobody learns it only when the network is back.

import type { Errors } from "../shared/errors";
import { all } from "../shared/page";

const ZEROS = [0x0f20, 0xff10];
const BETWEEN = /[\s\-().\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;
const NUMBER = /^\+?[0-9]{5,15}$/;

/** Words by field, in the page's language; none where all fits. */
export function unfit(form: HTMLFormElement): Errors {
  const errors: Errors = {};
  for (const input of all<HTMLInputElement>("input[data-wrong]", form)) {
    if (!isNumber(input.value)) errors[input.name] = [input.dataset.wrong ?? ""];
  }
  for (const select of all<HTMLSelectElement>("select[data-missing]", form)) {
    if (!select.value) errors[select.name] = [select.dataset.missing ?? ""];
  }
  for (const area of all<HTMLTextAreaElement>("textarea[data-empty]", form)) {
    if (!area.value.trim() && !saysOtherwise(form)) errors[area.name] = [area.dataset.empty ?? ""];
  }
  return errors;
}

function isNumber(typed: string): boolean {
  const number = plainDigits(typed).replace(BETWEEN, "");
  return number === "" || NUMBER.test(number);
}

/** ༠ to ༩ and the wide ones are as good as 0 to 9. */
function plainDigits(typed: string): string {
  return typed.replace(/[\u0f20-\u0f29\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.find((zero) => code >= zero && code < zero + 10) ?? code));
  });
}

/** A photo, a recording, or a picture that says what it is. */
function saysOtherwise(form: HTMLFormElement): boolean {
  const files = all<HTMLInputElement>("input[type=file]", form).some((input) => (input.files?.length ?? 0) > 0);
  return files || all("input[name=kept], input[name=category]:checked:not([value=other])", form).length > 0;
}
