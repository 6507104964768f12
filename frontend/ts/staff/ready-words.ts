import { one } from "../shared/page";

const LANGUAGES = ["bo", "zh", "en"] as const;

/**
 * Ready words go into the boxes of their form at once, in both languages; without this script the link asks for the page
 * again with the boxes filled. What was typed elsewhere in the form stays.
 */
export function readyWords(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("a[data-into]");
    const form = link?.closest("form");
    if (!link || !form) return;
    event.preventDefault();
    for (const language of LANGUAGES) fill(form, `${link.dataset.into}_${language}`, words(link, language));
    link.closest("details")?.removeAttribute("open");
    one<HTMLElement>(`[name="${link.dataset.into}_zh"]`, form)?.focus();
  });
}

function words(link: HTMLElement, language: (typeof LANGUAGES)[number]): string {
  return link.getAttribute(`data-words-${language}`) ?? "";
}

function fill(form: HTMLFormElement, name: string, text: string): void {
  const box = one<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`, form);
  if (!box || text === "") return;
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
