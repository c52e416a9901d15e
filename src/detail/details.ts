import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import type { DetailsPort, DetailTarget, Services } from '../services/services.js';
import type { DetailsPanel } from './panel.js';
import { TextDocuments } from './textDocuments.js';

/** The details view and its text form. The view's code is loaded when it is first shown. */
export function registerDetails(services: Services): DetailsPort & { dispose(): void } {
	const texts = new TextDocuments();
	let panel: DetailsPanel | undefined;
	let disposed = false;

	async function show(target: DetailTarget): Promise<void> {
		const [{ DetailsPanel }, { readSubject }] = await Promise.all([
			import('./panel.js'),
			import('./subject.js'),
		]);
		const subject = await readSubject(target);
		if (disposed) return;
		if (subject.blocks.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
		// From the tree the arrow keys go on working; whoever decodes wants to read.
		const preserveFocus = target.source !== undefined;
		panel ??= new DetailsPanel(
			services,
			(shown) => texts.show(shown),
			() => (panel = undefined),
			preserveFocus,
		);
		await panel.show(subject, preserveFocus);
	}

	return {
		show,
		async showAsText(target) {
			const { readSubject } = await import('./subject.js');
			await texts.show(await readSubject(target));
		},
		dispose() {
			disposed = true;
			vscode.Disposable.from(texts, ...(panel ? [panel] : [])).dispose();
		},
	};
}
