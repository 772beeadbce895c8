import { applyDensity, applyMode, Density, Mode } from "@cloudscape-design/global-styles";
import { useEffect } from "react";
import type { DensityChoice } from "../session/preferences";

/** Dark and light follow the system, live; the density follows the person. */
export function useTheme(density: DensityChoice) {
	useEffect(() => {
		const dark = window.matchMedia("(prefers-color-scheme: dark)");
		const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
		follow();
		dark.addEventListener("change", follow);
		return () => dark.removeEventListener("change", follow);
	}, []);
	useEffect(() => applyDensity(density === "compact" ? Density.Compact : Density.Comfortable), [density]);
}
