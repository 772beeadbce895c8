import type { ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useNavigate } from "react-router";
import type { ProfileRow } from "../bindings";
import { useCopy } from "../components/Copy";
import { useAskToLeave } from "../session/guard";
import { usePreferences } from "../session/preferences";
import { useRegionNames, useSessionState } from "../session/session";
import { localeOf } from "../text";
import { useText } from "../text/react";
import { href, paths } from "./paths";

/** Who one is and where: profile, Region, identity, and how the window looks. */
export function TopBar() {
	const text = useText();
	const navigate = useNavigate();
	const { profile, region, switchTo } = useSessionState();
	const askToLeave = useAskToLeave();
	const settings = useSettings();
	const identity = useIdentity();
	const profiles = useProfiles();
	const regions = useRegions();

	async function open(nextProfile: string, nextRegion: string) {
		if (nextProfile === profile && nextRegion === region) return;
		if (!(await askToLeave())) return;
		await navigate(paths.services);
		switchTo(nextProfile, nextRegion);
	}

	return (
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
				{ ...profiles, onItemClick: ({ detail }) => void open(detail.id, region) },
				{ ...regions, onItemClick: ({ detail }) => void open(profile, detail.id) },
				identity,
				settings,
			]}
		/>
	);
}

type Menu = Omit<TopNavigationProps.MenuDropdownUtility, "onItemClick" | "onItemFollow">;

function useProfiles(): Menu {
	const { shell, common, codes } = useText();
	const { welcome, profile } = useSessionState();
	const nameOf = (row: ProfileRow) => (row.kind === "sandbox" ? common.sandbox : row.name);
	const shown = welcome.profiles.find((row) => row.name === profile);
	const name = shown ? nameOf(shown) : profile;
	return {
		type: "menu-dropdown",
		iconName: "key",
		text: name,
		ariaLabel: `${shell.profileMenu}: ${name}`,
		title: shell.profileMenuTitle,
		items: welcome.profiles.map((row) => ({
			itemType: "checkbox",
			id: row.name,
			text: nameOf(row),
			checked: row.name === profile,
			secondaryText: codes.profileKind[row.kind],
			...(row.kind === "incomplete" ? { disabled: true, disabledReason: shell.profileIncomplete } : {}),
		})),
	};
}

function useRegions(): Menu {
	const { shell } = useText();
	const { welcome, region } = useSessionState();
	const { place, full } = useRegionNames();
	const name = full(region);
	return {
		type: "menu-dropdown",
		iconName: "globe",
		text: place(region),
		ariaLabel: `${shell.regionMenu}: ${name}`,
		title: shell.regionMenuTitle,
		items: welcome.regions.map(({ code }) => ({
			itemType: "checkbox",
			id: code,
			text: place(code),
			secondaryText: code,
			checked: code === region,
		})),
	};
}

function useIdentity(): TopNavigationProps.MenuDropdownUtility {
	const { shell, service } = useText();
	const { view, reopen } = useSessionState();
	const identity = view?.identity ?? null;
	const account = identity?.account ?? shell.notSignedIn;
	const copy = useCopy();
	const known: ButtonDropdownProps.ItemOrGroup[] = identity
		? [{ id: "arn", text: service.copyArn, secondaryText: identity.arn, iconName: "copy" }]
		: [];
	return {
		type: "menu-dropdown",
		iconName: "user-profile",
		text: account,
		ariaLabel: `${shell.identityMenu}: ${account}`,
		title: shell.identityAccount,
		description: account,
		items: [...known, { id: "reopen", text: shell.readAnew, iconName: "refresh" }],
		onItemClick: ({ detail }) => {
			if (detail.id === "reopen") reopen();
			if (detail.id === "arn" && identity) copy(identity.arn);
		},
	};
}

function useSettings(): TopNavigationProps.MenuDropdownUtility {
	const { shell } = useText();
	const { welcome } = useSessionState();
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
			if (detail.id === "en" || detail.id === "ja") setLocale(detail.id);
			if (detail.id === "comfortable" || detail.id === "compact") setDensity(detail.id);
		},
	};
}
