import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import type { Link as Destination } from "../bindings";
import { host, problemOf } from "../host";
import { useText } from "../text/react";
import { useFrame } from "./frame";

/** Opens a destination in the browser; a failure is told in the notifications. */
export function useOpenLink() {
	const { notify } = useFrame();
	const text = useText();
	return (link: Destination) =>
		host.linkOpen(link).catch((error: unknown) => {
			const { detail } = problemOf(error);
			notify({ id: "link", type: "error", header: text.codes.problem[detail.code].title });
		});
}

type Props = { link: Destination; children: ReactNode; label?: string; small?: boolean };

export function HostLink({ link, children, label, small = false }: Props) {
	const open = useOpenLink();
	const { common } = useText();
	return (
		<Link
			external
			fontSize={small ? "body-s" : "inherit"}
			// What is shown as the target is never followed by the window itself.
			{...(link.kind === "service" ? { href: `https://${link.host}` } : {})}
			externalIconAriaLabel={common.opensInBrowser}
			{...(label === undefined ? {} : { ariaLabel: label })}
			onFollow={(event) => {
				event.preventDefault();
				void open(link);
			}}
		>
			{children}
		</Link>
	);
}
