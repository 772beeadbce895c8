// Choices of how the window looks. They are the window's own, so they are kept with it and not on the Rust side; where
// nothing can be kept, they last until the window is closed.
const PREFIX = "app-runner-desktop.";

export function readStored<T>(name: string, accepts: (value: unknown) => value is T): T | null {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
		return accepts(value) ? value : null;
	} catch {
		return null;
	}
}

export function writeStored(name: string, value: unknown) {
	try {
		localStorage.setItem(PREFIX + name, JSON.stringify(value));
	} catch {
		// A full or closed storage must not stop anybody from choosing a language.
	}
}
