/** What was typed into the forms of a command: where it fails, nothing need be typed again. No form with a secret. */
export type Drafts = ReadonlyMap<string, object>;

let kept = new Map<string, object>();
let restored: Drafts = new Map();

/** The answers of a form the last time, by its title, when its command runs again. */
export function draftOf(title: string): object | undefined {
	return restored.get(title);
}

export function keepDraft(title: string, answers: object): void {
	kept.set(title, answers);
}

/** To be called when a command has ended: the next one begins with empty forms. */
export function takeDrafts(): Drafts {
	const taken = kept;
	kept = new Map();
	restored = new Map();
	return taken;
}

/** To be called before a command runs again. */
export function restoreDrafts(taken: Drafts): void {
	restored = taken;
}
