import type { ProfileRow } from "../bindings";
import type { Text } from "../text";
import { words } from "../text/words";

/** Why a profile gives no credentials, as far as its files tell; nothing when it may. */
export function faultWords({ codes }: Text, { fault, kind }: Pick<ProfileRow, "fault" | "kind">): string | null {
	if (fault !== null) return words(codes.chainFault, fault.code, fault);
	return kind === "incomplete" ? codes.profileKind.incomplete : null;
}
