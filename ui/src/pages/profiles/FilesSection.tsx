import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ConfigView } from "../../bindings";
import { Copy } from "../../components/Copy";
import { useText } from "../../text/react";

/** Where the files are, and which lines of them do not say what they seem to. */
export function FilesSection({ config }: { config: ConfigView }) {
	const { profiles: words, codes } = useText();
	const paths = { config: config.config_path, credentials: config.credentials_path };
	return (
		<Container header={<Header variant="h2">{words.files}</Header>}>
			<SpaceBetween size="m">
				<KeyValuePairs
					columns={2}
					items={[
						{
							label: words.configFile,
							value: <Copy variant="inline" value={paths.config} what={words.configFile} />,
						},
						{
							label: words.credentialsFile,
							value: <Copy variant="inline" value={paths.credentials} what={words.credentialsFile} />,
						},
					]}
				/>
				{config.faults.length > 0 && (
					<section aria-label={words.fileFaults}>
						<Header variant="h3">{words.fileFaults}</Header>
						<ul className="bare-list">
							{config.faults.map(({ file, fault: { line, reason } }) => (
								<li key={`${file} ${line} ${reason}`}>
									<StatusIndicator type="warning">
										<span className="break">
											<strong>{words.fileFault(paths[file], line)}</strong>: {codes.lineReason[reason]}{" "}
											{codes.lineFollows[reason]}
										</span>
									</StatusIndicator>
								</li>
							))}
						</ul>
					</section>
				)}
			</SpaceBetween>
		</Container>
	);
}
