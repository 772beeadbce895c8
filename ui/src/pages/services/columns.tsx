import Link from "@cloudscape-design/components/link";
import type { TableProps } from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { href, paths } from "../../app/paths";
import type { ServiceRow } from "../../bindings";
import { Age } from "../../components/Age";
import { HostLink } from "../../components/HostLink";
import { useFollow } from "../../components/navigation";
import { ServiceStatusView } from "../../components/Status";
import { useText } from "../../text/react";
import { type ColumnId, compareBy } from "./view";

type Column = TableProps.ColumnDefinition<ServiceRow> & { id: ColumnId };

export function useColumns(): Column[] {
	const { common, services } = useText();
	const follow = useFollow();
	return useMemo(() => {
		const column = (id: ColumnId, header: string, cell: Column["cell"], width: number): Column => ({
			id,
			header,
			cell,
			width,
			minWidth: 110,
			sortingComparator: compareBy(id),
		});
		// All but the ARN find room beside the navigation in a window of 1280 pixels, a scroll bar included.
		return [
			{
				...column(
					"name",
					common.name,
					(row) => (
						<Link href={href(paths.service(row.arn))} onFollow={follow}>
							<span className="whole">{row.name}</span>
						</Link>
					),
					136,
				),
				isRowHeader: true,
			},
			column("status", common.status, (row) => <ServiceStatusView status={row.status} />, 204),
			column(
				"domain",
				common.defaultDomain,
				(row) => {
					if (row.host === null) return services.noDomain;
					if (row.abilities.open !== "allowed") return <span className="domain whole">{row.host}</span>;
					return (
						<HostLink link={{ kind: "service", host: row.host }} label={services.open(row.name)} small>
							<span className="whole">{row.host}</span>
						</HostLink>
					);
				},
				330,
			),
			column("created", common.created, (row) => <Age at={row.created_at} short />, 120),
			column("updated", common.updated, (row) => <Age at={row.updated_at} short />, 150),
			column("arn", common.arn, (row) => <span className="mono">{row.arn}</span>, 420),
		];
	}, [common, services, follow]);
}
