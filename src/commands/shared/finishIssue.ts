import type { IssuedFiles } from '../../api.js';
import type { CertificateWishes, IssuedCertificate } from '../../core/backends/backend.js';
import type { CommandContext, CommandInput } from '../command.js';
import { announce } from './afterIssue.js';
import { settleTarget } from './conflicts.js';
import { fileNameFor } from './fileNames.js';
import { folderFrom } from './folders.js';
import { offerToIgnoreKey } from './ignoreKey.js';
import { type FileTarget, ownFileNames, writeIssuedFiles } from './issuedFiles.js';
import { type RoleTarget, warningsOf } from './issueForm.js';
import { optionalBoolean } from './options.js';

/** Where the files will stand; settled before anything is issued, so that nothing is issued in vain. */
export function settleFiles(
	input: CommandInput,
	name: string,
	withKey: boolean,
): Promise<FileTarget> {
	return settleTarget({
		folder: folderFrom(input.options),
		baseName: fileNameFor(name),
		overwrite: optionalBoolean(input.options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => ownFileNames(baseName, withKey),
	});
}

/** Writes what was issued, refreshes the tree and tells the user. */
export async function finishIssue(
	context: CommandContext,
	input: CommandInput,
	target: RoleTarget,
	files: FileTarget,
	done: {
		readonly issued: IssuedCertificate;
		readonly wishes: CertificateWishes;
		readonly name: string;
		readonly privateKeyPem?: string;
	},
): Promise<IssuedFiles> {
	const { issued, wishes, name, privateKeyPem } = done;
	const written = await writeIssuedFiles(files, { issued, privateKeyPem });
	const { mount, connection } = target;
	context.changes.fire({ connection: connection.id, mount, part: 'certificates' });
	const { serialNumber, notAfter } = issued;
	const warnings = warningsOf(issued, wishes);
	const result: IssuedFiles = {
		serialNumber,
		notAfter,
		files: written,
		...(warnings.length > 0 && { warnings: [...warnings] }),
	};
	if (input.interactive) {
		const source = { connection: connection.id, mount, serialNumber };
		announce(context, { name, source, issued, result });
		offerToIgnoreKey(written.key);
	}
	return result;
}
