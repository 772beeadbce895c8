import Box from "@cloudscape-design/components/box";

/** A sentence in which what stands between backticks is to be typed as it is. */
export function Marked({ text }: { text: string }) {
	const parts = text.split("`");
	return (
		<>
			{parts.map((part, at) =>
				at % 2 === 1 ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
					<Box key={at} variant="code">
						{part}
					</Box>
				) : (
					part
				),
			)}
		</>
	);
}
