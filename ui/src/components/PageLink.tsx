import Link from "@cloudscape-design/components/link";
import { href } from "../app/paths";
import { useFollow } from "./navigation";

/** A link to a page of the window. */
export function PageLink({ path, children }: { path: string; children: string }) {
	const follow = useFollow();
	return (
		<Link href={href(path)} onFollow={follow}>
			<span className="break">{children}</span>
		</Link>
	);
}
