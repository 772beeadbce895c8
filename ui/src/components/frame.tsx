// What a page tells the shell around it: where it is, what its help says, and what happened.
import type { AppLayoutProps } from "@cloudscape-design/components/app-layout";
import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import Link from "@cloudscape-design/components/link";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Text } from "../text";
import { useText } from "../text/react";

export type HelpTopic = keyof Text["help"];
export type Crumb = { text: string; path: string };
type ContentType = NonNullable<AppLayoutProps["contentType"]>;
export type Notice = { id: string; type: FlashbarProps.Type; header: ReactNode; content?: ReactNode };

type Page = { crumbs: Crumb[]; help: HelpTopic | null; contentType: ContentType };

type Frame = {
	page: Page;
	topic: HelpTopic | null;
	helpOpen: boolean;
	notices: Notice[];
	setPage: (page: Page) => void;
	setHelpOpen: (open: boolean) => void;
	showHelp: (topic: HelpTopic) => void;
	/** Changes what the help panel says without opening it. */
	setTopic: (topic: HelpTopic) => void;
	notify: (notice: Notice) => void;
	dismiss: (id: string) => void;
};

const FrameContext = createContext<Frame | null>(null);

export function FrameProvider({ children }: { children: ReactNode }) {
	const [page, putPage] = useState<Page>({ crumbs: [], help: null, contentType: "default" });
	const [topic, setTopic] = useState<HelpTopic | null>(null);
	const [helpOpen, setHelpOpen] = useState(false);
	const [notices, setNotices] = useState<Notice[]>([]);
	const setPage = useCallback((next: Page) => {
		putPage(next);
		setTopic(next.help);
	}, []);
	const showHelp = useCallback((next: HelpTopic) => {
		setTopic(next);
		setHelpOpen(true);
	}, []);
	const dismiss = useCallback((id: string) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);
	const notify = useCallback(
		(notice: Notice) => setNotices((all) => [notice, ...all.filter(({ id }) => id !== notice.id)].slice(0, 4)),
		[],
	);
	const value = useMemo(
		() => ({ page, topic, helpOpen, notices, setPage, setHelpOpen, showHelp, setTopic, notify, dismiss }),
		[page, topic, helpOpen, notices, setPage, showHelp, notify, dismiss],
	);
	return <FrameContext value={value}>{children}</FrameContext>;
}

export function useFrame(): Frame {
	const value = use(FrameContext);
	if (value === null) throw new Error("no frame around this component");
	return value;
}

/** Declares the page that is shown. Crumbs are compared by what they say, so they need not be the same array. */
export function usePage(crumbs: Crumb[], help: HelpTopic | null, contentType: ContentType = "default") {
	const { setPage } = useFrame();
	const text = useText();
	const written = JSON.stringify(crumbs);
	useEffect(() => {
		const parsed: Crumb[] = JSON.parse(written);
		setPage({ crumbs: parsed, help, contentType });
		const last = parsed.at(-1)?.text;
		document.title = last === undefined ? text.common.product : `${last} - ${text.common.product}`;
	}, [written, help, contentType, setPage, text]);
	useFocusedHeading();
}

/** The window's first page does not take the focus; each later one does, so that it is read out. */
let shownBefore = false;

/** The focus of the page that was left goes to the heading, and to the one that comes in its place with what is read. */
function useFocusedHeading() {
	const left = useRef<Element | null>(null);
	const heading = useRef<HTMLElement | null>(null);
	const isFirst = useRef(!shownBefore);
	useEffect(() => {
		shownBefore = true;
		left.current = document.activeElement;
	}, []);
	useEffect(() => {
		if (isFirst.current || heading.current?.isConnected) return;
		// Who has gone elsewhere meanwhile stays there.
		const { activeElement } = document;
		if (activeElement !== left.current && activeElement !== document.body) return;
		heading.current = document.querySelector<HTMLElement>("main h1");
		if (heading.current === null) return;
		heading.current.tabIndex = -1;
		heading.current.focus({ preventScroll: true });
		window.scrollTo(0, 0);
	});
}

/** Opens the help panel at a topic. */
export function InfoLink({ topic }: { topic: HelpTopic }) {
	const { showHelp } = useFrame();
	const text = useText();
	return (
		<Link variant="info" ariaLabel={text.common.infoAbout(text.help[topic].title)} onFollow={() => showHelp(topic)}>
			{text.common.info}
		</Link>
	);
}
