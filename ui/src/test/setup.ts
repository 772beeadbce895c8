// What jsdom does not have and Cloudscape asks for.
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

class NoResize implements ResizeObserver {
	observe() {}
	unobserve() {}
	disconnect() {}
}

// A failure that prints the whole window is read by nobody. While a build uses
// the whole machine, a page takes many times as long as it should.
configure({ getElementError: (message) => new Error(message ?? "not found"), asyncUtilTimeout: 20_000 });

globalThis.ResizeObserver ??= NoResize;
// d3, which moves the picture of a network, asks for the window of a press, and those of tests come from none.
document.addEventListener(
	"mousedown",
	(event) => {
		if (event.target instanceof Element && event.target.closest(".react-flow")) event.stopImmediatePropagation();
	},
	true,
);
window.matchMedia ??= (query) => ({
	matches: false,
	media: query,
	onchange: null,
	addEventListener: () => undefined,
	removeEventListener: () => undefined,
	addListener: () => undefined,
	removeListener: () => undefined,
	dispatchEvent: () => false,
});
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
window.CSS ??= { supports: () => false, escape: (text: string) => text } as unknown as typeof CSS;

// A browser does nothing for an anchor without an address; jsdom goes to the empty one.
window.addEventListener("click", (event) => {
	if (event.target instanceof Element && event.target.closest("a:not([href])")) event.preventDefault();
});

afterEach(() => {
	cleanup();
	localStorage.clear();
	window.location.hash = "";
	vi.useRealTimers();
});
