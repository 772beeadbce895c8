// English, and the shape that every other language has.
import { codes } from "./en/codes";
import { common, help, problem, remove, runs, service, services, shell } from "./en/window";
import { wizard } from "./en/wizard";

export const en = { codes, common, shell, problem, services, service, remove, runs, help, wizard };

export type Text = typeof en;
