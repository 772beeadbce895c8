import FormField from "@cloudscape-design/components/form-field";
import Icon from "@cloudscape-design/components/icon";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import LiveRegion from "@cloudscape-design/components/live-region";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FocusHere } from "../components/FocusHere";
import { useText } from "../text/react";

export type Findable = {
	id: string;
	label: string;
	/** What it is found by, beside its label. */
	keywords: string[];
	description: ReactNode;
	/** Why it cannot be picked. */
	fault: string | null;
	isCurrent: boolean;
};

type Props = {
	label: string;
	hint?: string;
	/** What the list is called. */
	list: string;
	options: Findable[];
	/** The id of the one to begin at. */
	initial?: string;
	onPick: (id: string) => void;
};

/** A list that is searched by typing, walked by the arrow keys and chosen from with Enter; or with the mouse. */
export function Finder({ label, hint, list, options, initial, onPick }: Props) {
	const { switcher } = useText();
	const id = useId();
	const box = useRef<HTMLDivElement>(null);
	const field = useRef<InputProps.Ref>(null);
	const [typed, setTyped] = useState("");
	const [chosen, setChosen] = useState(initial ?? null);
	const shown = options.filter((option) => matches(option, typed));
	const at = Math.max(
		0,
		shown.some((option) => option.id === chosen)
			? shown.findIndex((option) => option.id === chosen)
			: shown.findIndex(({ fault }) => fault === null),
	);
	const active = shown[at];
	const idOf = (option: Findable) => `${id}-${options.indexOf(option)}`;
	const activeId = active && idOf(active);

	useEffect(() => {
		if (activeId === undefined) return;
		box.current?.ownerDocument.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
	}, [activeId]);

	function pick(option: Findable | undefined) {
		if (option && option.fault === null) onPick(option.id);
	}

	/** Those that cannot be picked are walked through too, so that it is heard why. */
	function onKey(key: string): boolean {
		const last = shown.length - 1;
		const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, Enter: at }[key];
		if (next === undefined) return false;
		if (key === "Enter") pick(active);
		else setChosen(shown[next]?.id ?? null);
		return true;
	}

	return (
		<div ref={box}>
			<FocusHere field={field} />
			<FormField label={label} stretch {...(hint === undefined ? {} : { constraintText: hint })}>
				<Input
					value={typed}
					ref={field}
					autoComplete={false}
					spellcheck={false}
					onChange={({ detail }) => {
						setTyped(detail.value);
						setChosen(null);
					}}
					onKeyDown={(event) => {
						// Enter also ends the conversion of what is typed in Japanese.
						if (!event.detail.isComposing && onKey(event.detail.key)) event.preventDefault();
					}}
					nativeInputAttributes={{
						role: "combobox",
						"aria-expanded": true,
						"aria-controls": id,
						"aria-autocomplete": "list",
						"aria-activedescendant": activeId,
					}}
				/>
			</FormField>
			<div id={id} role="listbox" aria-label={list} className="finder">
				{shown.map((option) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys
					<div
						key={option.id}
						id={idOf(option)}
						role="option"
						tabIndex={-1}
						aria-selected={option === active}
						aria-disabled={option.fault !== null}
						className="finder-option"
						onClick={() => pick(option)}
					>
						<span className="finder-check">
							{option.isCurrent && <Icon name="check" size="small" ariaLabel={switcher.current} />}
						</span>
						<span className="finder-words">
							<span className="whole">{option.label}</span>
							<span className="finder-description">{option.description}</span>
							{option.fault !== null && (
								<span className="finder-description">
									{switcher.faulty} {option.fault}
								</span>
							)}
						</span>
					</div>
				))}
			</div>
			{shown.length === 0 && <div className="finder-none">{switcher.none}</div>}
			<LiveRegion hidden>{typed === "" ? "" : switcher.matches(shown.length)}</LiveRegion>
		</div>
	);
}

/** Each word that was typed is somewhere in it. */
function matches({ label, keywords }: Findable, typed: string): boolean {
	const within = [label, ...keywords].join("\n").toLowerCase();
	return typed
		.toLowerCase()
		.split(/\s+/)
		.every((word) => within.includes(word));
}
