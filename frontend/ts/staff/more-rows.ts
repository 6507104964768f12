import { one } from "../shared/page";

/** `a[data-more]` puts the next rows after the ones it stands under, which from then on stay as many as they are. */
export function moreRows(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-more]");
    const page = link?.closest<HTMLElement>("[data-refresh-url]");
    if (!link || !page || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void follow(link, page);
  });
}

async function follow(link: HTMLAnchorElement, page: HTMLElement): Promise<void> {
  if (link.getAttribute("aria-disabled") === "true") return;
  link.setAttribute("aria-disabled", "true");
  const place = encodeURIComponent(link.dataset.more ?? "");
  const url = `${link.dataset.rows}&after=${place}`;
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "refresh" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const next = document.createElement("div");
    next.className = "page";
    next.dataset.refreshUrl = url;
    next.innerHTML = await answer.text();
    page.dataset.refreshUrl += `&until=${place}`;
    (link.closest("p") ?? link).remove();
    page.after(next);
    one<HTMLElement>("a.row", next)?.focus({ preventScroll: true });
  } catch {
    // No network, or signed out: the link itself leads there.
    location.assign(link.href);
  }
}
