// The shapes of words for codes. A code of the bindings without its words, in either language, does not compile.
import type {
	Ability,
	Access,
	Action,
	AutomaticClosed,
	Badge,
	Base,
	Beside,
	Block,
	CaFault,
	CaSource,
	Cause,
	CertificateFault,
	ChainFault,
	Color,
	ConfigFile,
	Consent,
	Detail,
	Doubt,
	EditRefusal,
	Feature,
	FeatureState,
	Field,
	FileDetail,
	FileKind,
	Fix,
	GrantResource,
	Hop,
	KeychainState,
	KeyPart,
	KeyUnusable,
	LeftOut,
	LineReason,
	Link,
	Look,
	Note,
	NotTaken,
	OperationKind,
	OperationStatus,
	Outcome,
	PinReason,
	Preset,
	ProblemDetail,
	ProfileKind,
	ProjectRefusal,
	Protection,
	Provider,
	ProxyFault,
	ProxyRefusal,
	ProxySource,
	Reading,
	RefusedBy,
	RegionArea,
	Remedy,
	RunState,
	Runtime,
	ServiceStatus,
	Severity,
	StepState,
	SubnetKind,
	Undo,
	Unfit,
	ValueFault,
	VariableSource,
	Via,
	Way,
	WayOut,
	WizardStep,
} from "../bindings";

type Of<Union, Tag extends keyof Union, Value extends Union[Tag]> = Extract<Union, Record<Tag, Value>>;

