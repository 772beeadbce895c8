import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../../app/paths";
import type { Problem, RunView, SessionRef } from "../../bindings";
import { Copy } from "../../components/Copy";
import { DeleteConnectorDialog } from "../../components/DeleteConnectorDialog";
import { HostLink, useOpenLink } from "../../components/HostLink";
import { problemWords } from "../../components/ProblemView";
import { goalWords, newEndpoint, subjectOf, useRunActions } from "../../components/runs";
import { WaitedFor } from "../../components/WaitedFor";
import { connectorsInUseQuery, serviceQuery } from "../../session/queries";
import { useSessionOf, useSessionState } from "../../session/session";
import { useText } from "../../text/react";
import { words } from "../../text/words";

type Props = { run: RunView; onUndo: () => void };

/** How the run came out, and the ways on. */
export function Outcome({ run, onUndo }: Props) {
	const text = useText();
	const said = text.runs;
	const goal = goalWords(text, run.goal);
	switch (run.state) {
		case "running":
		case "undoing":
			return null;
		case "waiting_for_sign_in":
			return (
				<Told type="warning" header={said.waitingSignIn}>
					{said.waitingSignInText}
					<WaitedFor run={run} />
				</Told>
			);
		case "succeeded":
			return <Succeeded run={run} onUndo={onUndo} />;
		case "interrupted":
			return (
				<Told type="warning" header={said.interruptedTitle(goal)} actions={<Decide run={run} onUndo={onUndo} />}>
					{run.halted ? <Halted problem={run.halted} /> : said.interruptedText}
				</Told>
			);
		case "failed":
			return (
				<Told type="error" header={said.failedTitle(goal)} actions={<Decide run={run} onUndo={onUndo} />}>
					{run.can_resume ? said.failedText : said.failedFinalText}
				</Told>
			);
		case "undo_failed":
			return (
				<Told type="error" header={said.undoFailedTitle(goal)} actions={<Decide run={run} onUndo={onUndo} />}>
					{said.undoFailedText}
				</Told>
			);
		case "undone":
			return (
				<Told type="info" header={said.undone} actions={<ToServices />}>
					{said.undoneText}
				</Told>
			);
		case "left":
			return (
				<Told type="info" header={said.left} actions={<Decide run={run} onUndo={onUndo} />}>
					{said.leftText}
				</Told>
			);
	}
}

/** The journal refused: why, and what frees it. The way on is the run's own. */
function Halted({ problem }: { problem: Problem }) {
	const text = useText();
	const { title, body } = problemWords(text, problem);
	return (
		<>
			{title}. {body}
			<ul className="plain-list">
				{problem.remedies
					.filter(({ kind }) => kind !== "retry")
					.map((remedy) => (
						<li key={remedy.kind}>{words(text.codes.remedy, remedy.kind, remedy)}</li>
					))}
			</ul>
		</>
	);
}

type ToldProps = { type: AlertProps.Type; header: string; actions?: ReactNode; children: ReactNode };

function Told({ type, header, actions, children }: ToldProps) {
	return (
		<div aria-live="polite">
			<Alert type={type} header={header}>
				<SpaceBetween size="s">
					<div>{children}</div>
					{actions && <div className="buttons">{actions}</div>}
				</SpaceBetween>
			</Alert>
		</div>
	);
}

