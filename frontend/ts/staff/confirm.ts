/**
 * `<form data-confirm="Close the grid?" data-confirm-yes="Close it" data-confirm-no="Go back">` asks before it is sent.
 * Without this script the form is sent at once, so the server asks for nothing less.
 */
export function confirmation(): void {
  document.addEventListener("submit", (event) => ask(event), true);
}

function ask(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.dataset.confirm === undefined || form.dataset.confirmed !== undefined || event.defaultPrevented) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = build(form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") send(form, event.submitter);
  });
  document.body.append(dialog);
  dialog.showModal();
}

function send(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.dataset.confirmed = "";
  form.requestSubmit(submitter);
}

function build(form: HTMLFormElement): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  const actions = document.createElement("form");
  question.id = "confirm-question";
  question.textContent = form.dataset.confirm ?? "";
  dialog.setAttribute("aria-labelledby", question.id);
  actions.method = "dialog";
  actions.className = "actions";
  actions.append(
    button("no", form.dataset.confirmNo ?? "×", "button"),
    button("yes", form.dataset.confirmYes ?? "✓", "button button-primary"),
  );
  dialog.append(question, actions);
  return dialog;
}

function button(value: string, text: string, look: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.value = value;
  element.className = look;
  element.textContent = text;
  return element;
}
