import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { Component, type ReactNode } from "react";
import { useRouteError } from "react-router";
import { useText } from "../text/react";

type Props = { children: ReactNode };

/** The last net: what no page foresaw. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
	override state = { error: null };

	static getDerivedStateFromError(error: unknown) {
		return { error };
	}

	override render() {
		return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
	}
}

/** The same for what fails inside a route, where the shell can stay. */
export function RouteBroken() {
	return <Broken error={useRouteError()} />;
}

function Broken({ error }: { error: unknown }) {
	const { shell } = useText();
	return (
		<Box padding="l">
			<Alert
				type="error"
				header={shell.broken}
				action={<Button onClick={() => window.location.reload()}>{shell.reloadWindow}</Button>}
			>
				{shell.brokenText}
				<ExpandableSection headerText={shell.details}>
					<Box variant="code">{error instanceof Error ? error.message : String(error)}</Box>
				</ExpandableSection>
			</Alert>
		</Box>
	);
}
