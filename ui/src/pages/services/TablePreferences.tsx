import CollectionPreferences, {
	type CollectionPreferencesProps,
} from "@cloudscape-design/components/collection-preferences";
import { useText } from "../../text/react";
import { COLUMNS, type Preferences, SIZES } from "./preferences";
import type { ColumnId } from "./view";

type Props = { value: Preferences; onChange: (value: Preferences) => void };

export function TablePreferences({ value, onChange }: Props) {
	const { services, common } = useText();
	const labels: Record<ColumnId, string> = {
		name: common.name,
		status: common.status,
		domain: common.defaultDomain,
		created: common.created,
		updated: common.updated,
		arn: common.arn,
	};
	const current: CollectionPreferencesProps.Preferences = {
		pageSize: value.pageSize,
		wrapLines: value.wrapLines,
		contentDisplay: value.columns,
	};
	return (
		<CollectionPreferences
			title={services.preferences}
			preferences={current}
			onConfirm={({ detail }) =>
				onChange({
					pageSize: detail.pageSize ?? value.pageSize,
					wrapLines: detail.wrapLines ?? value.wrapLines,
					columns: (detail.contentDisplay ?? value.columns).map(({ id, visible }) => ({ id, visible })),
				})
			}
			pageSizePreference={{
				title: services.pageSize,
				options: SIZES.map((size) => ({ value: size, label: services.pageSizeOption(size) })),
			}}
			wrapLinesPreference={{ label: services.wrap, description: services.wrapText }}
			contentDisplayPreference={{
				title: services.columns,
				options: COLUMNS.map(({ id }) => ({ id, label: labels[id], alwaysVisible: id === "name" })),
			}}
		/>
	);
}
