import type { ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { Standing } from "../bindings";
import { useCopy } from "../components/Copy";
import { useDialog } from "../components/dialogs";
import { useOpenWindow } from "../components/windows";
import { useAskToLeave } from "../session/guard";
import { usePreferences } from "../session/preferences";
import { remember } from "../session/recent";
import { useProfileName, useRegionNames, useSessionState } from "../session/session";
import { useStanding } from "../session/standing";
import { localeOf } from "../text";
import { useFormat, useText } from "../text/react";
import { href, paths } from "./paths";
import { useShortcut } from "./shortcut";

// Most of the time nobody switches.
const Switcher = lazy(() => import("./Switcher"));

/** Who one is and where: profile, Region, identity, and how the window looks. */
export function TopBar() {
	const text = useText();
	const navigate = useNavigate();
	const { profile, region, switchTo } = useSessionState();
	const askToLeave = useAskToLeave();
	const settings = useSettings();
	const identity = useIdentity();
	const [switching, setSwitching] = useState(false);
	const openSwitcher = useCallback(() => setSwitching(true), []);
	const shown = useProfile(openSwitcher);
	useShortcut("k", openSwitcher);
	const regions = useRegions();

	async function open(nextProfile: string, nextRegion: string) {
		if (nextProfile === profile && nextRegion === region) return;
		if (!(await askToLeave())) return;
		await navigate(paths.services);
		switchTo(nextProfile, nextRegion);
	}

	return (
		<>
			<TopNavigation
				identity={{
					title: text.common.product,
					href: href(paths.services),
					onFollow: (event) => {
						event.preventDefault();
						void navigate(paths.services);
					},
				}}
				utilities={[
					shown,
					{ ...regions, onItemClick: ({ detail }) => void open(profile, detail.id) },
					identity,
					settings,
				]}
			/>
			<Suspense fallback={null}>
				{switching && (
					<Switcher
						onDismiss={() => setSwitching(false)}
						onSwitch={(profile, region) => {
							// What asks before it is left is a dialog too.
							setSwitching(false);
							void open(profile, region);
						}}
					/>
				)}
			</Suspense>
		</>
	);
}

type Menu = Omit<TopNavigationProps.MenuDropdownUtility, "onItemClick" | "onItemFollow">;

/** The profile, as the button that opens the list of all. */
function useProfile(open: () => void): TopNavigationProps.ButtonUtility {
	const { shell } = useText();
	const { profile, view } = useSessionState();
	const name = useProfileName()(profile);
	const account = view?.identity?.account ?? null;
	useEffect(() => remember(profile, account), [profile, account]);
	return {
		type: "button",
		iconName: "key",
		text: name,
		ariaLabel: `${shell.profileMenu}: ${name}`,
		onClick: open,
	};
}

function useRegions(): Menu {
	const { shell, codes, regions: words } = useText();
	const { welcome, region } = useSessionState();
	const { place, full } = useRegionNames();
	const name = full(region);
	const areas = [...new Set(welcome.regions.map(({ area }) => area))];
	const served = areas.map((area) => ({
		text: codes.regionArea[area],
		items: welcome.regions
			.filter((one) => one.area === area)
			.map(
				({ code }): ButtonDropdownProps.CheckboxItem => ({
					itemType: "checkbox",
					id: code,
					text: place(code),
					secondaryText: code,
					checked: code === region,
				}),
			),
	}));
	const others = welcome.other_regions.map(({ code }) => ({
		id: code,
		text: place(code),
		secondaryText: code,
		disabled: true,
		disabledReason: words.notOffered,
	}));
	return {
		type: "menu-dropdown",
		iconName: "globe",
		text: place(region),
		ariaLabel: `${shell.regionMenu}: ${name}`,
		title: shell.regionMenuTitle,
		items: others.length === 0 ? served : [...served, { text: words.notOfferedGroup, items: others }],
	};
}

function useIdentity(): TopNavigationProps.MenuDropdownUtility {
	const { shell, service, signIn, guard } = useText();
	const { welcome, profile, view, reopen } = useSessionState();
	const standing = useStanding();
	const lasting = useLasting(standing);
	const open = useDialog();
	const identity = view?.identity ?? null;
	const account = identity?.account ?? shell.notSignedIn;
	const copy = useCopy();
	const kind = welcome.profiles.find(({ name }) => name === profile)?.kind;
	// A role can be had by a sign-in too.
	const isSignedIn = kind === "sso" || standing?.renews === true || (standing?.sign_in_until ?? null) !== null;
	const credentials: ButtonDropdownProps.ItemOrGroup[] = [
		{ id: "reopen", text: shell.readAnew, iconName: "refresh" },
		...(isSignedIn
			? [
					{ id: "sign-in", text: signIn.again },
					{ id: "sign-out", text: signIn.out },
				]
			: []),
	];
	return {
		type: "menu-dropdown",
		iconName: "user-profile",
		text: account,
		ariaLabel: `${shell.identityMenu}: ${account}`,
		title: shell.identityAccount,
		description: account,
		items: [
			...(identity
				? [{ id: "arn", text: service.copyArn, secondaryText: identity.arn, iconName: "copy" as const }]
				: []),
			...(lasting === null ? credentials : [{ id: "standing", text: lasting, items: credentials }]),
			{ id: "mark", text: guard.mark },
		],
		onItemClick: ({ detail }) => {
			if (detail.id === "reopen") reopen();
			if (detail.id === "arn" && identity) copy(identity.arn);
			if (detail.id === "sign-in") open({ kind: "sign_in", profile, session: null });
			if (detail.id === "sign-out") open({ kind: "sign_out", profile });
			if (detail.id === "mark") open({ kind: "mark", profile, account: identity?.account ?? null });
		},
	};
}

/** How long credentials and sign-in last, in words; nothing where neither ends. */
function useLasting(standing: Standing | null): string | null {
	const { standing: text } = useText();
	const format = useFormat();
	if (standing === null) return null;
	const parts: string[] = [];
	if (standing.credentials_until !== null) parts.push(text.credentials(format.moment(standing.credentials_until)));
	if (standing.renews) parts.push(text.renews);
	else if (standing.sign_in_until !== null) parts.push(text.signedIn(format.moment(standing.sign_in_until)));
	return parts.length === 0 ? null : parts.join(" · ");
}

function useSettings(): TopNavigationProps.MenuDropdownUtility {
	const { shell, profiles, project, connection } = useText();
	const { welcome, profile, region } = useSessionState();
	const openWindow = useOpenWindow();
	const openDialog = useDialog();
	useShortcut("n", () => openWindow(profile, region));
	const { locale, density, setLocale, setDensity } = usePreferences();
	const language = locale ?? localeOf(welcome.locale ?? navigator.language);
	const choice = (id: string, text: string, checked: boolean): ButtonDropdownProps.CheckboxItem => ({
		itemType: "checkbox",
		id,
		text,
		checked,
	});
	return {
		type: "menu-dropdown",
		iconName: "settings",
		ariaLabel: shell.settingsMenu,
		title: shell.settingsMenu,
		description: shell.version(welcome.version),
		items: [
			{ id: "window", text: profiles.window, secondaryText: profiles.shortcut("N"), iconName: "external" },
			{ id: "project", text: project.menu, iconName: "folder" },
			{ id: "network", text: connection.menu },
			{
				text: shell.language,
				// Each language names itself, so that it is found by who reads no other.
				items: [choice("en", "English", language === "en"), choice("ja", "日本語", language === "ja")],
			},
			{
				text: shell.density,
				items: [
					choice("comfortable", shell.comfortable, density === "comfortable"),
					choice("compact", shell.compact, density === "compact"),
				],
			},
		],
		onItemClick: ({ detail }) => {
			if (detail.id === "window") openWindow(profile, region);
			if (detail.id === "project") openDialog({ kind: "project" });
			if (detail.id === "network") openDialog({ kind: "network", profile });
			if (detail.id === "en" || detail.id === "ja") setLocale(detail.id);
			if (detail.id === "comfortable" || detail.id === "compact") setDensity(detail.id);
		},
	};
}
