import "@xyflow/react/dist/base.css";
import {
	Controls,
	type Edge,
	Handle,
	type Node,
	type NodeProps,
	Position,
	ReactFlow,
	ReactFlowProvider,
	useReactFlow,
} from "@xyflow/react";
import { createContext, type KeyboardEvent, memo, useContext, useId, useMemo, useRef, useState } from "react";
import { useText } from "../text/react";
import { GlyphView } from "./Glyphs";
import { type Box, litBy, type Scene, spoken, type View } from "./scene";
import { nextTo } from "./step";

type State = { isLit: boolean; isDim: boolean; isCurrent: boolean; canToggle: boolean; isPinned: boolean };
type BoxNode = Node<{ box: Box } & State, "box">;

type Hand = {
	onLight: (id: string | null) => void;
	onFocus: (box: Box, byKeys: boolean) => void;
	onPress: (box: Box) => void;
};

const NO_HAND: Hand = { onLight: () => {}, onFocus: () => {}, onPress: () => {} };
const HandContext = createContext<Hand>(NO_HAND);

const NODE_TYPES = { box: memo(BoxView) };
/** Between this and its own size a picture is made to fit; what is larger is moved about. */
const SMALLEST = 0.8;
const MARGIN = 12;
const TALLEST = 560;

type Props = {
	scene: Scene;
	view: View;
	/** What a destination that is pointed at elsewhere is called here. */
	pointed: string | null;
	/** Whether it has the whole window for itself. */
	isLarge?: boolean;
	onToggle?: ((subnet: string) => void) | undefined;
};

/** A picture of a VPC that one moves about in. */
export function PictureView(props: Props) {
	return (
		<ReactFlowProvider>
			<Canvas {...props} />
		</ReactFlowProvider>
	);
}

function Canvas({ scene, view, pointed, isLarge = false, onToggle }: Props) {
	const { network: words } = useText();
	const flow = useReactFlow<BoxNode>();
	const frame = useRef<HTMLDivElement>(null);
	const [over, setOver] = useState<string | null>(null);
	const [pinned, pin] = useState<string | null>(null);
	const [current, setCurrent] = useState<string | null>(null);
	const boxes = scene.boxes.filter(({ kind }) => kind !== "zone");
	const known = (id: string | null) => (id !== null && boxes.some((box) => box.id === id) ? id : null);
	const shown = known(over) ?? known(pointed) ?? known(pinned);
	const lit = useMemo(() => (shown === null ? null : litBy(scene, view, shown)), [scene, view, shown]);
	const first = boxes.find(({ kind }) => kind === "subnet") ?? boxes[0];
	const reached = known(current) ?? first?.id;

	const nodes = useKept(
		scene.boxes.map((box) => ({
			box,
			isLit: lit?.has(box.id) ?? false,
			isDim: lit !== null && !lit.has(box.id) && box.kind !== "zone",
			isCurrent: box.id === reached,
			canToggle: box.kind === "subnet" && onToggle !== undefined,
			isPinned: box.id === pinned,
		})),
	);
	const edges = useMemo(
		() =>
			scene.lines.map(({ from, to, tone, isActive }): Edge => {
				const isLit = lit === null ? isActive : lit.has(from) && lit.has(to);
				const look = [`tone-${tone}`, isLit ? "lit" : "dim"];
				return {
					id: `${from}\n${to}`,
					source: from,
					target: to,
					className: look.join(" "),
					zIndex: isLit ? 1 : 0,
					// What a line says is said by the boxes at its ends.
					ariaRole: "presentation",
					domAttributes: { "aria-hidden": true, "aria-roledescription": undefined },
				};
			}),
		[scene, lit],
	);

	function show(box: Box) {
		const { x, y, zoom } = flow.getViewport();
		const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
		const left = box.x * zoom + x;
		const top = box.y * zoom + y;
		const isSeen =
			left >= 0 && top >= 0 && left + box.width * zoom <= clientWidth && top + box.height * zoom <= clientHeight;
		if (!isSeen) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(zoom, SMALLEST) });
	}
	const latest = useRef<Hand>(NO_HAND);
	latest.current = {
		onLight: setOver,
		onFocus: (box, byKeys) => {
			setCurrent(box.id);
			if (byKeys) {
				setOver(box.id);
				show(box);
			}
		},
		onPress: (box) => {
			if (box.kind === "subnet" && onToggle !== undefined) {
				if (box.unfit === null) onToggle(box.id);
			} else pin((old) => (old === box.id ? null : box.id));
		},
	};
	// The same one always, so that a hand over the picture draws no box anew.
	const hand = useMemo<Hand>(
		() => ({
			onLight: (id) => latest.current.onLight(id),
			onFocus: (box, byKeys) => latest.current.onFocus(box, byKeys),
			onPress: (box) => latest.current.onPress(box),
		}),
		[],
	);
	function step(event: KeyboardEvent) {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		if (event.key === "Escape" && pinned !== null) {
			event.stopPropagation();
			pin(null);
		}
		const from = boxes.find(({ id }) => id === reached);
		const to = from && nextTo(boxes, scene.lines, from, event.key);
		if (to === undefined) return;
		event.preventDefault();
		frame.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(to.id)}"]`)?.focus();
	}
	function begin() {
		const width = frame.current?.clientWidth ?? 0;
		const zoom = Math.min(1, Math.max(SMALLEST, (width - 2 * MARGIN) / scene.width));
		void flow.setViewport({ x: MARGIN, y: MARGIN, zoom });
	}
	return (
		<HandContext value={hand}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from box to box, which are buttons */}
			<div
				ref={frame}
				className="network-canvas"
				style={{ height: isLarge ? "70vh" : Math.min(TALLEST, scene.height + 2 * MARGIN) }}
				onKeyDown={step}
			>
				<ReactFlow<BoxNode>
					id={useId()}
					aria-label={words.title}
					nodes={nodes}
					edges={edges}
					nodeTypes={NODE_TYPES}
					onInit={begin}
					minZoom={0.1}
					maxZoom={2}
					nodesDraggable={false}
					nodesConnectable={false}
					nodesFocusable={false}
					edgesFocusable={false}
					elementsSelectable={false}
					disableKeyboardA11y
					// The wheel scrolls the page, as everywhere else; with Ctrl it comes nearer.
					zoomOnScroll={false}
					zoomOnDoubleClick={false}
					preventScrolling={false}
					zoomActivationKeyCode="Control"
					panActivationKeyCode={null}
					selectionKeyCode={null}
					multiSelectionKeyCode={null}
					deleteKeyCode={null}
					proOptions={{ hideAttribution: true }}
					ariaLabelConfig={{
						"controls.ariaLabel": words.controls,
						"controls.zoomIn.ariaLabel": words.zoomIn,
						"controls.zoomOut.ariaLabel": words.zoomOut,
						"controls.fitView.ariaLabel": words.fit,
					}}
				>
					<Controls showInteractive={false} position="bottom-right" />
				</ReactFlow>
			</div>
		</HandContext>
	);
}

