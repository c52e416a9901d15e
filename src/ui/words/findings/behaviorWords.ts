/** What programs do with a fault, as a sentence: which of them it works in, and which not. */
import * as vscode from 'vscode';
import {
	behaviorOf,
	isNode,
	programs,
	type Behavior,
	type Fault,
	type Program,
} from '../../../core/tls/clientBehavior.js';
import { listWords } from '../../facts/text.js';

/** Empty where nobody minds. */
export function behaviorSentence(fault: Fault): string {
	const behavior = behaviorOf(fault);
	const { severity, working, accepting, rejecting } = behavior;
	if (severity === 'info') return '';
	if (!working.some(isNode)) return hopeless(behavior);
	if (rejecting.length > 0 && accepting.length === 0) return vscode.l10n.t('Servers reject it.');
	return [divided(behavior), reluctant(behavior)].filter((text) => text !== '').join(' ');
}

/** No Node gets through with it. */
function hopeless({ failing }: Behavior): string {
	const outcomes = new Set([...failing].flatMap(([name, what]) => (isNode(name) ? [what] : [])));
	const [outcome, ...others] = outcomes;
	if (outcome === 'cannotLoad' && others.length === 0) {
		return vscode.l10n.t('Node.js cannot load it.');
	}
	if (outcome === 'notSent' && others.length === 0) {
		return vscode.l10n.t('Node.js then sends no certificate.');
	}
	return vscode.l10n.t('Node.js cannot connect.');
}

function divided({ working, failing }: Behavior): string {
	if (failing.size === 0) return '';
	const good = programs.every((name) => !isNode(name) || working.includes(name))
		? 'Node.js'
		: listWords(working.filter(isNode).flatMap(namesOf));
	const crashing = [...failing].flatMap(([name, what]) => (what === 'crashes' ? [name] : []));
	const bad = listWords([...failing.keys()].flatMap(namesOf));
	const sentence = vscode.l10n.t('It works in {0}, but not in {1}.', good, bad);
	if (crashing.length === 0) return sentence;
	const ended = listWords(crashing.flatMap(namesOf));
	return `${sentence} ${vscode.l10n.t('It crashes {0}.', ended)}`;
}

function reluctant({ rejecting }: Behavior): string {
	if (rejecting.length === 0) return '';
	const names = rejecting.flatMap((name) =>
		name === 'go' ? [vscode.l10n.t('Go, such as Vault')] : namesOf(name),
	);
	return vscode.l10n.t('Servers based on {0} reject it.', listWords(names));
}

/** Bun stands for BoringSSL, which is Electron's TLS library too. */
function namesOf(program: Program): readonly string[] {
	switch (program) {
		case 'node20':
			return ['Node.js 20'];
		case 'node22':
			return ['Node.js 22'];
		case 'node24':
			return ['Node.js 24'];
		case 'bun':
			return ['Bun', 'Electron'];
		case 'go':
			return [vscode.l10n.t('Go programs such as vault')];
	}
}
