/** What the page of a file shows. */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { readContents } from '../ui/contents.js';
import { readSubject, standIn, type Subject } from './page/subject.js';

/** Its contents, or why they are not shown: VS Code tells nobody what an editor failed with. */
export async function fileSubject(uri: vscode.Uri): Promise<Subject> {
	const title = path.posix.basename(uri.path);
	try {
		const content = await readContents(uri);
		const subject = await readSubject({ title, content, uri });
		if (subject.blocks.length > 0) return subject;
		const { nothingThere } = await import('./notices.js');
		return standIn(subject, nothingThere());
	} catch (error) {
		if (!isPkiError(error)) throw error;
		const { describeError } = await import('../ui/words/errors/errors.js');
		return standIn({ title, uri }, describeError(error).message);
	}
}
