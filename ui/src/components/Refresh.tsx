import Button from "@cloudscape-design/components/button";
import { useText } from "../text/react";

type Props = { label?: string; loading: boolean; onClick: () => void };

/** Reads anew. It submits no form that it may stand in. */
export function Refresh({ label, loading, onClick }: Props) {
	const { common } = useText();
	return (
		<Button
			formAction="none"
			iconName="refresh"
			ariaLabel={label ?? common.refresh}
			loading={loading}
			loadingText={common.loading}
			onClick={onClick}
		/>
	);
}
