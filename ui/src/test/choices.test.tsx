import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Draft, Looked, Variable } from "../bindings";
import { imageDetail, missing, privateService, secret } from "./choices";
import { codeDraft, savedDraft } from "./drafts";
import type { World } from "./fake";
import { heading, start } from "./render";
import * as review from "./review";
import * as samples from "./samples";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const REPOSITORY = `${samples.ACCOUNT}.dkr.ecr.ap-northeast-1.amazonaws.com/my-flask-app`;

const withVariables = (...environment: Variable[]): Draft => ({
	...samples.draft,
	source: { kind: "ecr", uri: `${REPOSITORY}:latest`, trigger: "manual", access_role: codeRole },
	name: "my-app",
	environment,
});
const codeRole = { kind: "create_for_me", name: "AppRunnerECRAccessRole" } as const;

function atService(draft: Draft, change: Partial<World> = {}) {
	return start("/drafts/draft-kept", { drafts: [savedDraft("kept", { draft, step: "service" })], ...change });
}
type Started = ReturnType<typeof start>;

const checkedDraft = ({ fake }: Started) => fake.called("draft_check").at(-1)?.args.draft as Draft;
const variable = (app: Started, at = 0) => checkedDraft(app).environment[at];
const value = (at = 1) => screen.findByRole<HTMLInputElement>("combobox", { name: `Value ${at}` });

describe("a variable that refers", () => {
	const empty = (source: Variable["source"]): Variable => ({ source, name: "DATABASE_URL", value: "" });

	it("takes a secret by its name, and a key of it that is typed after", async () => {
		const app = atService(withVariables(empty("secrets_manager")));
		await app.user.click(await value());
		await app.user.click(await screen.findByRole("option", { name: /shop\/database/ }));
		await waitFor(() => expect(variable(app)?.value).toBe(secret("shop/database").arn));
		expect((await value()).value).toBe("shop/database");
		await app.user.type(await value(), ":url::");
		await waitFor(() => expect(variable(app)?.value).toBe(`${secret("shop/database").arn}:url::`));
		expect((await value()).value).toBe("shop/database:url::");
		// Who comes back to it is shown the others, too.
		await app.user.click(screen.getByLabelText("Service name"));
		await app.user.click(await value());
		expect(await screen.findByRole("option", { name: /shop\/stripe/ })).toBeTruthy();
		expect(app.fake.called("parameters_list")).toHaveLength(0);
	});

	it("takes an ARN that no list has, and shows one that is listed by its name", async () => {
		const app = atService(withVariables(empty("secrets_manager")));
		const other = "arn:aws:secretsmanager:ap-northeast-1:210987654321:secret:theirs-AbCdEf";
		await app.user.click(await value());
		await app.user.paste(other);
		await waitFor(() => expect(variable(app)?.value).toBe(other));
		expect((await value()).value).toBe(other);
		await app.user.clear(await value());
		await app.user.paste(`${secret("shop/stripe").arn}:key::`);
		await waitFor(async () => expect((await value()).value).toBe("shop/stripe:key::"));
		await waitFor(() => expect(variable(app)?.value).toBe(`${secret("shop/stripe").arn}:key::`));
	});

	it("takes a parameter, of which it says whether it is encrypted", async () => {
		const app = atService(withVariables(empty("parameter_store")));
		await app.user.click(await value());
		expect(await screen.findByRole("option", { name: /api-key.*SecureString/ })).toBeTruthy();
		await app.user.click(await screen.findByRole("option", { name: /feature-flags.*Plain text/ }));
		await waitFor(() => expect(variable(app)?.value).toBe("/shop/feature-flags"));
	});

	it("can be typed when the list is refused, and says once why it is", async () => {
		const refused = { secrets_list: samples.problem({ code: "access_denied", action: "secretsmanager:ListSecrets" }) };
		const app = atService(withVariables(empty("secrets_manager"), empty("secrets_manager")), { refused });
		expect(await screen.findAllByText("The permission secretsmanager:ListSecrets is missing.")).toHaveLength(1);
		await app.user.click(await value(2));
		await app.user.paste(secret("shop/stripe").arn);
		await waitFor(() => expect(variable(app, 1)?.value).toBe(secret("shop/stripe").arn));
		app.world.refused = {};
		const [refresh] = screen.getAllByRole("button", { name: "Refresh secrets" });
		if (refresh) await app.user.click(refresh);
		await waitFor(async () => expect((await value(2)).value).toBe("shop/stripe"));
		expect(screen.queryByText(/ListSecrets is missing/)).toBeNull();
	});

	it("says when there is nothing to pick", async () => {
		const app = atService(withVariables(empty("parameter_store")), { parameters: [] });
		await app.user.click(await value());
		expect(await screen.findByText(/There are no parameters in this Region/)).toBeTruthy();
	});
});

