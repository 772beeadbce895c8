import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { Picture, SubnetCard } from "../bindings";
import { useFormat, useText } from "../text/react";
import { remarksOf, routeWords } from "./scene";

type Props = { picture: Picture; chosen: string[]; onToggle?: ((subnet: string) => void) | undefined };

type Row = SubnetCard & { zone: string };

/** The same as the picture, to be read line by line, and copied. */
export function TableView({ picture, chosen, onToggle }: Props) {
	const text = useText();
	const { network: words, codes } = text;
	const format = useFormat();
	const rows = picture.zones.flatMap(({ name, id, subnets }) =>
		subnets.map((subnet): Row => ({ ...subnet, zone: `${name} (${id})` })),
	);
	const tables = new Map(picture.tables.map((table) => [table.id, table]));
	return (
		<Table<Row>
			variant="embedded"
			wrapLines
			items={rows}
			ariaLabels={{ tableLabel: words.title }}
			columnDefinitions={[
				{
					id: "chosen",
					header: words.chosen,
					width: 90,
					cell: ({ id, name, unfit }) => {
						const isChosen = chosen.includes(id);
						if (onToggle === undefined) {
							return isChosen ? <StatusIndicator>{words.chosen}</StatusIndicator> : text.common.none;
						}
						return (
							<Checkbox
								checked={isChosen}
								disabled={!isChosen && unfit !== null}
								ariaLabel={words.choose(name ?? id)}
								onChange={() => onToggle(id)}
							/>
						);
					},
				},
				{
					id: "subnet",
					header: words.subnet,
					isRowHeader: true,
					minWidth: 180,
					cell: ({ id, name }) => <span className="break">{name === null ? id : `${name} (${id})`}</span>,
				},
				{ id: "zone", header: words.zone, minWidth: 140, cell: ({ zone }) => <span className="break">{zone}</span> },
				{ id: "kind", header: words.kind, minWidth: 90, cell: ({ kind }) => codes.subnetKind[kind] },
				{
					id: "addresses",
					header: words.addresses,
					minWidth: 150,
					cell: ({ v4, v6, free_addresses }) => (
						<>
							<span className="break">{[v4, v6].filter((net) => net !== null).join(", ")}</span>
							<Box variant="small" color="text-body-secondary" display="block">
								{words.free(format.number(free_addresses))}
							</Box>
						</>
					),
				},
				{
					id: "routes",
					header: words.routes,
					minWidth: 200,
					cell: ({ table }) => {
						const card = table === null ? undefined : tables.get(table);
						if (card === undefined) return text.common.none;
						const routes = card.routes.map((route) => {
							const via = "id" in route.via ? ` ${route.via.id}` : "";
							return `${routeWords(text, route)}${via}`;
						});
						return (
							<>
								<span className="break">{card.name === null ? card.id : `${card.name} (${card.id})`}</span>
								<Box variant="small" color="text-body-secondary" display="block">
									<span className="break">{routes.length === 0 ? words.localOnly : routes.join(", ")}</span>
								</Box>
							</>
						);
					},
				},
				{
					id: "remarks",
					header: words.remarks,
					minWidth: 180,
					cell: (card) => {
						const remarks = remarksOf(text, card);
						if (remarks.length === 0) return text.common.none;
						return (
							<ul className="bare-list">
								{remarks.map((remark) => (
									<li key={remark} className="break">
										{remark}
									</li>
								))}
							</ul>
						);
					},
				},
			]}
		/>
	);
}
