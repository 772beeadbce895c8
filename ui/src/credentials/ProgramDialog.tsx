import Button from "@cloudscape-design/components/button";
import { useMutation } from "@tanstack/react-query";
import { CodeBlock } from "../components/Copy";
import { DialogShell } from "../components/DialogShell";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { useText } from "../text/react";

type Props = { profile: string; command: string; onClose: () => void };

/** Shows the very line that would be run, and asks whether it may be. */
export function ProgramDialog({ profile, command, onClose }: Props) {
	const { common, program } = useText();
	const allow = useMutation({ mutationFn: () => host.programAllow(profile, command), onSuccess: onClose });
	return (
		<DialogShell
			header={program.title}
			onClose={onClose}
			actions={
				<>
					<Button variant="link" onClick={onClose}>
						{common.cancel}
					</Button>
					<Button variant="primary" loading={allow.isPending} onClick={() => allow.mutate()}>
						{program.allow}
					</Button>
				</>
			}
		>
			<div className="break">{program.text(profile)}</div>
			<CodeBlock value={command} what={program.command} />
			<div>
				{program.rights} {program.once}
			</div>
			{allow.error && <ProblemView problem={problemOf(allow.error)} onRetry={() => allow.mutate()} />}
		</DialogShell>
	);
}
