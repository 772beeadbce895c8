/** A sentence of `text`, with `**names**` set in bold. */
export function Rich({ children }: { children: string }) {
	return children.split("**").map((part, index) => {
		const key = `${index}:${part}`;
		return index % 2 === 1 ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>;
	});
}

/** The same sentence where only plain text can stand. */
export const plain = (sentence: string) => sentence.replaceAll("**", "");
