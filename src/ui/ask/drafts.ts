/**
 * What was typed into the forms of a command: where it fails, nothing need be typed again. Each run of a command has
 * drafts of its own, which the forms inside it find by themselves; two commands at once never see each other's. No form
 * with a secret keeps any.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** The answers of a run's forms, by their titles. */
export type Drafts = ReadonlyMap<string, object>;

interface Run {
	readonly restored: Drafts;
	readonly kept: Map<string, object>;
}

const runs = new AsyncLocalStorage<Run>();

/** Runs a command; its forms begin with what `restored` holds, and what they are answered is put into `kept`. */
export function withDrafts<T>(
	restored: Drafts,
	kept: Map<string, object>,
	task: () => Promise<T>,
): Promise<T> {
	return runs.run({ restored, kept }, task);
}

/** The answers of a form the last time, by its title, when its command runs again. */
export function draftOf(title: string): object | undefined {
	return runs.getStore()?.restored.get(title);
}

export function keepDraft(title: string, answers: object): void {
	runs.getStore()?.kept.set(title, answers);
}
