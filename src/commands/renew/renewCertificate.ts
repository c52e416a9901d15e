import type { RotateResult } from '../../api.js';
import type { CommandContext, CommandInput } from '../command.js';
import { requireTrust } from '../input/folders.js';
import { renewIntoFolder } from './newFiles.js';
import { readRotateOptions } from './options.js';
import { renewFiles } from './renewFiles.js';
import { renewTargets } from './targets.js';

/**
 * `pki.renewCertificate`: has a certificate issued again by whoever issued it, with the same names and usages, and puts it and
 * its new key in the place of the old ones, after one question. Takes files, blocks, rows of the tree and folders.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<RotateResult> {
	requireTrust();
	const options = readRotateOptions(input.options);
	const { files, isFolder, server } = await renewTargets(context, input);
	if (server) return renewIntoFolder(context, input, server, options);
	return renewFiles(context, input, {
		...{ targets: files, isMany: isFolder, options, showReport: false },
	});
}
