import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TokenPlace } from "../../../bindings";
import { ProblemView } from "../../../components/ProblemView";
import { host, problemOf } from "../../../host";
import { keychainQuery } from "../../../session/queries";
import { useText } from "../../../text/react";

const PLACES: TokenPlace[] = ["files", "keychain"];

type Props = { place: TokenPlace; closed: string | null };

/** Where the tokens of sign-ins to IAM Identity Center are kept. */
export function TokensSection({ place, closed }: Props) {
	const { tokens: words } = useText().keychain;
	const client = useQueryClient();
	const keep = useMutation({
		mutationFn: (place: TokenPlace) => host.tokensKeep(place),
		onSuccess: (view) => client.setQueryData(keychainQuery().queryKey, view),
	});
	const shown = keep.isPending ? keep.variables : place;
	return (
		<Container
			header={
				<Header variant="h2" description={words.text}>
					{words.title}
				</Header>
			}
		>
			<SpaceBetween size="s">
				<RadioGroup
					ariaLabel={words.title}
					value={shown}
					items={PLACES.map((value) => ({
						value,
						label: words.places[value].title,
						description: words.places[value].body,
						disabled: keep.isPending || (value === "keychain" && place !== "keychain" && closed !== null),
					}))}
					onChange={({ detail }) => {
						const wanted = PLACES.find((value) => value === detail.value);
						if (wanted !== undefined && wanted !== place) keep.mutate(wanted);
					}}
				/>
				{keep.isPending && <StatusIndicator type="loading">{words.moving}</StatusIndicator>}
				{keep.error && !keep.isPending && (
					<ProblemView problem={problemOf(keep.error)} onRetry={() => keep.mutate(keep.variables)} />
				)}
			</SpaceBetween>
		</Container>
	);
}
