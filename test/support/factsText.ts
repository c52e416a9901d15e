import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { describeBlock } from '../../src/details/page/describe.js';
import { readSubject } from '../../src/details/page/subject.js';
import { renderText } from '../../src/details/page/text.js';

/** The facts of one block as text. */
export async function textOf(
	content: string | Uint8Array,
	index = 0,
	uri?: vscode.Uri,
): Promise<string> {
	const subject = await readSubject({ title: 'Test', content, ...(uri ? { uri } : {}) });
	const block = subject.blocks[index];
	assert.ok(block);
	return renderText(await describeBlock(subject, block, { raw: false }));
}
