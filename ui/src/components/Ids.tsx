/** Ids, or names, one under the other. */
export function Ids({ ids }: { ids: string[] }) {
	return (
		<ul className="bare-list">
			{ids.map((id) => (
				<li key={id} className="break">
					{id}
				</li>
			))}
		</ul>
	);
}
