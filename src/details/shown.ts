/** What a page shows at one moment. */
import type { ListStates } from './page/lists.js';
import type { Subject } from './page/subject.js';
import type { ToView } from './protocol.js';
import type { BuiltView } from './view.js';

/** What is shown of a subject. */
export interface Page {
	readonly subject: Subject;
	readonly selected: number;
	readonly lists: ListStates;
	/** Why this is not what stands there. */
	readonly notice?: string | undefined;
}

/** What a panel shows now: replaced as a whole, so that late answers for an older subject are told apart. */
export interface Shown extends Page {
	readonly built: BuiltView;
	readonly message: ToView;
}