/** The nodes of these boxes; one of which nothing changed stays the same one, so that it is not drawn again. */
function useKept(states: ({ box: Box } & State)[]): BoxNode[] {
	const kept = useRef(new Map<string, BoxNode>());
	const nodes = states.map((data): BoxNode => {
		const { box } = data;
		const old = kept.current.get(box.id);
		const isSame =
			old?.data.box === box &&
			old.data.isLit === data.isLit &&
			old.data.isDim === data.isDim &&
			old.data.isCurrent === data.isCurrent &&
			old.data.canToggle === data.canToggle &&
			old.data.isPinned === data.isPinned;
		if (old !== undefined && isSame) return old;
		const { id, x, y, width, height } = box;
		const zIndex = box.kind === "zone" ? -1 : 2;
		// Else what can neither be selected nor moved is passed through by the pointer.
		const style = { pointerEvents: "all" } as const;
		const node = { id, type: "box" as const, position: { x, y }, width, height, data, zIndex, style };
		return { ...node, handles: handlesOf(box), domAttributes: { "aria-roledescription": undefined } };
	});
	kept.current = new Map(nodes.map((node) => [node.id, node]));
	return nodes;
}

/** Where lines begin and end. Said here, so that xyflow does not measure each box again when it changes. */
function handlesOf({ kind, width, height }: Box): NonNullable<BoxNode["handles"]> {
	const [left, right] = [
		{ x: 0, y: height / 2, position: Position.Left },
		{ x: width, y: height / 2, position: Position.Right },
	];
	const top = { x: width / 2, y: 0, position: Position.Top };
	const bottom = { x: width / 2, y: height, position: Position.Bottom };
	return [
		{ type: "target", ...(kind === "connector" ? top : left) },
		{ type: "source", ...(kind === "service" ? bottom : right) },
	];
}

function BoxView({ data }: NodeProps<BoxNode>) {
	const { box, isLit, isDim, isCurrent, canToggle, isPinned } = data;
	const hand = useContext(HandContext);
	if (box.kind === "zone") {
		return (
			<div className="network-zone">
				<strong className="one-line">{box.title}</strong> <span className="network-quiet">{box.lines.join(" ")}</span>
			</div>
		);
	}
	const look = ["network-box", `tone-${box.tone}`];
	if (box.chosen) look.push("chosen");
	if (isLit) look.push("lit");
	if (isDim || (canToggle && box.unfit !== null)) look.push("dim");
	return (
		<>
			<Handle type="target" position={box.kind === "connector" ? Position.Top : Position.Left} isConnectable={false} />
			<button
				type="button"
				className={look.join(" ")}
				data-box={box.id}
				tabIndex={isCurrent ? 0 : -1}
				aria-label={spoken(box)}
				aria-disabled={canToggle && box.unfit !== null}
				aria-pressed={canToggle ? (box.chosen ?? false) : isPinned}
				onMouseEnter={() => hand.onLight(box.id)}
				onMouseLeave={() => hand.onLight(null)}
				onBlur={() => hand.onLight(null)}
				onFocus={(event) => hand.onFocus(box, event.currentTarget.matches(":focus-visible"))}
				onClick={() => hand.onPress(box)}
			>
				<BoxContent box={box} canToggle={canToggle} />
			</button>
			<Handle
				type="source"
				position={box.kind === "service" ? Position.Bottom : Position.Right}
				isConnectable={false}
			/>
		</>
	);
}

function BoxContent({ box, canToggle }: { box: Box; canToggle: boolean }) {
	const [chip, ...others] = box.chips;
	return (
		<>
			<span className="network-head">
				{canToggle ? <span className="network-check" data-chosen={box.chosen} /> : <GlyphView glyph={box.glyph} />}
				<span className="one-line" title={box.title}>
					{box.title}
				</span>
			</span>
			{box.word !== null && (
				<span className="network-word">
					{canToggle && <GlyphView glyph={box.glyph} />}
					{box.word}
				</span>
			)}
			{box.lines.map((line) => (
				<span key={line} className="network-line one-line">
					{line}
				</span>
			))}
			{chip !== undefined && (
				<span className="network-line network-chips" title={box.chips.join("\n")}>
					<span className="network-chip one-line">{chip}</span>
					{others.length > 0 && <span className="network-chip">+{others.length}</span>}
				</span>
			)}
		</>
	);
}
