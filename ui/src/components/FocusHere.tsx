import { type RefObject, useEffect } from "react";

/**
 * Puts the focus into a field of the dialog that this stands in. Cloudscape puts it on the dialog's first button, after
 * everything in it was mounted, and remembers where it was before; `autoFocus` is too early for both.
 */
export function FocusHere({ field }: { field: RefObject<{ focus: () => void } | null> }) {
	useEffect(() => queueMicrotask(() => field.current?.focus()), [field]);
	return null;
}