const PASSWORD = "correct-horse-battery";
const plain: Variable = { source: "plain", name: "DB_PASSWORD", value: PASSWORD };

describe("a plain value", () => {
	async function toDialog(change: Partial<World> = {}, draft = withVariables(plain)) {
		const app = atService(draft, change);
		await app.user.click(await button("More actions for DB_PASSWORD"));
		await app.user.click(await screen.findByRole("menuitem", { name: "Store as a secret…" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Store DB_PASSWORD as a secret" }));
		const name = dialog.getByLabelText<HTMLInputElement>("Name of the secret or parameter");
		return { app, dialog, name, store: () => dialog.getByRole("button", { name: "Store" }) };
	}
	const storable = (store: () => HTMLElement) =>
		waitFor(() => expect(store().hasAttribute("disabled")).toBe(false), { timeout: 10_000 });
	const closed = () =>
		waitFor(() => expect(screen.queryByRole("dialog", { name: /as a secret/ })).toBeNull(), { timeout: 10_000 });

	it("becomes a secret that the variable refers to by its ARN", async () => {
		const { app, dialog, name, store } = await toDialog();
		expect(name.value).toBe("my-app/DB_PASSWORD");
		const hidden = dialog.getByLabelText<HTMLInputElement>("Secret value");
		expect([hidden.type, hidden.value]).toEqual(["password", PASSWORD]);
		expect(await dialog.findByText("my-app/DB_PASSWORD", { selector: "strong" })).toBeTruthy();
		await storable(store);
		await app.user.dblClick(store());
		await closed();
		expect(app.fake.called("run_start")).toHaveLength(1);
		expect(app.fake.called("plan_secret")[0]?.args).toMatchObject({
			place: "secrets_manager",
			name: "my-app/DB_PASSWORD",
			value: PASSWORD,
		});
		const arn = secret("my-app/DB_PASSWORD").arn;
		await waitFor(() => expect(variable(app)).toEqual({ source: "secrets_manager", name: "DB_PASSWORD", value: arn }));
		// The row refers to it, by its name, and has the focus that its menu had: not on the value, whose list would unfold.
		const field = await value();
		expect(field.value).toBe("my-app/DB_PASSWORD");
		await waitFor(() => expect(document.activeElement).toHaveProperty("value", "DB_PASSWORD"));
		expect(JSON.stringify(checkedDraft(app))).not.toContain(PASSWORD);
		await waitFor(() => expect(JSON.stringify(app.world.drafts)).not.toContain(PASSWORD), { timeout: 5_000 });
		expect(window.location.href).not.toContain(PASSWORD);
		expect(JSON.stringify({ ...localStorage })).not.toContain(PASSWORD);
	});

	it("becomes a parameter, whose name begins with a slash", async () => {
		const { app, dialog, name, store } = await toDialog();
		await app.user.click(dialog.getByRole("radio", { name: /SSM Parameter Store/ }));
		expect(dialog.getByText(/Standard parameters are free of charge/)).toBeTruthy();
		expect(dialog.getByText(/Billed for each secret and month/)).toBeTruthy();
		expect(name.value).toBe("/my-app/DB_PASSWORD");
		await storable(store);
		await app.user.click(store());
		await closed();
		await waitFor(() =>
			expect(variable(app)).toEqual({ source: "parameter_store", name: "DB_PASSWORD", value: "/my-app/DB_PASSWORD" }),
		);
	});

	it("is offered where it looks like a secret", async () => {
		const app = atService(withVariables({ ...plain, value: "" }));
		await app.user.type(await screen.findByRole("textbox", { name: "Value 1" }), "hunter2");
		await app.user.tab();
		const finding = await screen.findByText(/This looks like a secret/);
		await app.user.click(within(finding).getByRole("button", { name: "Store as a secret…" }));
		const dialog = within(await screen.findByRole("dialog", { name: "Store DB_PASSWORD as a secret" }));
		expect(dialog.getByLabelText<HTMLInputElement>("Secret value").value).toBe("hunter2");
	});

	it("with a wrong name says so, and repairs it", async () => {
		const { app, dialog, name, store } = await toDialog();
		await app.user.click(dialog.getByRole("radio", { name: /SSM Parameter Store/ }));
		await app.user.clear(name);
		await app.user.paste("my-app/password");
		expect(await dialog.findByText("The path has to start with a slash (/).")).toBeTruthy();
		expect(store().hasAttribute("disabled")).toBe(true);
		await app.user.click(await dialog.findByRole("button", { name: "Use /my-app/password" }));
		expect(name.value).toBe("/my-app/password");
		await storable(store);
		expect(dialog.queryByText("The path has to start with a slash (/).")).toBeNull();
	});

	it("whose name is taken says so, and is stored under another one", async () => {
		const { app, dialog, store } = await toDialog({ secrets: [secret("my-app/DB_PASSWORD")] });
		await storable(store);
		await app.user.click(store());
		expect(await dialog.findByText("The value was not stored")).toBeTruthy();
		expect(dialog.getByText("Something of this name exists already.")).toBeTruthy();
		expect(variable(app)).toEqual(plain);
		await app.user.click(dialog.getByRole("button", { name: "Change the entries" }));
		// It made nothing, so nobody is asked about it later.
		await waitFor(() => expect(app.fake.called("run_leave")).toHaveLength(1));
		const name = await dialog.findByLabelText<HTMLInputElement>("Name of the secret or parameter");
		expect(dialog.getByLabelText<HTMLInputElement>("Secret value").value).toBe(PASSWORD);
		await app.user.type(name, "-2");
		await dialog.findByText("my-app/DB_PASSWORD-2", { selector: "strong" });
		await storable(store);
		await app.user.click(store());
		await closed();
		await waitFor(() => expect(variable(app)?.value).toBe(secret("my-app/DB_PASSWORD-2").arn));
	});

	it("stays as it was when the dialog is closed, or a right is missing", async () => {
		const denied = samples.problem({ code: "access_denied", action: "secretsmanager:CreateSecret" }, [
			{ kind: "grant_action", action: "secretsmanager:CreateSecret" },
		]);
		const { app, dialog, store } = await toDialog({ refused: { run_start: denied } });
		await storable(store);
		await app.user.click(store());
		expect(await dialog.findByText("The permission secretsmanager:CreateSecret is missing.")).toBeTruthy();
		await app.user.click(dialog.getByRole("button", { name: "Cancel" }));
		await closed();
		expect(variable(app)).toEqual(plain);
		await waitFor(async () => expect(document.activeElement).toBe(await button("More actions for DB_PASSWORD")));
	});

	it("is stored though secrets cannot be listed, and then the ARN is typed", async () => {
		const refused = { secrets_list: samples.problem({ code: "access_denied", action: "secretsmanager:ListSecrets" }) };
		const { app, dialog, store } = await toDialog({ refused });
		await storable(store);
		await app.user.click(store());
		expect(await dialog.findByText(/its ARN could not be looked up/)).toBeTruthy();
		await app.user.click(dialog.getByRole("button", { name: "Enter the ARN in the variable" }));
		await waitFor(() => expect(variable(app)).toMatchObject({ source: "secrets_manager", value: "" }));
	});
});

describe("an image of a repository", () => {
	async function toImage(change: Partial<World> = {}, tag = "v1.4.0") {
		const app = start("/services/new", change);
		await app.user.click(await button("Browse"));
		const dialog = within(await screen.findByRole("dialog", { name: "Select Amazon ECR container image" }));
		await app.user.click(dialog.getByRole("button", { name: /Image repository/ }));
		await app.user.click(await screen.findByRole("option", { name: /my-flask-app/ }));
		await app.user.click(await dialog.findByRole("radio", { name: `Select ${tag}` }));
		return { app, dialog, take: () => app.user.click(dialog.getByRole("button", { name: "Continue" })) };
	}
	const uri = () => screen.findByLabelText<HTMLInputElement>("Container image URI");

	it("says what it is before it is taken", async () => {
		const { app, dialog } = await toImage();
		const table = within(dialog.getByRole("table", { name: "Images" }));
		expect(table.getAllByText("a1a1a1a1a1a1").length).toBe(2);
		expect(table.getAllByText("58.3 MB").length).toBe(2);
		const [first] = samples.images;
		const about = within(await dialog.findByRole("region", { name: "Image v1.4.0" }));
		expect(await about.findByText("linux/amd64")).toBeTruthy();
		expect(about.getByText(first?.digest ?? "")).toBeTruthy();
		expect(about.getByText("5000")).toBeTruthy();
		expect(about.getByText("The image has one")).toBeTruthy();
		expect(app.fake.called("image_get")[0]?.args).toMatchObject({ repository: "my-flask-app", digest: first?.digest });
	});

	it("is pinned by its digest if that is wanted", async () => {
		const { app, dialog, take } = await toImage();
		await app.user.click(dialog.getByRole("radio", { name: /Pin this digest/ }));
		await take();
		expect((await uri()).value).toBe(`${REPOSITORY}@${samples.images[0]?.digest}`);
	});

	it("without a tag is known by its digest only", async () => {
		const { dialog, take } = await toImage({}, "No tag");
		expect(await dialog.findByText(/so it is deployed by its digest/)).toBeTruthy();
		expect(dialog.queryByRole("radio", { name: /Follow the tag/ })).toBeNull();
		await take();
		expect((await uri()).value).toBe(`${REPOSITORY}@${samples.images[1]?.digest}`);
	});

	it("brings its port if that is wanted, and not before it is taken", async () => {
		const { app, dialog, take } = await toImage();
		const port = await dialog.findByRole("checkbox", { name: /Use port 5000/ });
		await app.user.click(port);
		expect(checkedDraft(app).port).toBe("8080");
		await take();
		await waitFor(() =>
			expect(checkedDraft(app)).toMatchObject({ port: "5000", source: { uri: `${REPOSITORY}:v1.4.0` } }),
		);
	});

	it("that listens on the port of the service has nothing to offer", async () => {
		const { dialog } = await toImage({ image: { ...imageDetail, ports: [3000, 8080] } });
		expect(await dialog.findByText("3000, 8080")).toBeTruthy();
		expect(dialog.queryByRole("checkbox")).toBeNull();
	});

	it("says when it is for another platform, and starts nothing", async () => {
		const { dialog } = await toImage({
			image: { size_bytes: null, platforms: ["linux/arm64"], ports: [], has_command: false },
		});
		expect(await dialog.findByText(/linux\/arm64\. App Runner runs linux\/amd64/)).toBeTruthy();
		expect(dialog.getByText(/The image has none/)).toBeTruthy();
		expect(dialog.getByText("It names none")).toBeTruthy();
	});

	it("that cannot be read says why, and can be taken all the same", async () => {
		const { dialog, take } = await toImage({ refused: { image_get: samples.problem({ code: "unreachable" }) } });
		expect(await dialog.findByText("AWS cannot be reached")).toBeTruthy();
		await take();
		expect((await uri()).value).toBe(`${REPOSITORY}:v1.4.0`);
	});

	it("is found by its digest", async () => {
		const { app, dialog } = await toImage();
		await app.user.type(dialog.getByRole("searchbox", { name: "Find tags" }), "b2b2");
		await waitFor(() => expect(dialog.getAllByRole("radio", { name: /^Select/ })).toHaveLength(1));
		expect(dialog.getByRole("radio", { name: "Select No tag" })).toBeTruthy();
	});
});

describe("what is looked at before", () => {
	const atReview = (change: Partial<World>) =>
		start("/drafts/draft-kept", {
			drafts: [savedDraft("kept", { draft: withVariables(), step: "review" })],
			...change,
		});
	const port: Looked = {
		look: { kind: "image_port", port: "8080", exposed: [5000] },
		outcome: { kind: "doubtful" },
		fix: { kind: "set_port", port: 5000 },
	};

	it("is repaired by a button, and looked at again", async () => {
		const app = atReview({ looked: [port] });
		const fix = await button("Use port 5000");
		app.world.looked = [{ ...port, outcome: { kind: "passed" }, fix: null }];
		await app.user.click(fix);
		await waitFor(() => expect(screen.queryByRole("button", { name: "Use port 5000" })).toBeNull());
		expect(app.fake.called("draft_preflight").at(-1)?.args.draft).toMatchObject({ port: "5000" });
		expect(document.activeElement).toBe(screen.getByRole("list", { name: "Before you create it" }));
	});

	it("names what is missing", async () => {
		atReview({ looked: missing });
		const looks = within(await screen.findByRole("list", { name: "Before you create it" }));
		for (const named of [/\/shop\/url/, /\/shop\/key/, /subnet-1/, /needs 26 addresses/, /allow: iam:PassRole/]) {
			expect(looks.getByText(named), String(named)).toBeTruthy();
		}
		expect(looks.getByText(/"iam:PassRole"/)).toBeTruthy();
		expect(looks.getByText(/Enter a start command/)).toBeTruthy();
	});

	it("and could not be says what helps, and is looked at again", async () => {
		const problem = samples.problem({ code: "access_denied", action: "iam:SimulatePrincipalPolicy" }, [
			{ kind: "grant_action", action: "iam:SimulatePrincipalPolicy" },
			{ kind: "retry" },
		]);
		const look: Looked["look"] = { kind: "rights", denied: [] };
		const app = atReview({ looked: [{ look, outcome: { kind: "unknown", problem }, fix: null }] });
		expect(await screen.findByText("The permission iam:SimulatePrincipalPolicy is missing.")).toBeTruthy();
		expect(screen.getByText(/"Action": "iam:SimulatePrincipalPolicy"/)).toBeTruthy();
		app.world.looked = [{ look, outcome: { kind: "passed" }, fix: null }];
		await app.user.click(await button("Look again"));
		expect(await screen.findByText("You may do all that will be done.")).toBeTruthy();
	});

	it("has what other services bill beside the cost", async () => {
		atReview({
			cost: (draft, expected) => ({
				...review.cost(draft, expected),
				beside: [{ kind: "interface_endpoint", zones: 2 }, { kind: "secrets", count: 3 }, { kind: "web_acl" }],
			}),
		});
		const title = await screen.findByText("Billed by other services beside this");
		const list = within(title.parentElement ?? title).getAllByRole("listitem");
		expect(list.map(({ textContent }) => textContent)).toEqual([
			expect.stringMatching(/2 Availability Zones/),
			expect.stringMatching(/3 secrets/),
			expect.stringMatching(/web ACL/),
		]);
	});
});

describe("a copy", () => {
	const page = `/services/${encodeURIComponent(samples.arnOf("checkout"))}`;

	async function toDialog(change: Partial<World> = {}) {
		const app = start(page, change);
		await heading(/checkout/);
		await app.user.click(await button("Actions"));
		await app.user.click(await screen.findByRole("menuitem", { name: "Copy to a new service" }));
		return { app, dialog: within(await screen.findByRole("dialog", { name: "Copy checkout to a new service" })) };
	}

	it("in another Region is made there from here, and says what it leaves out", async () => {
		const copied = { draft: { ...codeDraft, name: "checkout-copy" }, left_out: ["kms_key", "connector"] as const };
		const { app, dialog } = await toDialog({ copied: { ...copied, left_out: [...copied.left_out] } });
		await app.user.click(dialog.getByRole("button", { name: /Region/ }));
		await app.user.click(await screen.findByRole("option", { name: /Ohio/ }));
		expect(dialog.getByText(/is not there\. It is created or chosen anew/)).toBeTruthy();
		await app.user.click(dialog.getByRole("button", { name: "Continue" }));
		const alert = await screen.findByText("Not everything could be copied");
		expect(alert).toBeTruthy();
		expect(screen.getByText(/KMS key/)).toBeTruthy();
		await waitFor(() =>
			expect(app.fake.called("draft_copy").at(-1)?.args).toMatchObject({
				arn: samples.arnOf("checkout"),
				session: { profile: samples.SANDBOX, region: "ap-northeast-1" },
				into: { profile: samples.SANDBOX, region: "us-east-2" },
			}),
		);
	});

	it("of another place can be loaded anew by its address", async () => {
		const query = new URLSearchParams({
			copy: samples.arnOf("checkout"),
			profile: "staging-admin",
			region: "us-east-1",
		});
		const { fake } = start(`/services/new?${query}`);
		await heading(/Source and deployment/);
		expect(fake.called("draft_copy")[0]?.args).toMatchObject({
			session: { profile: "staging-admin", region: "us-east-1" },
			into: { profile: samples.SANDBOX, region: "ap-northeast-1" },
		});
	});

	it("of a place that wants a sign-in says whose, and goes on after it", async () => {
		const query = new URLSearchParams({
			copy: samples.arnOf("checkout"),
			profile: "staging-admin",
			region: "us-east-1",
		});
		const { user, world } = start(`/services/new?${query}`, {
			refused: { draft_copy: samples.problem({ code: "sign_in_expired" }, [{ kind: "sign_in" }]) },
		});
		expect(await screen.findByText("aws sso login --profile staging-admin")).toBeTruthy();
		world.refused = {};
		await user.click(await button("I have signed in"));
		await heading(/Source and deployment/);
	});

	it("in the same place is as before", async () => {
		const { app, dialog } = await toDialog();
		await app.user.click(dialog.getByRole("button", { name: "Continue" }));
		await heading(/Source and deployment/);
		const [call] = app.fake.called("draft_copy");
		expect(call?.args.session).toEqual(call?.args.into);
		expect(app.fake.called("session_open")).toHaveLength(1);
		expect(window.location.hash).not.toContain("region");
	});
});

describe("a private service", () => {
	const page = `/services/${encodeURIComponent(samples.arnOf("checkout"))}`;

	it("tells how it is reached, and opens nothing", async () => {
		const { user } = start(page, { detail: privateService });
		await heading(/checkout/);
		expect(await screen.findByText("q7v2m9x4.ap-northeast-1.vpce.awsapprunner.com")).toBeTruthy();
		expect(screen.getByText("vpce-0f9e8d7c6b5a43210")).toBeTruthy();
		expect(screen.getByText("vpc-0a1b2c3d")).toBeTruthy();
		expect(screen.getByText("Available")).toBeTruthy();
		expect(screen.queryByRole("button", { name: "Open" })).toBeNull();
		expect(screen.queryByText("Default domain")).toBeNull();
		expect(screen.queryByRole("link", { name: /awsapprunner\.com/ })).toBeNull();
		await user.click(screen.getByRole("button", { name: "Copy VPC endpoint domain" }));
		await waitFor(async () =>
			expect(await navigator.clipboard.readText()).toBe("q7v2m9x4.ap-northeast-1.vpce.awsapprunner.com"),
		);
		await user.click(screen.getByRole("tab", { name: "Configuration" }));
		expect(await screen.findByText("shop-shield")).toBeTruthy();
		expect(screen.getByText("Private endpoint")).toBeTruthy();
	});

	it("without a way to it says so", async () => {
		start(page, { detail: (row) => ({ ...privateService(row), ingress: null, web_acl: null }) });
		expect(await screen.findByText("None, or it could not be read")).toBeTruthy();
	});
});

describe("the preset of a private service", () => {
	it("is offered with a sentence", async () => {
		const { user, fake } = start("/services");
		await screen.findByText("checkout");
		const [menu] = screen.getAllByRole("button", { name: "Create a service that begins as" });
		if (menu === undefined) throw new Error("no presets");
		await user.click(menu);
		await user.click(await screen.findByRole("menuitem", { name: /Private service with PostgreSQL.*from a VPC only/ }));
		await waitFor(() => expect(fake.called("draft_new").at(-1)?.args.preset).toBe("private_postgres"));
	});
});
