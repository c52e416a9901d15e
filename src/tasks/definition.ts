/** What a definition in `tasks.json` asks for. */

export interface ExpiryTask {
	/** Absent: as the settings say. */
	readonly withinDays?: number;
	/** Files and folders, as written; absent: the workspace. */
	readonly paths?: readonly string[];
}

/** 0: nothing expires. 1: something does, or is not valid. 2: not all that was asked for could be checked. */
export type ExitCode = 0 | 1 | 2;

/** What is wrong with a definition, with the value that is. */
export interface DefinitionFault {
	readonly fault: 'task' | 'withinDays' | 'paths';
	readonly value: string;
}

/** The names of the tasks; the schema in `package.json` has the same. */
export const taskNames: readonly string[] = ['checkExpiry', 'echoServer'];

/** A number may be a string, as what `${input:days}` puts in is. */
export function parseDefinition(
	definition: Readonly<Record<string, unknown>>,
): ExpiryTask | DefinitionFault {
	const { task, withinDays, paths } = definition;
	if (typeof task !== 'string' || !taskNames.includes(task)) return faulty('task', task);
	const days =
		typeof withinDays === 'string' && withinDays.trim() !== '' ? Number(withinDays) : withinDays;
	if (days !== undefined && (typeof days !== 'number' || !(days >= 0 && days < Infinity))) {
		return faulty('withinDays', withinDays);
	}
	if (paths !== undefined && !isListOfPaths(paths)) return faulty('paths', paths);
	return {
		...(days === undefined ? {} : { withinDays: days }),
		...(paths === undefined ? {} : { paths }),
	};
}

function faulty(fault: DefinitionFault['fault'], value: unknown): DefinitionFault {
	return { fault, value: typeof value === 'string' ? value : JSON.stringify(value ?? null) };
}

/** A list of nothing would check nothing and succeed. */
function isListOfPaths(value: unknown): value is readonly string[] {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every((path) => typeof path === 'string' && path.trim() !== '')
	);
}