function Succeeded({ run, onUndo }: Props) {
	const text = useText();
	const { runs } = text;
	switch (run.goal.kind) {
		case "create_service":
			return <Created run={run} />;
		case "create_connection":
			return (
				<Told type="success" header={runs.succeededConnect(run.goal.name)} actions={<ToServices />}>
					{runs.succeededConnectText}
				</Told>
			);
		case "create_connector":
			return (
				<Told type="success" header={runs.succeededConnector(run.goal.name)} actions={<ToConnectors />}>
					{runs.succeededConnectorText}
				</Told>
			);
		case "replace_connector":
			return <Replaced run={run} onUndo={onUndo} name={run.goal.name} arn={run.goal.arn} />;
		case "delete_connector":
			return (
				<Told type="success" header={runs.succeededDeleteConnector(run.goal.name)} actions={<ToConnectors />}>
					{runs.succeededDeleteConnectorText}
				</Told>
			);
		case "change_incoming":
			return <Reached run={run} onUndo={onUndo} />;
		case "delete_ingress":
			return (
				<Told type="success" header={runs.succeededDeleteIngress(run.goal.name)} actions={<ToEndpoints />}>
					{runs.succeededDeleteIngressText}
				</Told>
			);
		case "create_endpoint":
			return (
				<Told
					type="success"
					header={runs.succeededCreateEndpoint(newEndpoint(text, run.goal))}
					actions={<ToEndpoints />}
				>
					{runs.succeededCreateEndpointText}
				</Told>
			);
		case "change_endpoint":
			return (
				<Told
					type="success"
					header={runs.succeededChangeEndpoint(run.goal.name)}
					actions={
						<>
							{run.can_undo && <Button onClick={onUndo}>{runs.undo}</Button>}
							<ToEndpoints />
						</>
					}
				>
					{runs.succeededChangeEndpointText}
				</Told>
			);
		case "delete_endpoint":
			return (
				<Told type="success" header={runs.succeededDeleteEndpoint(run.goal.name)} actions={<ToEndpoints />}>
					{runs.succeededDeleteEndpointText}
				</Told>
			);
		case "create_group":
			return (
				<Told type="success" header={runs.succeededGroup(run.goal.name)} actions={<ToConnectors />}>
					{runs.succeededGroupText}
				</Told>
			);
		case "allow_inbound":
			return (
				<Told
					type="success"
					header={runs.succeededAllow(run.goal.name, run.goal.port)}
					actions={
						<>
							{run.can_undo && <Button onClick={onUndo}>{runs.undo}</Button>}
							<ToServices />
						</>
					}
				>
					{runs.succeededAllowText}
				</Told>
			);
		case "keep_secret":
			return (
				<Told type="success" header={runs.succeededKeep(run.goal.name)} actions={<ToServices />}>
					{runs.succeededKeepText}
				</Told>
			);
		case "delete_service":
			return <Deleted name={run.goal.name} />;
		case "rotate_key":
			return (
				<Told type="success" header={runs.succeededRotate(run.goal.access_key_id)} actions={<ToKeychain />}>
					{runs.succeededRotateText}
				</Told>
			);
		case "end_key":
			return (
				<Told type="success" header={runs.succeededEnd(run.goal.access_key_id)} actions={<ToKeychain />}>
					{runs.succeededEndText}
				</Told>
			);
	}
}

/** In the place of a session that is not there; nothing is asked in it. */
const UNKNOWN: SessionRef = { profile: "", region: "", epoch: 0 };

/** The service that a run made or changed, as it is now. */
function useServiceOf(run: RunView) {
	const session = useSessionOf(run.profile, run.region);
	const { data, isFetchedAfterMount } = useQuery({
		...serviceQuery(session ?? UNKNOWN, run.service_arn ?? ""),
		enabled: session !== null && run.service_arn !== null,
	});
	// What was read before the change tells of before the change.
	return isFetchedAfterMount ? data : undefined;
}

function Created({ run }: { run: RunView }) {
	const { runs } = useText();
	return <Answers run={run} header={runs.succeededCreate(subjectOf(run.goal))} />;
}

/** Services use another connector; the old one is there for the way back, until somebody deletes it. */
function Replaced({ run, onUndo, name, arn }: Props & { name: string; arn: string }) {
	const { runs } = useText();
	const session = useSessionOf(run.profile, run.region);
	const [deleting, setDeleting] = useState(false);
	const { data } = useQuery({ ...connectorsInUseQuery(session ?? UNKNOWN), enabled: session !== null });
	const isGone = data?.connectors.every((connector) => connector.arn !== arn) ?? false;
	return (
		<>
			<Told
				type="success"
				header={runs.succeededReplace(name)}
				actions={
					<>
						{run.can_undo && !isGone && <Button onClick={onUndo}>{runs.undo}</Button>}
						{session && !isGone && <Button onClick={() => setDeleting(true)}>{runs.deleteOld(name)}</Button>}
						<ToConnectors />
					</>
				}
			>
				{isGone ? runs.succeededReplaceGone : runs.succeededReplaceText}
			</Told>
			{deleting && session && (
				<DeleteConnectorDialog session={session} name={name} arn={arn} onClose={() => setDeleting(false)} />
			)}
		</>
	);
}

