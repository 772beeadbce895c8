import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { ConfirmModal } from "../components/ConfirmModal";
import { useFrame } from "../components/frame";
import { ProblemView } from "../components/ProblemView";
import { host, problemOf } from "../host";
import { useText } from "../text/react";

type Props = { profile: string; onClose: () => void };

/** Asks before a sign-in is ended that the AWS CLI and other profiles use too. */
export function SignOutDialog({ profile, onClose }: Props) {
	const { signIn } = useText();
	const { notify } = useFrame();
	const out = useMutation({
		mutationFn: () => host.signOut(profile),
		onSuccess: () => {
			notify({ id: "sign-in", type: "success", header: signIn.signedOut });
			onClose();
		},
	});
	return (
		<ConfirmModal
			header={signIn.outTitle}
			confirm={signIn.out}
			busy={out.isPending}
			onConfirm={() => out.mutate()}
			onDismiss={onClose}
		>
			<SpaceBetween size="m">
				<div>{signIn.outText(profile)}</div>
				{out.error && <ProblemView problem={problemOf(out.error)} profile={profile} onRetry={() => out.mutate()} />}
			</SpaceBetween>
		</ConfirmModal>
	);
}
