import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../core/common/errors.js';
import { rowClick } from '../services/ports/explorer.js';
import { byLink } from '../services/ports/links.js';
import type { Views } from '../services/ports/views.js';
import type { Services } from '../services/services.js';
import { type Drafts, holdsForm, withDrafts } from '../ui/ask/drafts.js';

export interface CommandContext extends Services {
	readonly views: Views;
}

/**
 * What a command was called with. A tree node is as good as an options object: it carries `connection`, `mount`,
 * `role`, `serialNumber` and `certificate` as properties.
 */
export interface CommandInput {
	/** The first argument, still unknown field by field. */
	readonly options: Readonly<Record<string, unknown>>;
	/** The first argument where it is a bare text, as links have it. */
	readonly word?: string;
	/** The tree's multi-selection, the first argument included; else that argument alone, else empty. */
	readonly selection: readonly Readonly<Record<string, unknown>>[];
	/** A row of the tree was clicked: it is looked at, and what was looked at before gives way. */
	readonly isClick?: boolean;
	/** True when a person called it (palette, menu, button) and not a program with an options object. */
	readonly interactive: boolean;
}

/** A file in this folder: one command. */
export interface CommandModule {
	run(context: CommandContext, input: CommandInput): Promise<unknown>;
}

export type CommandTable = Readonly<Record<string, () => Promise<CommandModule>>>;

/**
 * Registers every command that the manifest has, so that one more costs no time when the extension starts. The table,
 * and the command's own code, are loaded when it is first used.
 */
export function registerCommands(
	loadTable: () => Promise<CommandTable>,
	context: CommandContext,
): vscode.Disposable {
	return vscode.Disposable.from(
		...contributedCommands(context).map((id) =>
			vscode.commands.registerCommand(id, (...args: unknown[]) => {
				const load = async () => {
					const module = (await loadTable())[id];
					if (!module) throw new PkiError('unexpected');
					return module();
				};
				return runCommand(id, load, context, args);
			}),
		),
	);
}

function contributedCommands({ context }: CommandContext): readonly string[] {
	const manifest = context.extension.packageJSON as {
		readonly contributes: { readonly commands: readonly { readonly command: string }[] };
	};
	return manifest.contributes.commands.map(({ command }) => command);
}

async function runCommand(
	id: string,
	load: () => Promise<CommandModule>,
	context: CommandContext,
	args: readonly unknown[],
	restored: Drafts = new Map(),
	fault: readonly string[] = [],
): Promise<unknown> {
	const input = readInput(args);
	const drafts = new Map(restored);
	try {
		const module = await load();
		const result = await withDrafts(restored, drafts, () => module.run(context, input), fault);
		// The walkthrough goes by it: a command that a row of the tree runs never reaches VS Code's own record of commands.
		void vscode.commands.executeCommand('setContext', `${id}.done`, true);
		return result;
	} catch (error) {
		const { showError, toApiError } = await import('../ui/words/errors/errors.js');
		// Cancelled is a normal end for a person; a program must be able to tell it from success.
		if (isPkiError(error, 'cancelled')) {
			context.log.debug(`${id}: cancelled`);
			if (input.interactive) return undefined;
			throw toApiError(error);
		}
		context.log.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);
		if (!input.interactive) throw toApiError(error);
		const { faultyFields } = await import('../ui/ask/faultyFields.js');
		const run = () => runCommand(id, load, context, args, drafts, faultyFields(error));
		void showError(error, input.options, { run, isTyped: holdsForm(drafts) });
		return undefined;
	}
}

function readInput(args: readonly unknown[]): CommandInput {
	const [first, second] = args;
	const options = first instanceof vscode.Uri ? { uri: first } : isRecord(first) ? first : {};
	const many = Array.isArray(second) ? second.filter(isRecord) : [];
	return {
		options,
		selection: many.length > 0 ? many : isRecord(first) ? [options] : [],
		isClick: second === rowClick,
		...(typeof first === 'string' ? { word: first } : {}),
		// Menus pass a tree node, a Uri or nothing; other plain objects come from a program, a keybinding or a task.
		interactive: second === byLink || !isPlainObject(first),
	};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlainObject(value: unknown): boolean {
	return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
}
