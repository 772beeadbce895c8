import LiveRegion from "@cloudscape-design/components/live-region";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Tried } from "../bindings";
import { useText } from "../text/react";

/** What came of trying the connection. A failure is shown by the form, where its cause is. */
export function TestResult({ isPending, tried }: { isPending: boolean; tried: Tried | undefined }) {
	const { connection: text } = useText();
	return (
		<LiveRegion>
			{isPending && <StatusIndicator type="loading">{text.testing}</StatusIndicator>}
			{!isPending && tried && (
				<StatusIndicator type="success">
					<span className="break">
						{tried.proxy === null
							? text.testedDirect(tried.endpoint, String(tried.took))
							: text.testedThrough(tried.endpoint, String(tried.took), tried.proxy)}
					</span>
				</StatusIndicator>
			)}
		</LiveRegion>
	);
}
