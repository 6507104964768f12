import { all } from "../shared/page";

const LONGEST = 150;

/** `<a data-wrong-word>` takes along what the reader has marked on the page. */
export function wrongWord(): void {
  let marked = "";
  document.addEventListener("selectionchange", () => {
    // Tapping the link may clear the marking first: the last one counts.
    marked = document.getSelection()?.toString().trim() || marked;
  });
  for (const link of all<HTMLAnchorElement>("a[data-wrong-word]")) {
    link.addEventListener("click", () => {
      const address = new URL(link.href);
      if (marked) address.searchParams.set("word", Array.from(marked).slice(0, LONGEST).join(""));
      link.href = address.href;
    });
  }
}
