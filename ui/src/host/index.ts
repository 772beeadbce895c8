// The window's only way to the Rust side. Everything here is asked of it and answered, or throws a ProblemError.
import { type ConnectivityChanged, commands, events, type RunChanged, type ServiceChanged } from "../bindings";
import { isProblem, ProblemError, problemOf } from "./problem";

export { ProblemError, problemOf } from "./problem";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: unknown };

function unwrapped<A extends unknown[], T>(command: (...args: A) => Promise<Answer<T>>) {
	return async (...args: A): Promise<T> => {
		const answer = await command(...args);
		if (answer.status === "ok") return answer.data;
		throw new ProblemError(isProblem(answer.error) ? answer.error : problemOf(answer.error));
	};
}

export const host = {
	welcome: unwrapped(commands.welcome),
	sessionOpen: unwrapped(commands.sessionOpen),
	wireGet: unwrapped(commands.wireGet),
	wireSet: unwrapped(commands.wireSet),
	wireTest: unwrapped(commands.wireTest),
	connectivityGet: unwrapped(commands.connectivityGet),
	marksList: unwrapped(commands.marksList),
	markSet: unwrapped(commands.markSet),
	guardGet: unwrapped(commands.guardGet),
	guardUnlock: unwrapped(commands.guardUnlock),
	guardLock: unwrapped(commands.guardLock),
	signInBegin: unwrapped(commands.signInBegin),
	signInOpen: unwrapped(commands.signInOpen),
	signInWait: unwrapped(commands.signInWait),
	signInCancel: unwrapped(commands.signInCancel),
	signOut: unwrapped(commands.signOut),
	codeEnter: unwrapped(commands.codeEnter),
	programAllow: unwrapped(commands.programAllow),
	keychainGet: unwrapped(commands.keychainGet),
	keychainUnlock: unwrapped(commands.keychainUnlock),
	tokensKeep: unwrapped(commands.tokensKeep),
	keyAdd: unwrapped(commands.keyAdd),
	keyMove: unwrapped(commands.keyMove),
	keyProfile: unwrapped(commands.keyProfile),
	keyForget: unwrapped(commands.keyForget),
	planKeyRotation: unwrapped(commands.planKeyRotation),
	planKeyEnd: unwrapped(commands.planKeyEnd),
	callerDecide: unwrapped(commands.callerDecide),
	configGet: unwrapped(commands.configGet),
	configPlan: unwrapped(commands.configPlan),
	configApply: unwrapped(commands.configApply),
	ssoAccounts: unwrapped(commands.ssoAccounts),
	ssoRoles: unwrapped(commands.ssoRoles),
	projectGet: unwrapped(commands.projectGet),
	projectOpen: unwrapped(commands.projectOpen),
	projectMake: unwrapped(commands.projectMake),
	projectClose: unwrapped(commands.projectClose),
	windowOpen: unwrapped(commands.windowOpen),
	windowName: unwrapped(commands.windowName),
	sessionStanding: unwrapped(commands.sessionStanding),
	permissionsGet: unwrapped(commands.permissionsGet),
	servicesElsewhere: unwrapped(commands.servicesElsewhere),
	servicesList: unwrapped(commands.servicesList),
	serviceGet: unwrapped(commands.serviceGet),
	serviceOperations: unwrapped(commands.serviceOperations),
	serviceLog: unwrapped(commands.serviceLog),
	serviceDiagnosis: unwrapped(commands.serviceDiagnosis),
	serviceFollow: unwrapped(commands.serviceFollow),
	serviceUnfollow: unwrapped(commands.serviceUnfollow),
	repositoriesList: unwrapped(commands.repositoriesList),
	imagesList: unwrapped(commands.imagesList),
	rolesList: unwrapped(commands.rolesList),
	autoScalingList: unwrapped(commands.autoScalingList),
	connectorsList: unwrapped(commands.connectorsList),
	networkList: unwrapped(commands.networkList),
	networkReach: unwrapped(commands.networkReach),
	networkPicture: unwrapped(commands.networkPicture),
	connectorsInUse: unwrapped(commands.connectorsInUse),
	connectorCheck: unwrapped(commands.connectorCheck),
	databasePropose: unwrapped(commands.databasePropose),
	planConnector: unwrapped(commands.planConnector),
	endpointsInUse: unwrapped(commands.endpointsInUse),
	networkEntry: unwrapped(commands.networkEntry),
	privateDomains: unwrapped(commands.privateDomains),
	planGroup: unwrapped(commands.planGroup),
	planIncoming: unwrapped(commands.planIncoming),
	planDeleteIngress: unwrapped(commands.planDeleteIngress),
	endpointCheck: unwrapped(commands.endpointCheck),
	planEndpoint: unwrapped(commands.planEndpoint),
	planDeleteEndpoint: unwrapped(commands.planDeleteEndpoint),
	planDeleteConnector: unwrapped(commands.planDeleteConnector),
	pictureSave: unwrapped(commands.pictureSave),
	planAllowInbound: unwrapped(commands.planAllowInbound),
	observabilityList: unwrapped(commands.observabilityList),
	connectionsList: unwrapped(commands.connectionsList),
	endpointsList: unwrapped(commands.endpointsList),
	keysList: unwrapped(commands.keysList),
	webAclsList: unwrapped(commands.webAclsList),
	imageGet: unwrapped(commands.imageGet),
	secretsList: unwrapped(commands.secretsList),
	parametersList: unwrapped(commands.parametersList),
	environmentImport: unwrapped(commands.environmentImport),
	configurationFileExamine: unwrapped(commands.configurationFileExamine),
	configurationFileWrite: unwrapped(commands.configurationFileWrite),
	planConnection: unwrapped(commands.planConnection),
	planSecret: unwrapped(commands.planSecret),
	draftNew: unwrapped(commands.draftNew),
	draftCopy: unwrapped(commands.draftCopy),
	draftsList: unwrapped(commands.draftsList),
	draftGet: unwrapped(commands.draftGet),
	draftCost: unwrapped(commands.draftCost),
	draftPreflight: unwrapped(commands.draftPreflight),
	draftSave: unwrapped(commands.draftSave),
	draftForget: unwrapped(commands.draftForget),
	draftCheck: unwrapped(commands.draftCheck),
	planCreate: unwrapped(commands.planCreate),
	planDelete: unwrapped(commands.planDelete),
	runStart: unwrapped(commands.runStart),
	runGet: unwrapped(commands.runGet),
	runsList: unwrapped(commands.runsList),
	runResume: unwrapped(commands.runResume),
	runUndo: unwrapped(commands.runUndo),
	runLeave: unwrapped(commands.runLeave),
	linkOpen: unwrapped(commands.linkOpen),
	sandboxControls: unwrapped(commands.sandboxControls),
	sandboxChange: unwrapped(commands.sandboxChange),
};

