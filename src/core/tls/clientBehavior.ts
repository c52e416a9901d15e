/**
 * What TLS clients and servers really do with a fault of the files that they are given: a table that is made by running
 * them (`npm run matrix`), and the verdict that follows from it. A suite of `npm test` runs them again and fails where
 * the table differs from what they do.
 */
import table from './clientBehavior.json' with { type: 'json' };

/** The Nodes that are supported; Bun, whose BoringSSL is Electron's too; and Go, asked through OpenBao. */
export const programs = ['node20', 'node22', 'node24', 'bun', 'go'] as const;
export type Program = (typeof programs)[number];

/** A row of the table. */
export type Fault = keyof typeof table.faults;

/**
 * Of a client: it `connects`; connects but has `notSent` its certificate; throws when it is given the files
 * (`cannotLoad`); `refuses` the server; is `refused` in the handshake; `crashes`. Of a server that is sent the
 * certificate: it `accepts` or `rejects` it.
 */
export const outcomes = [
	...(['connects', 'notSent', 'cannotLoad', 'refuses', 'refused', 'crashes'] as const),
	...(['accepts', 'rejects'] as const),
] as const;
export type Outcome = (typeof outcomes)[number];

/** The Node that new installations get. */
const currentNode: Program = 'node24';

/** Who gets along with a fault, and who does not. */
export interface Behavior {
	/**
	 * `error`: the current Node does not get through with it, or no server that was asked takes it. `warning`: some
	 * program does not. `info`: nobody minds.
	 */
	readonly severity: 'error' | 'warning' | 'info';
	/** Clients that work, and those that do not. */
	readonly working: readonly Program[];
	readonly failing: ReadonlyMap<Program, Outcome>;
	/** Servers, where the fault is one of the client's certificate; else none. */
	readonly accepting: readonly Program[];
	readonly rejecting: readonly Program[];
}

export function behaviorOf(fault: Fault): Behavior {
	const row: { readonly client: Row; readonly server?: Row } = table.faults[fault];
	const clients = outcomesOf(row.client);
	const servers = outcomesOf(row.server ?? {});
	const which = (all: typeof clients, wanted: Outcome) =>
		all.flatMap(([name, outcome]) => (outcome === wanted ? [name] : []));
	const working = which(clients, 'connects');
	const failing = new Map(clients.filter(([, outcome]) => outcome !== 'connects'));
	const [accepting, rejecting] = [which(servers, 'accepts'), which(servers, 'rejects')];
	const isHopeless =
		!working.includes(currentNode) || (accepting.length === 0 && rejecting.length > 0);
	const isHarmless = failing.size === 0 && rejecting.length === 0;
	const severity = isHopeless ? 'error' : isHarmless ? 'info' : 'warning';
	return { severity, working, failing, accepting, rejecting };
}

export function isNode(program: Program): boolean {
	return program.startsWith('node');
}

type Row = Readonly<Partial<Record<Program, string>>>;

/** Without the codes that stand behind some outcomes. */
function outcomesOf(row: Row): (readonly [Program, Outcome])[] {
	return programs.flatMap((program) => {
		const word = row[program]?.split(' ')[0];
		const outcome = outcomes.find((known) => known === word);
		return outcome === undefined ? [] : [[program, outcome] as const];
	});
}
