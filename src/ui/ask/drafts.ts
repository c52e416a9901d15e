/**
 * What was typed into the forms of a command: where it fails, nothing need be typed again. Each run of a command has
 * drafts of its own, which the forms inside it find by themselves; two commands at once never see each other's. No form
 * with a secret keeps any.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** The answers of a run's forms by their titles, and what was chosen before them. */
export type Drafts = ReadonlyMap<string, object>;

interface Run {
	readonly restored: Drafts;
	readonly kept: Map<string, object>;
	readonly fault: readonly string[];
}

const runs = new AsyncLocalStorage<Run>();
const choice = 'choice: ';

/**
 * Runs a command; its forms begin with what `restored` holds, and what they are answered is put into `kept`. `fault` are
 * the fields that the failure before names.
 */
export function withDrafts<T>(
	restored: Drafts,
	kept: Map<string, object>,
	task: () => Promise<T>,
	fault: readonly string[] = [],
): Promise<T> {
	return runs.run({ restored, kept, fault }, task);
}

/** The answers of a form the last time, by its title, when its command runs again. */
export function draftOf(title: string): object | undefined {
	return runs.getStore()?.restored.get(title);
}

export function keepDraft(title: string, answers: object): void {
	runs.getStore()?.kept.set(title, answers);
}

/** The fields that made the run before fail, as far as its error named them. */
export function fieldsAtFault(): readonly string[] {
	return runs.getStore()?.fault ?? [];
}

/** Asks; when the command runs again, answers the same without asking, unless one of the `fields` was at fault. */
export async function askOrRecall<T extends object>(
	title: string,
	fields: readonly string[],
	ask: () => Promise<T>,
): Promise<T> {
	const before = draftOf(choice + title) as T | undefined;
	const isAtFault = fields.some((field) => fieldsAtFault().includes(field));
	const answer = before === undefined || isAtFault ? await ask() : before;
	keepDraft(choice + title, answer);
	return answer;
}

/** Whether there is anything to edit: a choice alone is none. */
export function holdsForm(drafts: Drafts): boolean {
	return [...drafts.keys()].some((key) => !key.startsWith(choice));
}
