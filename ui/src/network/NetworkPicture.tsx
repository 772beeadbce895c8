import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Header from "@cloudscape-design/components/header";
import Modal from "@cloudscape-design/components/modal";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Destination, Picture, PictureFile, Reached, WayCost } from "../bindings";
import { useCopy } from "../components/Copy";
import { useFrame } from "../components/frame";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { pictureQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";
import { words as say } from "../text/words";
import { toMermaid, toPng, toSvg } from "./files";
import { GlyphView } from "./Glyphs";
import { GroupsPanel } from "./GroupsPanel";
import { PictureView } from "./PictureView";
import { createScene, destinationId, type Scene, VERDICTS, type View } from "./scene";
import { TableView } from "./TableView";

export type PictureProps = {
	/** The VPC; nothing where it is that of the subnets. */
	vpc: string | null;
	subnets: string[];
	/** Ids of the security groups. */
	groups: string[];
	/** The most instances of those who use the connector, if that is known. */
	instances: number | null;
	service?: string | undefined;
	connector?: string | undefined;
	reached: Reached[];
	destination: (to: Destination) => string;
	/** What is called by a name, for its id. */
	named: (id: string) => string;
	/** Whether what the choice has against it is said elsewhere. */
	isCheckedElsewhere?: boolean;
	/** Called with the VPC too, which may be the only one, and named nowhere. */
	onToggle?: ((subnet: string, vpc: string) => void) | undefined;
};

/** A VPC as a picture or as a table, with what is reached from it. */
export function NetworkPicture(props: PictureProps) {
	const { vpc, subnets, groups, instances, named } = props;
	const text = useText();
	const words = text.network;
	const { session } = useOpenSession();
	const asked = { vpc, subnets, groups, instances };
	const { data, error, isPlaceholderData, refetch } = useQuery(pictureQuery(session, asked));
	if (data === undefined) {
		if (error === null) return <StatusIndicator type="loading">{text.common.loading}</StatusIndicator>;
		// With subnets, what is reached from them is told of beside this, and fails alike.
		return subnets.length > 0 ? null : <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
	}
	if (data.vpc === null) return <Box color="text-body-secondary">{words.chooseVpc}</Box>;
	// The picture of another VPC is not that of this one while it is read.
	if (isPlaceholderData && vpc !== null && vpc !== data.vpc) {
		return <StatusIndicator type="loading">{text.common.loading}</StatusIndicator>;
	}
	if (data.zones.length === 0) return <Box color="text-body-secondary">{words.empty}</Box>;
	return (
		<SpaceBetween size="s">
			<Drawn key={data.vpc} {...props} picture={data} vpcName={named(data.vpc)} />
			{data.unread.length > 0 && (
				<Box color="text-body-secondary">
					{words.unread} <code>{data.unread.map(({ action }) => action).join(", ")}</code>
				</Box>
			)}
		</SpaceBetween>
	);
}

type DrawnProps = PictureProps & { picture: Picture; vpcName: string };

function Drawn({ picture, vpcName, subnets, groups, reached, destination, named, ...props }: DrawnProps) {
	const choose = props.onToggle;
	const onToggle = choose && ((subnet: string) => (picture.vpc === null ? undefined : choose(subnet, picture.vpc)));
	const text = useText();
	const words = text.network;
	const format = useFormat();
	const [as, setAs] = useState("picture");
	const [pointed, point] = useState<string | null>(null);
	const [isLarge, setLarge] = useState(false);
	const [kept, keep] = useState<string | null>(null);
	const service = props.service ?? words.yourService;
	const connector = props.connector ?? words.newConnector;
	const view: View = useMemo(
		() => ({ picture, reached, chosen: subnets, service, connector, groups: groups.map(named), destination }),
		[picture, reached, subnets, service, connector, groups, named, destination],
	);
	const scene = useMemo(() => createScene(text, format, view), [text, format, view]);
	const light = pointed ?? kept;
	return (
		<SpaceBetween size="s">
			<Header
				variant="h3"
				description={onToggle === undefined ? words.text : words.chooseText}
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<SegmentedControl
							label={words.shownAs}
							selectedId={as}
							options={[
								{ id: "picture", text: words.picture },
								{ id: "table", text: words.table },
							]}
							onChange={({ detail }) => setAs(detail.selectedId)}
						/>
						<Button formAction="none" iconName="expand" ariaLabel={words.enlarge} onClick={() => setLarge(true)} />
						<Export scene={scene} title={words.pictureOf(vpcName)} />
					</SpaceBetween>
				}
			>
				{words.title}
			</Header>
			{!props.isCheckedElsewhere &&
				picture.notes.map((note) => (
					<Alert key={note.code} type="warning">
						{say(text.codes.note, note.code, note)}
					</Alert>
				))}
			{reached.length > 0 && (
				<ul className="network-strip" aria-label={words.verdicts}>
					{reached.map(({ to, reach }) => {
						const id = destinationId(to);
						const { tone, glyph } = VERDICTS[reach.kind];
						return (
							<li key={id}>
								<button
									type="button"
									className={`tone-${tone}`}
									aria-pressed={kept === id}
									onMouseEnter={() => point(id)}
									onMouseLeave={() => point(null)}
									onFocus={() => point(id)}
									onBlur={() => point(null)}
									onClick={() => keep((old) => (old === id ? null : id))}
								>
									<GlyphView glyph={glyph} />
									<span className="one-line">
										{destination(to)}: {text.reach[reach.kind]}
									</span>
								</button>
							</li>
						);
					})}
				</ul>
			)}
			{as === "picture" ? (
				<PictureView scene={scene} view={view} pointed={light} onToggle={onToggle} />
			) : (
				<TableView picture={picture} chosen={subnets} onToggle={onToggle} />
			)}
			{isLarge && (
				<Modal
					visible
					size="max"
					header={<span className="break">{words.pictureOf(vpcName)}</span>}
					closeAriaLabel={text.common.close}
					onDismiss={() => setLarge(false)}
				>
					<PictureView scene={scene} view={view} pointed={kept} isLarge onToggle={onToggle} />
				</Modal>
			)}
			{picture.groups.length > 0 && <GroupsPanel groups={picture.groups} named={named} />}
			{picture.costs.length > 0 && <Costs costs={picture.costs} named={named} />}
		</SpaceBetween>
	);
}

