/** Which number is meant by digits that can be read as hex or as decimal. */
import * as vscode from 'vscode';
import type { Backend } from '../../core/backends/contract/backend.js';
import { isPkiError } from '../../core/common/errors.js';
import type { SerialNumber } from '../../core/x509/serial.js';
import { withProgress } from '../../ui/ask/progress.js';
import { colonHex } from '../../ui/facts/text.js';

/** Hex, unless the mount has only the number that the same digits mean in decimal: then that is said. */
export async function storedSerial(
	client: Backend,
	mount: string,
	{ hex, ifDecimal }: SerialNumber,
): Promise<string> {
	if (ifDecimal === undefined) return hex;
	return withProgress(vscode.l10n.t('Reading the certificate'), async (signal) => {
		const isStored = (serial: string) =>
			client.readCertificate(mount, serial, { signal }).then(
				() => true,
				(error: unknown) => {
					if (isPkiError(error, 'notFound') || isPkiError(error, 'forbidden')) return false;
					throw error;
				},
			);
		if ((await isStored(hex)) || !(await isStored(ifDecimal))) return hex;
		vscode.window.setStatusBarMessage(
			vscode.l10n.t('Read as a decimal number: serial number {0}', colonHex(ifDecimal)),
			10_000,
		);
		return ifDecimal;
	});
}
