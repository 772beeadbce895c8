// How AWS is reached: proxy, certificates, the connection and the clock.
import type { WireCodeWords } from "../words";

export const connection = {
	title: "Network",
	menu: "Network…",
	open: "Network settings",
	text: "How this application reaches AWS. This counts for all profiles; the sandbox and endpoints on this computer need no proxy.",
	proxy: "Proxy",
	system: "System settings",
	environment: "Environment variables",
	environmentText: "HTTPS_PROXY and NO_PROXY, as for the AWS CLI.",
	manual: "Manual",
	none: "No proxy",
	noneText: "AWS is asked directly.",
	direct: "No proxy is set there.",
	through: (proxy: string) => `Set there: ${proxy}`,
	throughWithPassword: (proxy: string) => `Set there: ${proxy}, with a user name`,
	unfollowed: (why: string) => `${why} AWS is asked directly.`,
	url: "Address",
	urlHint: "Scheme, host and port, such as http://proxy.example.com:8080.",
	except: "Except for",
	exceptHint: "Hosts that are asked directly, separated by commas, such as .corp.example.com, 10.0.0.0/8.",
	ca: "Certificate file",
	caHint:
		"Certificates (PEM) that are trusted in addition to those of the system. Needed where a company’s proxy reads the traffic.",
	caSubjects: (count: number, names: string) =>
		`${count === 1 ? "1 certificate" : `${count} certificates`} in use: ${names}`,
	caElsewhere: {
		environment: (path: string) => `AWS_CA_BUNDLE names ${path}, which is used instead.`,
		profile: (path: string, name: string) => `ca_bundle of the profile “${name}” names ${path}, which is used instead.`,
	},
	test: "Test connection",
	testing: "Testing the connection",
	testedDirect: (endpoint: string, ms: string) => `${endpoint} answered within ${ms} ms.`,
	testedThrough: (endpoint: string, ms: string, proxy: string) =>
		`${endpoint} answered within ${ms} ms, through ${proxy}.`,
	save: "Save",
	strip: "Connection",
	offline: (since: string) => `No connection since ${since}.`,
	readAt: (time: string) => `What you see was read at ${time} or earlier.`,
	clockStrip: "Clock",
	clockAhead: (minutes: number) =>
		`This computer’s clock is ${span(minutes)} ahead. AWS may refuse requests; set the clock in the system’s date and time settings.`,
	clockBehind: (minutes: number) =>
		`This computer’s clock is ${span(minutes)} behind. AWS may refuse requests; set the clock in the system’s date and time settings.`,
	stale: (time: string) => `This could not be refreshed. What is shown was read at ${time}.`,
};

export function span(minutes: number): string {
	return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

export const wireCodes: WireCodeWords = {
	proxyFault: {
		malformed: "This is not the address of a proxy, such as http://proxy.example.com:8080.",
		no_port: "The port is missing, such as :8080 at the end.",
		password:
			"User names and passwords are not stored here. Set HTTPS_PROXY to this address before you start the application, and choose “Environment variables”.",
		socks: "SOCKS proxies are not supported. Ask your administrator for the address of an HTTP proxy.",
		script:
			"Scripts that choose the proxy (PAC) are not supported. Ask your administrator which proxy leads to AWS, and enter it manually.",
		scheme: "The address of a proxy begins with http:// or https://.",
	},
	proxySource: {
		system: "the system settings",
		environment: "HTTPS_PROXY or ALL_PROXY",
		manual: "the network settings of this application",
	},
	proxyRefusal: {
		sign_in:
			"The proxy asks for a user name and password. Set HTTPS_PROXY to an address with both, and choose “Environment variables” in the network settings. Sign-in with NTLM or Kerberos is not supported.",
		unreachable: "No connection to the proxy could be made. Away from the company’s network it may not be needed.",
		closed: "The proxy does not let requests to AWS through. Ask its administrator to allow amazonaws.com.",
	},
	caFault: {
		missing: () => "There is no such file.",
		unreadable: ({ reason }) => `The file cannot be read: ${reason}`,
		no_certificate: () => "There is no certificate in this file. It has to be a PEM file.",
		bad_certificate: ({ number }) => `Certificate ${number} of this file is damaged.`,
	},
	caSource: {
		environment: () => "AWS_CA_BUNDLE",
		profile: ({ name }) => `ca_bundle of the profile “${name}”`,
		setting: () => "the network settings of this application",
	},
	certificateFault: {
		unknown_issuer:
			"Its issuer is not known on this computer. Probably a company’s proxy reads the traffic: ask for the certificate of its authority, and name the file in the network settings.",
		out_of_date: "It is not valid at the time that this computer’s clock shows.",
		wrong_host: "It belongs to another host. Something between this computer and AWS answers in its place.",
		other: "Something between this computer and AWS may answer in its place.",
	},
};
