import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Image } from "../bindings";
import { Picker } from "../components/Picker";
import { imagesQuery, repositoriesQuery } from "../session/queries";
import { useOpenSession } from "../session/session";
import { useFormat, useText } from "../text/react";

type Props = { onDismiss: () => void; onChosen: (uri: string) => void };

/** The part of an image URI after the repository: each tag, and the digest where there is no tag. */
const selectors = (image: Image) => (image.tags.length > 0 ? image.tags.map((tag) => `:${tag}`) : [`@${image.digest}`]);

export function BrowseModal({ onDismiss, onChosen }: Props) {
	const text = useText();
	const format = useFormat();
	const words = text.wizard.browse;
	const { session } = useOpenSession();
	const [repository, setRepository] = useState("");
	const [selector, setSelector] = useState("");
	const repositories = useQuery(repositoriesQuery(session));
	const images = useQuery(imagesQuery(session, repository));
	const uri = repositories.data?.find(({ name }) => name === repository)?.uri;

	const describe = (image: Image) =>
		[
			image.digest.replace("sha256:", "").slice(0, 12),
			image.size_bytes === null ? null : format.bytes(image.size_bytes),
			image.pushed_at === null ? null : words.pushed(format.age(image.pushed_at)),
		]
			.filter((part) => part !== null)
			.join(" · ");

	return (
		<Modal
			visible
			header={words.title}
			closeAriaLabel={text.common.close}
			onDismiss={onDismiss}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button variant="link" onClick={onDismiss}>
							{text.common.cancel}
						</Button>
						<Button
							variant="primary"
							disabled={uri === undefined || selector === ""}
							onClick={() => onChosen(`${uri}${selector}`)}
						>
							{words.continue}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<SpaceBetween size="l">
				<FormField label={words.repository} stretch>
					<Picker
						read={repositories}
						options={(repositories.data ?? []).map(({ name, uri }) => ({
							value: name,
							label: name,
							description: uri,
						}))}
						value={repository}
						placeholder={words.chooseRepository}
						find={words.findRepository}
						empty={words.noRepositories}
						refresh={words.refreshRepositories}
						onChange={(name) => {
							setRepository(name);
							setSelector("");
						}}
					/>
				</FormField>
				<FormField label={words.image} stretch>
					<Picker
						read={images}
						options={(images.data ?? []).flatMap((image) =>
							selectors(image).map((value) => ({
								value,
								label: value.startsWith(":") ? value.slice(1) : words.untagged,
								description: describe(image),
								filteringTags: [image.digest],
							})),
						)}
						value={selector}
						disabled={repository === ""}
						placeholder={words.chooseImage}
						find={words.findImage}
						empty={words.noImages}
						refresh={words.refreshImages}
						onChange={setSelector}
					/>
				</FormField>
			</SpaceBetween>
		</Modal>
	);
}
