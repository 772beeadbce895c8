import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import LiveRegion from "@cloudscape-design/components/live-region";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DialogShell } from "../components/DialogShell";
import { FocusHere } from "../components/FocusHere";
import { ProblemView } from "../components/ProblemView";
import { useNow } from "../components/useNow";
import { host, problemOf } from "../host";
import { deviceName } from "../text/arn";
import { useText } from "../text/react";

/** How long a device shows each code, in milliseconds: all change at the same moments. (RFC 6238, 5.2.) */
const SHOWN = 30_000;

type Props = { profile: string; device: string; onClose: () => void };

/** Asks for a code of an MFA device, which AWS takes once. */
export function CodeDialog({ profile, device, onClose }: Props) {
	const { common, mfa, codes } = useText();
	const field = useRef<InputProps.Ref>(null);
	const [code, setCode] = useState("");
	const [said, setSaid] = useState<"missing" | "refused" | "used" | "next" | null>(null);
	/** Until the device shows another code, after one that was used already. */
	const [until, setUntil] = useState<number | null>(null);
	const enter = useMutation({
		mutationFn: () => host.codeEnter(profile, device, code),
		onSuccess: onClose,
		onError: (error) => {
			const { detail } = problemOf(error);
			if (detail.code === "code_used") {
				setSaid("used");
				setUntil(Math.floor(Date.now() / SHOWN + 1) * SHOWN);
			}
			if (detail.code === "code_refused") refuse("refused");
		},
	});
	const now = useNow(until !== null);
	const seconds = until === null ? 0 : Math.ceil((until - now) / 1000);
	const isOver = until !== null && seconds <= 0;

	useEffect(() => {
		if (!isOver) return;
		setUntil(null);
		setCode("");
		setSaid("next");
		field.current?.focus();
	}, [isOver]);

	function refuse(why: "missing" | "refused") {
		setSaid(why);
		field.current?.focus();
		field.current?.select();
	}

	function submit() {
		if (until !== null || enter.isPending) return;
		if (code === "") return refuse("missing");
		setSaid(null);
		enter.mutate();
	}

	const { title, body } = codes.problem.code_refused;
	const errors = { missing: mfa.missing, refused: `${title}. ${body({ code: "code_refused" })}`, used: mfa.used };
	const refusal = enter.error === null ? null : problemOf(enter.error);
	const isElsewhere = refusal !== null && refusal.detail.code !== "code_used" && refusal.detail.code !== "code_refused";
	return (
		<DialogShell
			header={mfa.title}
			size="small"
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" loading={enter.isPending} disabled={until !== null} onClick={submit}>
						{mfa.submit}
					</Button>
				</>
			}
		>
			<div>
				<Box variant="awsui-key-label">{mfa.device}</Box>
				<div className="break">{deviceName(device)}</div>
			</div>
			<FocusHere field={field} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<FormField
					label={mfa.code}
					constraintText={said === "next" ? mfa.next : mfa.hint}
					{...(said !== null && said !== "next" ? { errorText: errors[said] } : {})}
				>
					<Input
						ref={field}
						value={code}
						autoComplete={false}
						inputMode="numeric"
						spellcheck={false}
						readOnly={until !== null}
						// Devices and messages show the digits in two groups.
						onChange={({ detail }) => setCode(detail.value.replaceAll(/\s/g, ""))}
					/>
				</FormField>
			</form>
			{until !== null && <div role="timer">{mfa.wait(Math.max(0, seconds))}</div>}
			{said === "next" && <LiveRegion hidden>{mfa.next}</LiveRegion>}
			{isElsewhere && !enter.isPending && <ProblemView problem={refusal} profile={profile} onRetry={submit} />}
		</DialogShell>
	);
}