/** A service is reached in another way. */
function Reached({ run, onUndo }: Props) {
	const { runs } = useText();
	const name = subjectOf(run.goal);
	const isPublic = run.goal.kind === "change_incoming" && run.goal.public;
	return (
		<Answers run={run} header={isPublic ? runs.succeededPublic(name) : runs.succeededPrivate(name)}>
			{run.can_undo && <Button onClick={onUndo}>{runs.undo}</Button>}
		</Answers>
	);
}

/** A service runs, and where it answers. */
function Answers({ run, header, children }: { run: RunView; header: string; children?: ReactNode }) {
	const text = useText();
	const open = useOpenLink();
	const data = useServiceOf(run);
	// A private service answers in its VPC only: its domain is there to be copied and not to be opened.
	const isPrivate = data !== undefined && !data.public;
	const host = isPrivate ? null : (data?.row.host ?? null);
	const name = subjectOf(run.goal);
	return (
		<Told
			type="success"
			header={header}
			actions={
				<>
					{host !== null && (
						<Button
							variant="primary"
							iconName="external"
							iconAlign="right"
							onClick={() => void open({ kind: "service", host })}
						>
							{text.runs.openService(name)}
						</Button>
					)}
					{children}
					<ToService run={run} />
					<ToServices />
				</>
			}
		>
			{isPrivate ? (
				<PrivateDomain host={data.ingress?.host ?? null} />
			) : host === null ? (
				text.runs.noDomainYet
			) : (
				<HostLink link={{ kind: "service", host }}>{`https://${host}`}</HostLink>
			)}
		</Told>
	);
}

function PrivateDomain({ host }: { host: string | null }) {
	const { runs, service } = useText();
	if (host === null) return runs.noPrivateDomainYet;
	return (
		<>
			{runs.privateDomain} <Copy variant="inline" value={`https://${host}`} what={service.vpcDomain} />
		</>
	);
}

function Deleted({ name }: { name: string }) {
	const { runs } = useText();
	return (
		<Told type="success" header={runs.succeededDelete(name)} actions={<ToServices />}>
			{runs.succeededDeleteText}
		</Told>
	);
}

/** Resume, undo or leave, as far as Rust allows each now. */
function Decide({ run, onUndo }: Props) {
	const { runs } = useText();
	const { resume, leave, busy } = useRunActions();
	return (
		<>
			{run.can_resume && (
				<Button variant="primary" disabled={busy} onClick={() => resume(run.id)}>
					{run.state === "interrupted" ? runs.resume : runs.retry}
				</Button>
			)}
			{run.can_undo && (
				<Button disabled={busy} onClick={onUndo}>
					{runs.undo}
				</Button>
			)}
			{run.state !== "left" && (
				<Button disabled={busy} onClick={() => leave(run.id)}>
					{runs.leave}
				</Button>
			)}
			<ToService run={run} />
		</>
	);
}

/** The way to the service's page: only in the session that it is of, where it can be shown. */
function ToService({ run }: { run: RunView }) {
	const { runs } = useText();
	const navigate = useNavigate();
	const { profile, region, switchTo } = useSessionState();
	const { service_arn: arn } = run;
	if (arn === null) return null;
	return (
		<Button
			onClick={() => {
				if (profile !== run.profile || region !== run.region) switchTo(run.profile, run.region);
				void navigate(paths.service(arn));
			}}
		>
			{runs.toService}
		</Button>
	);
}

function ToKeychain() {
	const { keychain } = useText();
	const navigate = useNavigate();
	return <Button onClick={() => void navigate(paths.keychain)}>{keychain.toKeychain}</Button>;
}

function ToEndpoints() {
	const { runs } = useText();
	const navigate = useNavigate();
	return <Button onClick={() => void navigate(paths.endpoints)}>{runs.toEndpoints}</Button>;
}

function ToConnectors() {
	const { runs } = useText();
	const navigate = useNavigate();
	return <Button onClick={() => void navigate(paths.connectors)}>{runs.toConnectors}</Button>;
}

function ToServices() {
	const { runs } = useText();
	const navigate = useNavigate();
	return <Button onClick={() => void navigate(paths.services)}>{runs.toServices}</Button>;
}