export type FindingWords = { [C in Detail["code"]]: (detail: Of<Detail, "code", C>) => string };
export type FixWords = { [K in Fix["kind"]]: (fix: Of<Fix, "kind", K>) => string };
export type ProblemWords = {
	[C in ProblemDetail["code"]]: { title: string; body: (detail: Of<ProblemDetail, "code", C>) => string };
};
export type RemedyWords = { [K in Remedy["kind"]]: (remedy: Of<Remedy, "kind", K>) => string };
export type CauseWords = { [C in Cause["code"]]: { title: string; body: (cause: Of<Cause, "code", C>) => string } };
export type ActionWords = { [K in Action["kind"]]: (action: Of<Action, "kind", K>) => string };
export type LookWords = {
	[K in Look["kind"]]: { title: string } & Record<Outcome["kind"], (look: Of<Look, "kind", K>) => string>;
};
export type BesideWords = { [K in Beside["kind"]]: (beside: Of<Beside, "kind", K>) => string };
export type FieldWords = { [N in Field["name"]]: string };
export type ServiceStatusWords = { [K in Exclude<ServiceStatus["kind"], "other">]: string };
export type OperationKindWords = { [K in Exclude<OperationKind["kind"], "other">]: string };
export type OperationStatusWords = { [K in Exclude<OperationStatus["kind"], "other">]: string };
export type FailureWords = { problem: ProblemWords; remedy: RemedyWords; cause: CauseWords };
export type ChainFaultWords = { [C in ChainFault["code"]]: (fault: Of<ChainFault, "code", C>) => string };
export type EditRefusalWords = { [C in EditRefusal["code"]]: (refusal: Of<EditRefusal, "code", C>) => string };
export type ProfileCodeWords = {
	chainFault: ChainFaultWords;
	editRefusal: EditRefusalWords;
	valueFault: Record<ValueFault, string>;
	way: Record<Way, string>;
	base: Record<Base["kind"], string>;
	/** What follows from a line that is not as it should be. */
	lineFollows: Record<LineReason, string>;
	configFile: Record<ConfigFile, string>;
	lineReason: Record<LineReason, string>;
	profileKind: Record<ProfileKind, string>;
	/** The states of the system's keychain, and what is to be done in each. */
	keychainState: Record<KeychainState, { title: string; body: string }>;
	keyPart: Record<KeyPart, string>;
	consent: Record<Consent, string>;
	color: Record<Color, string>;
	protection: Record<Protection, { title: string; body: string }>;
};
export type FileFindingWords = { [C in FileDetail["code"]]: (detail: Of<FileDetail, "code", C>) => string };
export type FileCodeWords = {
	fileFinding: FileFindingWords;
	fileKind: Record<FileKind, string>;
	reading: Record<Reading, string>;
	notTaken: Record<NotTaken, string>;
	severity: Record<Severity, string>;
};
export type PinReasonWords = { [C in PinReason["code"]]: (reason: Of<PinReason, "code", C>) => string };
export type BoundsCodeWords = {
	feature: Record<Feature, string>;
	featureState: Record<FeatureState, string>;
	refusedBy: Record<RefusedBy, string>;
	pinReason: PinReasonWords;
	/** A pin that is refused is told by its own reason. */
	projectRefusal: {
		[C in Exclude<ProjectRefusal["code"], "pin">]: (refusal: Of<ProjectRefusal, "code", C>) => string;
	};
	regionArea: Record<RegionArea, string>;
};
/** What is on the way of a connector, and in it. */
export type NetworkCodeWords = {
	block: { [C in Block["code"]]: (block: Of<Block, "code", C>) => string };
	doubt: { [C in Doubt["code"]]: (doubt: Of<Doubt, "code", C>) => string };
	hop: { [K in Hop["kind"]]: (hop: Of<Hop, "kind", K>) => string };
	subnetKind: Record<SubnetKind, string>;
	badge: { [C in Badge["code"]]: (badge: Of<Badge, "code", C>) => string };
	unfit: Record<Unfit, string>;
	note: { [C in Note["code"]]: (note: Of<Note, "code", C>) => string };
	via: Record<Via["kind"], string>;
};
/** What stands between this machine and AWS. */
export type WireCodeWords = {
	proxyFault: Record<ProxyFault, string>;
	proxySource: Record<ProxySource, string>;
	proxyRefusal: Record<ProxyRefusal, string>;
	caFault: { [K in CaFault["kind"]]: (fault: Of<CaFault, "kind", K>) => string };
	caSource: { [K in CaSource["kind"]]: (source: Of<CaSource, "kind", K>) => string };
	certificateFault: Record<CertificateFault, string>;
};
export type CodeWords = FailureWords &
	FileCodeWords &
	BoundsCodeWords &
	WireCodeWords &
	NetworkCodeWords &
	ProfileCodeWords & {
		finding: FindingWords;
		fix: FixWords;
		action: ActionWords;
		undo: Record<Undo, string>;
		field: FieldWords;
		status: ServiceStatusWords;
		operation: OperationKindWords;
		operationStatus: OperationStatusWords;
		runState: Record<RunState, string>;
		stepState: Record<StepState, string>;
		ability: Record<Exclude<Ability, "allowed">, string>;
		automaticClosed: Record<AutomaticClosed, string>;
		provider: Record<Provider, string>;
		runtime: Record<Runtime, string>;
		variableSource: Record<VariableSource, string>;
		grantResource: Record<GrantResource, string>;
		access: Record<GrantResource, Record<Access, string>>;
		wayOut: Record<WayOut, string>;
		keyUnusable: Record<KeyUnusable, string>;
		leftOut: Record<LeftOut, string>;
		/** Those that are offered beside the console's own beginnings. */
		preset: Record<Exclude<Preset, "console">, { title: string; body: string }>;
		link: Record<Link["kind"], string>;
		wizardStep: Record<WizardStep, string>;
	};

/** Words that stand for a code with parameters. The tables above prove that there is an entry for each. */
export function words<C extends string, D>(table: Record<C, (detail: never) => string>, code: C, detail: D): string {
	return (table[code] as (detail: D) => string)(detail);
}

type BoundsTables = Pick<BoundsCodeWords, "pinReason" | "projectRefusal">;

/** Why a pin cannot be understood. */
export const pinWords = ({ pinReason }: Pick<BoundsTables, "pinReason">, reason: PinReason) =>
	words(pinReason, reason.code, reason);

/** Why a project cannot be opened or made. */
export const refusalWords = (tables: BoundsTables, refusal: ProjectRefusal) =>
	refusal.code === "pin" ? pinWords(tables, refusal.reason) : words(tables.projectRefusal, refusal.code, refusal);
