import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import type { Image, ImageDetail } from "../bindings";
import { Copy } from "../components/Copy";
import { ProblemView } from "../components/ProblemView";
import { problemOf } from "../host";
import { imageQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";

/** The one that App Runner runs. */
const PLATFORM = "linux/amd64";

/** An image by one of its tags; without a tag there is only its digest. */
export type Named = { image: Image; tag: string | null };
/** How the chosen image is taken over. */
export type Taking = { pinned: boolean; port: string | null };
export const AS_IT_IS: Taking = { pinned: false, port: null };

type Props = {
	repository: string;
	chosen: Named;
	/** The port of the draft. */
	port: string;
	taking: Taking;
	onTake: (taking: Taking) => void;
};

/** What an image says of itself, and how it is taken over. */
export function ImageDetails({ repository, chosen: { image, tag }, port, taking, onTake }: Props) {
	const { wizard } = useText();
	const words = wizard.choices.image;
	const { session } = useOpenSession();
	const detail = useQuery(imageQuery(session, repository, image.digest));
	const offered = offeredPort(detail.data, port);
	return (
		<SpaceBetween size="m">
			<section aria-label={words.chosen(tag ?? wizard.browse.untagged)}>
				<Facts digest={image.digest} detail={detail.data} looking={detail.isFetching} />
			</section>
			{detail.error && !detail.isFetching && (
				<ProblemView problem={problemOf(detail.error)} onRetry={() => void detail.refetch()} />
			)}
			{tag === null ? (
				<StatusIndicator type="info">{words.onlyPin}</StatusIndicator>
			) : (
				<FormField label={words.follow} stretch>
					<RadioGroup
						value={taking.pinned ? "pin" : "tag"}
						ariaLabel={words.follow}
						items={[
							{ value: "tag", label: words.tagChoice, description: words.tagText },
							{ value: "pin", label: words.pinChoice, description: words.pinText },
						]}
						onChange={({ detail }) => onTake({ ...taking, pinned: detail.value === "pin" })}
					/>
				</FormField>
			)}
			{offered !== null && (
				<Checkbox
					checked={taking.port === offered}
					description={words.otherPortText(port)}
					onChange={({ detail }) => onTake({ ...taking, port: detail.checked ? offered : null })}
				>
					{words.otherPort(offered)}
				</Checkbox>
			)}
		</SpaceBetween>
	);
}

/** The first port that the image names, where it does not name the draft's. */
function offeredPort(detail: ImageDetail | undefined, port: string): string | null {
	const ports = (detail?.ports ?? []).map(String);
	return ports.includes(port.trim()) ? null : (ports[0] ?? null);
}

type FactsProps = { digest: string; detail: ImageDetail | undefined; looking: boolean };

function Facts({ digest, detail, looking }: FactsProps) {
	const text = useText();
	const words = text.wizard.choices.image;
	const format = useFormat();
	const shownDigest = {
		label: words.digest,
		value: (
			<span className="mono break">
				<Copy variant="inline" value={digest} what={words.digest} />
			</span>
		),
	};
	if (detail === undefined) {
		return (
			<SpaceBetween size="s">
				<KeyValuePairs columns={1} items={[shownDigest]} />
				{looking && <StatusIndicator type="loading">{words.looking}</StatusIndicator>}
			</SpaceBetween>
		);
	}
	const size = detail.size_bytes === null ? [] : [{ label: words.size, value: format.bytes(detail.size_bytes) }];
	return (
		<SpaceBetween size="m">
			<KeyValuePairs columns={1} items={[shownDigest]} />
			<KeyValuePairs
				columns={2}
				items={[
					{ label: words.platforms, value: <Platforms platforms={detail.platforms} /> },
					{ label: words.ports, value: portWords(words, detail.ports) },
					{ label: words.command, value: <Command hasCommand={detail.has_command} /> },
					...size,
				]}
			/>
		</SpaceBetween>
	);
}

type Words = ReturnType<typeof useText>["wizard"]["choices"]["image"];

function portWords(words: Words, ports: number[] | null): string {
	if (ports === null) return words.unread;
	return ports.length === 0 ? words.noPorts : ports.join(", ");
}

function Platforms({ platforms }: { platforms: string[] }) {
	const { wizard } = useText();
	const words = wizard.choices.image;
	const all = platforms.join(", ");
	if (platforms.length === 0) return <StatusIndicator type="info">{words.platformUnknown}</StatusIndicator>;
	if (platforms.includes(PLATFORM)) return <StatusIndicator type="success">{all}</StatusIndicator>;
	return (
		<StatusIndicator type="error">
			<span className="break">{words.platformMissing(all)}</span>
		</StatusIndicator>
	);
}

function Command({ hasCommand }: { hasCommand: boolean | null }) {
	const { wizard } = useText();
	const words = wizard.choices.image;
	if (hasCommand === null) return words.unread;
	if (hasCommand) return words.hasCommand;
	return <StatusIndicator type="warning">{words.noCommand}</StatusIndicator>;
}
