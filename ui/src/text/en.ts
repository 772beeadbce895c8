// English, and the shape that every other language has.
import { codes } from "./en/codes";
import { help } from "./en/help";
import { sandbox } from "./en/sandbox";
import { common, drafts, problem, remove, runs, service, services, shell } from "./en/window";
import { wizard } from "./en/wizard";

export const en = { codes, common, shell, problem, services, service, remove, runs, drafts, help, sandbox, wizard };

export type Text = typeof en;
