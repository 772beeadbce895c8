import "@cloudscape-design/global-styles/index.css";
import "./components/styles.css";
import "./components/marks.css";
import "./components/profiles.css";
import "./network/network.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
