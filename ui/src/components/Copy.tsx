import CopyToClipboard, { type CopyToClipboardProps } from "@cloudscape-design/components/copy-to-clipboard";
import { useText } from "../text/react";
import { useFrame } from "./frame";

type Props = { value: string; what: string; variant?: CopyToClipboardProps.Variant; label?: string };

/** A copy button: an icon, a button with words, or the value itself with an icon beside it. */
export function Copy({ value, what, variant = "icon", label }: Props) {
	const { common } = useText();
	return (
		<CopyToClipboard
			variant={variant}
			textToCopy={value}
			// A button with words is called by them.
			{...(variant === "button" ? {} : { copyButtonAriaLabel: common.copyOf(what) })}
			copyButtonText={label ?? common.copy}
			copySuccessText={common.copied}
			copyErrorText={common.copyFailed}
		/>
	);
}

/** Text for a terminal or a file, with a button that copies it. */
export function CodeBlock({ value, what }: { value: string; what: string }) {
	return (
		<div className="code">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard */}
			<pre tabIndex={0}>
				<code>{value}</code>
			</pre>
			<div className="code-copy">
				<Copy value={value} what={what} />
			</div>
		</div>
	);
}

/** Copies from a menu, where there is no room beside the item to say that it was done. */
export function useCopy() {
	const { notify } = useFrame();
	const { common } = useText();
	return (value: string) =>
		void navigator.clipboard.writeText(value).then(
			() => notify({ id: "copy", type: "success", header: common.copied }),
			() => notify({ id: "copy", type: "error", header: common.copyFailed }),
		);
}
