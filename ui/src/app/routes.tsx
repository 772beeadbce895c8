import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import { createHashRouter, Navigate, useNavigate } from "react-router";
import { usePage } from "../components/frame";
import { ServicesPage } from "../pages/services/ServicesPage";
import { useText } from "../text/react";
import { RouteBroken } from "./ErrorBoundary";
import { Gate } from "./Gate";
import { paths, patterns } from "./paths";
import { Shell } from "./Shell";

/** Addresses stand behind a hash, so that they work where there is no server. Only the first page comes at once. */
export function createRouter() {
	return createHashRouter([
		{
			element: <Shell />,
			errorElement: <RouteBroken />,
			hydrateFallbackElement: <></>,
			children: [
				{
					errorElement: <RouteBroken />,
					children: [
						{ index: true, element: <Navigate to={paths.services} replace /> },
						{
							element: <Gate />,
							children: [
								{ path: patterns.services, element: <ServicesPage /> },
								{
									path: patterns.create,
									lazy: async () => ({ Component: (await import("../wizard/CreatePage")).CreatePage }),
								},
								{
									path: patterns.draft,
									lazy: async () => ({ Component: (await import("../wizard/CreatePage")).CreatePage }),
								},
								{
									path: patterns.permissions,
									lazy: async () => ({
										Component: (await import("../pages/permissions/PermissionsPage")).PermissionsPage,
									}),
								},
								{
									path: patterns.connectors,
									lazy: async () => ({
										Component: (await import("../pages/connectors/ConnectorsPage")).ConnectorsPage,
									}),
								},
								{
									path: patterns.connectorNew,
									lazy: async () => ({
										Component: (await import("../pages/connectors/ConnectorEditor")).ConnectorEditor,
									}),
								},
								{
									path: patterns.connector,
									lazy: async () => ({
										Component: (await import("../pages/connectors/ConnectorPage")).ConnectorPage,
									}),
								},
								{
									path: patterns.connectorEdit,
									lazy: async () => ({
										Component: (await import("../pages/connectors/ConnectorEditor")).ConnectorEditor,
									}),
								},
								{
									path: patterns.endpoints,
									lazy: async () => ({
										Component: (await import("../pages/endpoints/EndpointsPage")).EndpointsPage,
									}),
								},
								{
									path: patterns.endpointNew,
									lazy: async () => ({
										Component: (await import("../pages/endpoints/EndpointEditor")).EndpointEditor,
									}),
								},
								{
									path: patterns.endpointEdit,
									lazy: async () => ({
										Component: (await import("../pages/endpoints/EndpointEditor")).EndpointEditor,
									}),
								},
								{
									path: patterns.endpoint,
									lazy: async () => ({
										Component: (await import("../pages/endpoints/EndpointPage")).EndpointPage,
									}),
								},
								{
									path: patterns.incoming,
									lazy: async () => ({ Component: (await import("../wizard/IncomingPage")).IncomingPage }),
								},
								{
									path: patterns.service,
									lazy: async () => ({
										Component: (await import("../pages/service/ServicePage")).ServicePage,
									}),
								},
							],
						},
						{
							path: patterns.drafts,
							lazy: async () => ({ Component: (await import("../pages/drafts/DraftsPage")).DraftsPage }),
						},
						{
							path: patterns.runs,
							lazy: async () => ({ Component: (await import("../pages/runs/RunsPage")).RunsPage }),
						},
						{
							path: patterns.run,
							lazy: async () => ({ Component: (await import("../pages/runs/RunPage")).RunPage }),
						},
						{
							path: patterns.sandbox,
							lazy: async () => ({ Component: (await import("../pages/sandbox/SandboxPage")).SandboxPage }),
						},
						{
							path: patterns.profiles,
							lazy: async () => ({ Component: (await import("../pages/profiles/ProfilesPage")).ProfilesPage }),
						},
						{
							path: patterns.profile,
							lazy: async () => ({ Component: (await import("../pages/profiles/ProfilePage")).ProfilePage }),
						},
						{
							path: patterns.ssoAccounts,
							lazy: async () => ({ Component: (await import("../pages/profiles/AccountsPage")).AccountsPage }),
						},
						{
							path: patterns.keychain,
							lazy: async () => ({ Component: (await import("../pages/profiles/keychain/KeychainPage")).KeychainPage }),
						},
						{ path: "*", element: <NotFound /> },
					],
				},
			],
		},
	]);
}

function NotFound() {
	const { shell } = useText();
	const navigate = useNavigate();
	usePage([{ text: shell.notFound, path: paths.services }], null);
	return (
		<Header variant="h1" actions={<Button onClick={() => void navigate(paths.services)}>{shell.toServices}</Button>}>
			{shell.notFound}
		</Header>
	);
}
