import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useState } from "react";
import type { Destination, InterfaceRow } from "../bindings";
import { useText } from "../text/react";

/** APIs of AWS that a web application is likely to call, by the last part of their endpoints' names. */
const SERVICES = [
	"bedrock-runtime",
	"cognito-idp",
	"events",
	"kinesis-streams",
	"kms",
	"lambda",
	"logs",
	"sns",
	"sqs",
	"ssm",
	"states",
	"sts",
	"xray",
];

type Props = { interfaces: InterfaceRow[]; onAdd: (to: Destination) => void };

/** Asks about one thing more: an API of AWS, something with an address in the VPC, or a host and a port. */
export function AddDestination({ interfaces, onAdd }: Props) {
	const { reach: words } = useText();
	const [typed, setTyped] = useState("");
	const [port, setPort] = useState("443");
	const host = typed.trim();
	const isService = SERVICES.includes(host);
	const number = Number(port);
	const isPort = Number.isInteger(number) && number > 0 && number < 65_536;
	const isReady = host !== "" && (isService || isPort);
	function submit() {
		if (!isReady) return;
		onAdd(isService ? { kind: "service", name: host } : { kind: "host", host, port: number });
		setTyped("");
	}
	// Within a form, Enter would send that.
	const onKeyDown: InputProps["onKeyDown"] = (event) => {
		if (event.detail.key !== "Enter") return;
		event.preventDefault();
		submit();
	};
	return (
		<div className="add-destination">
			<FormField label={words.another} constraintText={words.anotherText} stretch>
				<Autosuggest
					value={typed}
					options={[
						...SERVICES.map((value) => ({ value, description: words.service(value) })),
						...interfaces.map(({ id, address, what }) => ({
							value: address,
							description: what === "" ? id : `${what} · ${id}`,
						})),
					]}
					enteredTextLabel={words.useHost}
					placeholder="10.0.1.20"
					expandToViewport
					onKeyDown={onKeyDown}
					onChange={({ detail }) => setTyped(detail.value)}
				/>
			</FormField>
			<FormField label={words.port}>
				<Input
					value={isService ? "443" : port}
					disabled={isService}
					inputMode="numeric"
					onKeyDown={onKeyDown}
					onChange={({ detail }) => setPort(detail.value)}
				/>
			</FormField>
			<Button formAction="none" disabled={!isReady} onClick={submit}>
				{words.add}
			</Button>
		</div>
	);
}
