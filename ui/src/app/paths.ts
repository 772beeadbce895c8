// Every address of the window, in one place.
export const paths = {
	services: "/services",
	create: "/services/new",
	createAs: (preset: string) => `/services/new?preset=${preset}`,
	copy: (arn: string) => `/services/new?copy=${encodeURIComponent(arn)}`,
	/** A copy of a service of another place, which is named so that the page can be loaded anew. */
	copyFrom: (arn: string, profile: string, region: string) =>
		`/services/new?${new URLSearchParams({ copy: arn, profile, region })}`,
	drafts: "/drafts",
	draft: (id: string) => `/drafts/${encodeURIComponent(id)}`,
	service: (arn: string) => `/services/${encodeURIComponent(arn)}`,
	serviceTab: (arn: string, tab: string) => `/services/${encodeURIComponent(arn)}?tab=${tab}`,
	serviceLog: (arn: string, operation: string) =>
		`/services/${encodeURIComponent(arn)}?tab=logs&log=deployment&operation=${encodeURIComponent(operation)}`,
	/** Who reaches a service. */
	incoming: (arn: string) => `/services/${encodeURIComponent(arn)}/incoming`,
	endpoints: "/endpoints",
	endpointNew: "/endpoints/new",
	endpointEdit: (id: string) => `/endpoints/${encodeURIComponent(id)}/edit`,
	endpoint: (id: string) => `/endpoints/${encodeURIComponent(id)}`,
	connectors: "/connectors",
	connectorNew: "/connectors/new",
	connector: (arn: string) => `/connectors/${encodeURIComponent(arn)}`,
	connectorEdit: (arn: string) => `/connectors/${encodeURIComponent(arn)}/edit`,
	runs: "/runs",
	run: (id: string) => `/runs/${encodeURIComponent(id)}`,
	sandbox: "/sandbox",
	keychain: "/keychain",
	permissions: "/permissions",
	profiles: "/profiles",
	profile: (name: string) => `/profiles/${encodeURIComponent(name)}`,
	ssoAccounts: (profile: string) => `/profiles/${encodeURIComponent(profile)}/accounts`,
};

export const patterns = {
	services: "/services",
	create: "/services/new",
	drafts: "/drafts",
	draft: "/drafts/:id",
	service: "/services/:arn",
	incoming: "/services/:arn/incoming",
	endpoints: "/endpoints",
	endpointNew: "/endpoints/new",
	endpointEdit: "/endpoints/:id/edit",
	endpoint: "/endpoints/:id",
	connectors: "/connectors",
	connectorNew: "/connectors/new",
	connector: "/connectors/:arn",
	connectorEdit: "/connectors/:arn/edit",
	runs: "/runs",
	run: "/runs/:id",
	sandbox: "/sandbox",
	keychain: "/keychain",
	permissions: "/permissions",
	profiles: "/profiles",
	profile: "/profiles/:name",
	ssoAccounts: "/profiles/:name/accounts",
};

/** A path as the `href` of a link that is followed by the router. */
export const href = (path: string) => `#${path}`;
