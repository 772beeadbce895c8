import { useEffect, useEffectEvent } from "react";

/** Does what is wanted by Ctrl and a letter, or Cmd and that letter on a Mac, unless a dialog is open. */
export function useShortcut(letter: string, act: () => void) {
	const wanted = useEffectEvent(act);
	useEffect(() => {
		function onKey(event: KeyboardEvent) {
			if (event.key.toLowerCase() !== letter || event.shiftKey || event.altKey) return;
			if (event.ctrlKey === event.metaKey) return;
			event.preventDefault();
			if (document.querySelector('[aria-modal="true"]') === null) wanted();
		}
		window.addEventListener("keydown", onKey);
		return () => window.removeEventListener("keydown", onKey);
	}, [letter]);
}
