import * as vscode from 'vscode';
import { badOption, optionalChoice } from '../input/options.js';
import type { CopyForm, CopyInput } from '../../core/copyAs/form.js';
import { copyFormIds, type CopyFormId, copyForms, formsFor } from '../../core/copyAs/registry.js';
import { PkiError } from '../../core/common/errors.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { copyText } from '../../ui/output.js';
import { copyFormWords } from '../../ui/words/copyForms.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseContents } from '../input/chosenContent.js';
import { askForKeys } from './askForKeys.js';
import { copyInputOf, type CopySource } from './copyInput.js';

type Form = CopyForm<CopyFormId>;

/**
 * `pki.copyAs` `{ uri, line, form }`, or a row of the tree: copies every one that is selected in a form that is chosen. Reads
 * only, so it works with files in Restricted Mode. Of private keys only public facts are copied, but for a Kubernetes Secret
 * into which a person put one.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const given = optionalChoice(input.options, 'form', copyFormIds);
	const sources: CopySource[] = [];
	for (const content of await chooseContents(context, input, { cursorMeans: 'block' })) {
		sources.push(await copyInputOf(content, input.interactive));
	}
	const offered = copyForms.filter((form) =>
		sources.every((one) => formsFor(one.input).includes(form)),
	);
	const form = given === undefined ? await askForm(offered, sources) : named(given, offered);
	const found: (string | undefined)[] = [];
	if (form.takesKey === true && input.interactive) {
		for (const { keys } of sources) found.push(await keys());
	}
	const privateKeys = await askForKeys(found);
	const names = form.distinctNames?.(sources.map((one) => one.input.name));
	const texts = sources.map(({ input: one }, index) => {
		const name = names?.[index] ?? one.name;
		return form.render({ ...one, name, privateKeyPem: privateKeys[index] });
	});
	await copyText(joined(form, texts), vscode.l10n.t('{0} copied', copyFormWords(form.id)));
}

function named(id: CopyFormId, offered: readonly Form[]): Form {
	const form = offered.find((one) => one.id === id);
	if (!form) throw badOption('form', offered.map((one) => one.id).join(' | '));
	return form;
}

/** Several one a line; manifests are documents of one file. A single value is pasted into a line, so none is broken off it. */
function joined({ id }: Form, texts: readonly string[]): string {
	if (id === 'kubernetesSecret') return texts.join('---\n');
	const [only] = texts;
	if (texts.length === 1 && only !== undefined) return only;
	return texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('');
}

/** Short values are shown beside their names. */
const longestShown = 100;

async function askForm(offered: readonly Form[], sources: readonly CopySource[]): Promise<Form> {
	const [first] = sources;
	if (!first || offered.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
	const items = offered.map((form) => ({
		label: copyFormWords(form.id),
		...detailOf(form, first.input),
		form,
	}));
	const prompt =
		sources.length === 1
			? vscode.l10n.t('Copy “{0}” as', plainText(first.input.name, 60))
			: vscode.l10n.t('Copy {0} certificates as', sources.length);
	const title = vscode.l10n.t('Copy Certificate As');
	return (await askOnce(title, (frame) => frame.pick({ prompt, items }))).form;
}

function detailOf(form: Form, input: CopyInput): { readonly detail?: string } {
	const text = form.render(input);
	return text.length > longestShown || text.includes('\n')
		? {}
		: { detail: plainText(text, longestShown) };
}
