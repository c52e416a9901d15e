/** The steps that ask for a `.p12` file and its password. */
import * as vscode from 'vscode';
import type { Step, Validation } from '../../ui/ask/wizard.js';
import { warning } from './formSteps.js';

export interface Pkcs12Answers {
	/** `made`: with a password that is made; `typed`: with one that is asked for. */
	pkcs12?: 'no' | 'made' | 'typed';
	/** Secret. */
	pkcs12Password?: string;
}

/** Last in a form: its answers are kept only up to the first secret. */
export function pkcs12Steps<S extends Pkcs12Answers>(
	when: (state: Partial<S>) => boolean = () => true,
): readonly Step<S>[] {
	return [
		{
			fields: ['pkcs12'],
			when,
			ask: async (frame, state) => {
				const items = choices();
				const item = await frame.pick({
					prompt: vscode.l10n.t('Also save a .p12 file, for browsers and Java?'),
					items,
					active: items.find(({ pkcs12 }) => pkcs12 === state.pkcs12),
				});
				return answer<S>({ pkcs12: item.pkcs12 });
			},
		},
		{
			fields: ['pkcs12Password'],
			when: (state) => when(state) && state.pkcs12 === 'typed',
			ask: async (frame) =>
				answer<S>({
					pkcs12Password: await frame.text({
						prompt: vscode.l10n.t('Password of the .p12 file'),
						password: true,
						validate: validatePassword,
					}),
				}),
		},
	];
}

/** What was answered, as it is wished for; undefined for none. */
export function pkcs12Of({ pkcs12, pkcs12Password }: Pkcs12Answers) {
	switch (pkcs12) {
		case 'made':
			return {};
		case 'typed':
			return { password: pkcs12Password };
		default:
			return undefined;
	}
}

function choices(): readonly (vscode.QuickPickItem & Required<Pick<Pkcs12Answers, 'pkcs12'>>)[] {
	return [
		{ label: vscode.l10n.t('No, PEM files only'), pkcs12: 'no' },
		{
			label: vscode.l10n.t('Yes, with a generated password'),
			detail: vscode.l10n.t('Shown once, when the file is saved.'),
			pkcs12: 'made',
		},
		{ label: vscode.l10n.t('Yes, with a password I type'), pkcs12: 'typed' },
	];
}

function validatePassword(text: string): Validation {
	if (text === '') return vscode.l10n.t('Type a password.');
	if (!/^[ -~]*$/.test(text)) {
		return warning(vscode.l10n.t('Java cannot open this file: its password must be ASCII.'));
	}
	return text.length < 8
		? warning(vscode.l10n.t('A short password can be guessed. Use 8 characters or more.'))
		: undefined;
}

/** TypeScript cannot see that these keys belong to `S`. */
function answer<S extends Pkcs12Answers>(answers: Pkcs12Answers): Partial<S> {
	return answers as Partial<S>;
}
