import { mockIPC } from "@tauri-apps/api/mocks";
import { describe, expect, it } from "vitest";
import { host, ProblemError, problemOf } from "../host";
import * as samples from "./samples";

const session = { profile: "dev", region: "us-east-1", epoch: 1 };

async function thrown(answer: () => unknown) {
	mockIPC(answer);
	try {
		await host.servicesList(session);
	} catch (error) {
		return error;
	}
	return null;
}

describe("answers of the other side", () => {
	it("come through", async () => {
		mockIPC(() => samples.rows);
		expect(await host.servicesList(session)).toEqual(samples.rows);
	});

	it("that are problems are thrown with their code", async () => {
		const error = await thrown(() => {
			throw samples.problem({ code: "throttled" });
		});
		expect(error).toBeInstanceOf(ProblemError);
		expect(problemOf(error).detail).toEqual({ code: "throttled" });
	});

	it("that are bare words of the shell become a mistake of the application", async () => {
		const error = await thrown(() => {
			throw "Command services_list not allowed by ACL";
		});
		expect(problemOf(error).detail).toEqual({ code: "internal", reason: "Command services_list not allowed by ACL" });
	});
});
