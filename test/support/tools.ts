/** For editor tests: calls a tool as a language model does. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export interface ToolAnswer {
	readonly markdown: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** What the tool answers: text to read, then JSON. */
export async function invokeTool(name: string, input: object): Promise<ToolAnswer> {
	const options = { input, toolInvocationToken: undefined };
	const { content } = await vscode.lm.invokeTool(name, options);
	const [markdown, json, ...others] = content.map((part) => {
		assert.ok(part instanceof vscode.LanguageModelTextPart);
		return part.value;
	});
	assert.ok(markdown !== undefined && json !== undefined);
	assert.deepEqual(others, []);
	return { markdown, data: JSON.parse(json) as ToolAnswer['data'] };
}