function Costs({ costs, named }: { costs: WayCost[]; named: (id: string) => string }) {
	const { network: words } = useText();
	const format = useFormat();
	return (
		<Box>
			<Box variant="h4">{words.cost}</Box>
			<ul className="plain-list">
				{costs.map(({ of, month, gb }) => {
					const [each, perGb] = [format.money(month ?? 0), format.price(gb ?? 0)];
					return (
						<li key={JSON.stringify(of)}>
							{of.code === "nat" ? words.costNat(named(of.id), each, perGb) : words.costEndpoint(of.zones, each, perGb)}
						</li>
					);
				})}
			</ul>
			<Box variant="small" color="text-body-secondary">
				{words.costText}
			</Box>
		</Box>
	);
}

/** What is on the screen, as a file or as text. */
function Export({ scene, title }: { scene: Scene; title: string }) {
	const { network: words } = useText();
	const { notify } = useFrame();
	const copy = useCopy();
	async function save(kind: PictureFile["kind"]) {
		try {
			const svg = toSvg(title, scene);
			const picture: PictureFile = kind === "svg" ? { kind, content: svg } : { kind, content: await toPng(svg) };
			const file = await host.pictureSave(title, picture);
			notify({ id: "picture", type: "success", header: words.saved(file) });
		} catch (error) {
			const problem = <ProblemView problem={problemOf(error)} />;
			notify({ id: "picture", type: "error", header: words.notSaved, content: problem });
		}
	}
	return (
		<ButtonDropdown
			expandToViewport
			items={[
				{ id: "svg", text: words.saveSvg },
				{ id: "png", text: words.savePng },
				{ id: "mermaid", text: words.copyMermaid },
			]}
			onItemClick={({ detail }) => {
				if (detail.id === "mermaid") copy(toMermaid(scene));
				else void save(detail.id === "png" ? "png" : "svg");
			}}
		>
			{words.export}
		</ButtonDropdown>
	);
}
