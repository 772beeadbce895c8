/** Leads to the first of some places of a form, and into its control. */
export function focusFirst(box: HTMLElement, keys: ReadonlySet<string>) {
	for (const place of box.querySelectorAll<HTMLElement>("[data-field]")) {
		if (!keys.has(place.dataset.field ?? "")) continue;
		const control =
			place.querySelector<HTMLElement>("input[type=radio]:checked") ??
			place.querySelector<HTMLElement>("input, textarea, button[aria-haspopup], button");
		control?.focus({ preventScroll: true });
		place.scrollIntoView({ block: "center" });
		return;
	}
	box.scrollIntoView({ block: "start" });
}