type Source<T> = { listen: (callback: (event: { payload: T }) => void) => Promise<() => void> };

/** Listens until the returned function is called, also when that is before the shell has confirmed. */
function listening<T>(source: Source<T>, callback: (payload: T) => void): () => void {
	let ended = false;
	let unlisten: (() => void) | undefined;
	source
		.listen((event) => ended || callback(event.payload))
		.then(
			(stop) => {
				unlisten = stop;
				if (ended) stop();
			},
			// Without events the pages still ask again by themselves.
			() => undefined,
		);
	return () => {
		ended = true;
		unlisten?.();
	};
}

export const onConnectivityChanged = (callback: (change: ConnectivityChanged) => void) =>
	listening(events.connectivityChanged, callback);
export const onWireChanged = (callback: () => void) => listening(events.wireChanged, callback);
export const onWoken = (callback: () => void) => listening(events.woken, callback);
export const onCredentialsChanged = (callback: () => void) => listening(events.credentialsChanged, callback);
export const onKeychainChanged = (callback: () => void) => listening(events.keychainChanged, callback);
export const onProfilesChanged = (callback: () => void) => listening(events.profilesChanged, callback);
export const onMarksChanged = (callback: () => void) => listening(events.marksChanged, callback);
export const onProjectChanged = (callback: () => void) => listening(events.projectChanged, callback);
export const onRunChanged = (callback: (change: RunChanged) => void) => listening(events.runChanged, callback);
export const onServiceChanged = (callback: (change: ServiceChanged) => void) =>
	listening(events.serviceChanged, callback);
