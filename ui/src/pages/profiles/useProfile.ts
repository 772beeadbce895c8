import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import { useAskToLeave } from "../../session/guard";
import { useSessionState } from "../../session/session";

/** Where a profile is at home, if App Runner is there too. */
export function useHome() {
	const { welcome, region } = useSessionState();
	return (own: string | null) => (own !== null && welcome.regions.some(({ code }) => code === own) ? own : region);
}

/** Switches the window to a profile, and shows its services. */
export function useSwitch() {
	const { switchTo } = useSessionState();
	const home = useHome();
	const navigate = useNavigate();
	const askToLeave = useAskToLeave();
	return async (profile: string, region: string | null) => {
		if (!(await askToLeave())) return;
		await navigate(paths.services);
		switchTo(profile, home(region));
	};
}
