import FileInput from "@cloudscape-design/components/file-input";
import FormField from "@cloudscape-design/components/form-field";
import { useState } from "react";

type Props = {
	label: string;
	/** No file that is meant is as large; a wrong one is not to be read into the window. In bytes. */
	max: number;
	tooLarge: string;
	unreadable: string;
	onText: (text: string) => void;
};

/** A button that reads a file of text, and says why it did not. */
export function TextFileInput({ label, max, tooLarge, unreadable, onText }: Props) {
	const [wrong, setWrong] = useState<string | null>(null);

	async function read(file: File | undefined) {
		if (!file) return;
		if (file.size > max) {
			setWrong(tooLarge);
			return;
		}
		try {
			const content = await file.text();
			setWrong(null);
			onText(content);
		} catch {
			setWrong(unreadable);
		}
	}

	return (
		<FormField errorText={wrong ?? undefined} stretch>
			<FileInput value={[]} onChange={({ detail }) => void read(detail.value[0])}>
				{label}
			</FileInput>
		</FormField>
	);
}
