import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { MissingPolicy, Who } from "../../bindings";
import { CodeBlock, Copy } from "../../components/Copy";
import { useText } from "../../text/react";

/** The policy that is missing, to be handed on, with what is to be said of it. */
export function PolicySection({ policy, who }: { policy: MissingPolicy; who: Who }) {
	const { permissions: words } = useText();
	const set = who.kind === "role" ? who.permission_set : null;
	return (
		<Container
			header={
				<Header
					variant="h2"
					description={policy.is_whole ? words.policyWhole : words.policyText}
					actions={<Copy variant="button" value={policy.json} what={words.policy} label={words.copy} />}
				>
					{words.policy}
				</Header>
			}
		>
			<SpaceBetween size="m">
				{policy.held_back_by.length > 0 && (
					<Alert type="warning" header={words.heldBack}>
						<ul className="plain-list">
							{policy.held_back_by.map((by) => by !== "nobody" && <li key={by}>{words.heldBackBy[by]}</li>)}
						</ul>
					</Alert>
				)}
				{set !== null && <div>{words.policySet(set)}</div>}
				{policy.widens_itself && <Alert type="warning">{words.policyWidens}</Alert>}
				<CodeBlock value={policy.json} what={words.policy} />
				<Box variant="small" color={policy.length > policy.limit ? "text-status-error" : "text-body-secondary"}>
					{words.policyLength(policy.length, policy.limit)}
					{policy.length > policy.limit && ` ${words.policyTooLong}`}
				</Box>
			</SpaceBetween>
		</Container>
	);
}
