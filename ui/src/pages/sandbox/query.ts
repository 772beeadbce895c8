// What is set in the sandbox. It belongs to no session: there is one, whoever looks.
import { queryOptions } from "@tanstack/react-query";
import { host } from "../../host";

export const sandboxQuery = () =>
	queryOptions({ queryKey: ["sandbox_controls"], queryFn: () => host.sandboxControls() });
