import type { Item, Kept } from "../outbox/store";
import { all, one } from "../shared/page";

const LONGEST_TITLE = 60;

/** Everything a form would send, as it can be kept. */
export async function packed(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Omit<Item, "id">> {
  const fields: [string, string][] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.push([name, value]);
  }
  if (submitter instanceof HTMLButtonElement && submitter.name) fields.push([submitter.name, submitter.value]);
  const key = fields.find(([name]) => name === "submission_id")?.[1] ?? "";
  return {
    key, fields, files: await filesOf(form), title: title(form), at: Number(form.dataset.writtenAt) || Date.now(), state: "waiting", tries: 0,
    action: new URL(form.action).pathname + new URL(form.action).search, page: location.pathname + location.search,
  };
}

export async function filesOf(form: HTMLFormElement): Promise<Kept[]> {
  const inputs = all<HTMLInputElement>("input[type=file][name]", form);
  const files = inputs.flatMap((input) => Array.from(input.files ?? [], (file) => ({ file, field: input.name })));
  return Promise.all(
    files.map(async ({ file, field }) => ({
      field, name: file.name, type: file.type, bytes: await new Response(file).arrayBuffer(),
    })),
  );
}

/** How the phone calls it in its list: the first words, or the picture that was chosen. */
function title(form: HTMLFormElement): string {
  const words = one<HTMLTextAreaElement>("textarea", form)?.value.trim() ?? "";
  const chosen = one<HTMLInputElement>(".tile input:checked, .choice input:checked", form);
  const said = words.split("\n")[0] || chosen?.closest("label")?.textContent?.trim() || document.title;
  return Array.from(said).slice(0, LONGEST_TITLE).join("");
}
