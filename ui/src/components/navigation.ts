import { useCallback } from "react";
import { useNavigate } from "react-router";

type Followed = { preventDefault: () => void; detail: { href?: string | undefined } };

/** Follows a link of Cloudscape by the router, so that a page with something half-done can ask first. */
export function useFollow() {
	const navigate = useNavigate();
	return useCallback(
		(event: Followed) => {
			const { href } = event.detail;
			if (!href?.startsWith("#")) return;
			event.preventDefault();
			void navigate(href.slice(1));
		},
		[navigate],
	);
}
