import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// One policy for the window and for development: the dev server sends what the shell enforces, opened only for what
// hot reloading needs (scripts and styles that carry a nonce, and its socket).
const NONCE = "development";

function developmentPolicy(port: number): string {
	const shell = JSON.parse(readFileSync(new URL("../src-tauri/tauri.conf.json", import.meta.url), "utf8"));
	return String(shell.app.security.csp)
		.replace("script-src 'self'", `script-src 'self' 'nonce-${NONCE}'`)
		.replace("style-src 'self'", `style-src 'self' 'nonce-${NONCE}'`)
		.replace("connect-src", `connect-src ws://127.0.0.1:${port} 'self'`);
}

/** In a browser without the shell, the window starts on the fake of the tests. */
const fakeEntry = {
	name: "fake-entry",
	transformIndexHtml: {
		order: "pre" as const,
		handler: (html: string) => html.replace("/src/main.tsx", "/src/test/browser.ts"),
	},
};

export default defineConfig(({ command, mode }) => {
	const fake = mode === "fake";
	const port = fake ? 1421 : 1420;
	return {
		base: "./",
		plugins: [react(), ...(fake && command === "serve" ? [fakeEntry] : [])],
		...(command === "serve" && mode !== "test" ? { html: { cspNonce: NONCE } } : {}),
		server: {
			host: "127.0.0.1",
			port,
			strictPort: true,
			headers: mode === "test" ? {} : { "Content-Security-Policy": developmentPolicy(port) },
			open: false,
		},
		build: { outDir: "dist", emptyOutDir: true, target: "safari16.4", chunkSizeWarningLimit: 1200 },
		test: {
			environment: "jsdom",
			setupFiles: ["src/test/setup.ts"],
			server: { deps: { inline: [/@cloudscape-design\//] } },
			restoreMocks: true,
			testTimeout: 60_000,
			hookTimeout: 60_000,
			css: false,
		},
	};
});
