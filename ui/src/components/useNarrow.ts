import { useSyncExternalStore } from "react";

/** As Cloudscape's layout has it: below this width the navigation is folded away. */
const narrow = window.matchMedia("(max-width: 688px)");

function follow(changed: () => void) {
	narrow.addEventListener("change", changed);
	return () => narrow.removeEventListener("change", changed);
}

/** Whether the window is too narrow for tables of more than two columns. */
export const useNarrow = () => useSyncExternalStore(follow, () => narrow.matches);
