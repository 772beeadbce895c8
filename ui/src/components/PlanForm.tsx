// A form whose end is a plan: what is entered is checked once more, and then reviewed before anything is done.
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { useNavigate } from "react-router";
import type { Field, Finding } from "../bindings";
import { problemOf } from "../host";
import type { Text } from "../text";
import { useText } from "../text/react";
import { findingWords, ProblemView } from "./ProblemView";

type Props = {
	header: ReactNode;
	/** Where one gets to who leaves it. */
	back: string;
	/** Asks once more of what stands there now: what was seen is of what stood there before. */
	check: () => Promise<Finding[]>;
	/** Somebody wanted to go on: errors are shown from now on. */
	onAsked: () => void;
	/** There was nothing against it. */
	onReview: () => void;
	children: ReactNode;
};

export function PlanForm({ header, back, check, onAsked, onReview, children }: Props) {
	const { connectors: words, common } = useText();
	const navigate = useNavigate();
	const box = useRef<HTMLDivElement>(null);
	const submit = useMutation({
		mutationFn: check,
		onSuccess: (findings) => {
			onAsked();
			if (findings.every(({ severity }) => severity !== "error")) onReview();
			else requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
		},
	});
	return (
		<form
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				if (!submit.isPending) submit.mutate();
			}}
		>
			<Form
				header={header}
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" formAction="none" onClick={() => void navigate(back)}>
							{common.cancel}
						</Button>
						<Button variant="primary" loading={submit.isPending} loadingText={common.loading}>
							{words.review}
						</Button>
					</SpaceBetween>
				}
			>
				<div ref={box}>
					<SpaceBetween size="l">
						{submit.error && <ProblemView problem={problemOf(submit.error)} onRetry={() => submit.mutate()} />}
						{children}
					</SpaceBetween>
				</div>
			</Form>
		</form>
	);
}

/** What is said of a field: errors once somebody wanted to go on, and the rest at once. */
export function fieldWords(text: Text, findings: Finding[], showsErrors: boolean) {
	return (name: Field["name"], constraint?: string) => {
		const of = (wanted: Finding["severity"]) => {
			const own = findings.filter(({ field, severity }) => field?.name === name && severity === wanted);
			return text.common.sentences(own.map((finding) => findingWords(text, finding)));
		};
		const [errorText, warningText] = [showsErrors ? of("error") : "", of("warning")];
		const constraintText = text.common.sentences([constraint ?? "", of("advice")].filter((part) => part !== ""));
		return { errorText, warningText, constraintText };
	};
}
