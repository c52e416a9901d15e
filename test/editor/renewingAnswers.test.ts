/** What a person is told when certificates were renewed, and what the buttons do. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles, RotateResult } from '../../src/api.js';
import { showRenewals } from '../../src/status/expiry/showRenewals.js';
import { cellText } from '../../src/ui/report/report.js';
import { pemOf } from '../support/certificates.js';
import { call } from '../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { assertPair, certificateIn } from '../support/renewed.js';
import { ReportsInTest } from '../support/shownReports.js';
import { standInServices } from '../support/standInContext.js';

const tellingName = 'told.test';

describe('a person who renews a certificate', function () {
	this.timeout(30_000);
	const person = new PersonInTest();
	const reports = new ReportsInTest();
	let folder: WorkspaceFolder;
	let issued: IssuedFiles;
	beforeEach(async () => {
		folder = new WorkspaceFolder();
		const wish = { names: [tellingName], usage: 'both' as const, folder: folder.path };
		issued = await call('pki.issueTestCertificate', wish);
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});

	/** The notification comes behind the question, and is answered with this button. */
	async function renew(button: string): Promise<RotateResult> {
		person.willPress('Renew and Replace');
		person.willPress(button);
		const uri = vscode.Uri.file(issued.files.certificate);
		const result = await vscode.commands.executeCommand<RotateResult | undefined>(
			'pki.renewCertificate',
			uri,
		);
		assert.ok(result, person.said.join('\n'));
		assert.ok(result.files.includes(issued.files.certificate));
		assert.match(
			person.said.join('\n'),
			/“told\.test” renewed, valid until .* Programs use the old/,
		);
		return result;
	}

	const listed = async (serialNumber: string) => {
		const { items } = await call('pki.listCertificates', { connection: 'localCa' });
		return items.find((item) => item.serialNumber === serialNumber);
	};

	it('sees the report, whose buttons do what comes next', async () => {
		const { backups } = await renew('Show Report');
		const { verdict, facts, sections, actions } = await reports.becomes(tellingName);
		assert.deepEqual([verdict.sign, verdict.words], ['valid', 'Renewed; all checks passed']);
		const fresh = certificateIn(issued.files.certificate).serialNumber.toLowerCase();
		assert.equal(facts[0]?.value.replaceAll(':', ''), fresh);
		const files = sections.find(({ id }) => id === 'files')?.table?.rows ?? [];
		assert.deepEqual(
			files.map(([file]) => basename(cellText(file ?? ''))).sort(),
			Object.values(issued.files)
				.map((file: string) => basename(file))
				.filter((file) => file !== 'ca.crt')
				.sort(),
		);
		const checks = sections.find(({ id }) => id === 'checks')?.table?.rows ?? [];
		assert.equal(checks.length, 6);
		for (const [, result] of checks) assert.deepEqual(result, { text: 'Passed', sign: 'valid' });
		assert.deepEqual(
			actions.map(({ label }) => label),
			['Revoke Old Certificate…', 'Delete Old Files…', 'Open as Markdown'],
		);
		person.willPress('Delete');
		await reports.press(tellingName, 'Delete Old Files…');
		await eventually('the end of the old files', () =>
			backups.some(existsSync) ? undefined : true,
		);
	});

	it('deletes the old files only when asked once more', async () => {
		person.willPress('Renew and Replace');
		person.willPress('Delete Old Files…');
		person.willPress('Keep Files');
		const uri = vscode.Uri.file(issued.files.certificate);
		const { backups } = await vscode.commands.executeCommand<RotateResult>(
			'pki.renewCertificate',
			uri,
		);
		await eventually('the question', () =>
			person.said.includes('Delete the old files (3)?') ? true : undefined,
		);
		assert.deepEqual(backups.filter(existsSync), backups);
		person.willPress('Renew and Replace');
		person.willPress('Delete Old Files…');
		person.willPress('Delete');
		const again = await vscode.commands.executeCommand<RotateResult>('pki.renewCertificate', uri);
		await eventually('the end of the old files', () =>
			again.backups.some(existsSync) ? undefined : true,
		);
		assert.deepEqual(backups.filter(existsSync), backups, 'those of another renewal stay');
		assertPair(issued.files.certificate, issued.files.key ?? '');
	});

	it('revokes the old certificate, and not the new one', async () => {
		const { serialNumber } = issued;
		assert.equal((await listed(serialNumber))?.revoked, false);
		person.willPress('Renew and Replace');
		person.willPress('Revoke Old Certificate…');
		const uri = vscode.Uri.file(issued.files.certificate);
		const done = vscode.commands.executeCommand('pki.renewCertificate', uri);
		person.willPress('Revoke');
		await person.picks('A newer certificate replaces it');
		await done;
		await eventually('the revocation', async () =>
			(await listed(serialNumber))?.revoked === true ? true : undefined,
		);
		assert.match(person.said.join('\n'), /Revoke “told\.test”/);
		const fresh = certificateIn(issued.files.certificate).serialNumber.toLowerCase();
		const item = (await call('pki.listCertificates', { connection: 'localCa' })).items.find(
			(one) => one.serialNumber.replaceAll(':', '') === fresh,
		);
		assert.equal(item?.revoked, false);
	});

	it('finds the old files ignored by git', async () => {
		const git = (...args: readonly string[]) =>
			execFileSync('git', args, { cwd: folder.path, encoding: 'utf8' });
		git('init', '--quiet');
		const { backups } = await renew('Show Report');
		assert.equal(backups.length, 3);
		// git says which it ignores; it fails where it is none.
		const ignored = git('check-ignore', ...backups)
			.trim()
			.split('\n');
		assert.deepEqual([...ignored].sort(), [...backups].sort());
		const lines = readFileSync(join(folder.path, '.gitignore'), 'utf8').trim().split('\n');
		assert.equal(new Set(lines).size, lines.length, 'each pattern once');
		assert.ok(!git('status', '--porcelain', '-uall').includes('.bak'));
	});

	it('sees in the status bar how many are due, as long as the files hold them', async () => {
		const standIn = standInServices();
		const make = vscode.window.createStatusBarItem;
		const own = Object.getOwnPropertyDescriptor(vscode.window, 'createStatusBarItem');
		assert.ok(own);
		const items: vscode.StatusBarItem[] = [];
		const value = (...given: Parameters<typeof make>) => {
			const item = make(...given);
			items.push(item);
			return item;
		};
		Object.defineProperty(vscode.window, 'createStatusBarItem', { ...own, value });
		const shown = showRenewals(standIn.services);
		try {
			const [item] = items;
			assert.ok(item);
			const becomes = (text: string) =>
				eventually(text, () => (item.text === text ? true : undefined));
			const tooltip = () => (typeof item.tooltip === 'string' ? item.tooltip : '');
			const { issued: known } = standIn.services;
			const add = async (name: string, from: number, to: number) => {
				const pem = pemOf({ name, from, to });
				const { fsPath: path } = folder.write(`${name}.crt`, pem);
				const { fingerprint256, validFrom, validTo } = new X509Certificate(pem);
				await known.add({
					...{ path, name, issuer: 'CN=x', connection: 'localCa', mount: 'local', role: 'both' },
					fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
					notBefore: new Date(validFrom).toISOString(),
					notAfter: new Date(validTo).toISOString(),
				});
				return path;
			};
			await add('young.test', -1, 30);
			const first = await add('first.test', -80, 10);
			// VS Code gives an item what one of the same id shows at the time.
			await eventually('its name', () => tooltip().includes('\nfirst.test\n') || undefined);
			await becomes('$(sync) 1 certificate to renew');
			assert.doesNotMatch(tooltip(), /young/);
			assert.equal(item.command, 'pki.renewAllDue');
			await add('second.test', -80, 10);
			await becomes('$(sync) 2 certificates to renew');
			await vscode.workspace.fs.delete(vscode.Uri.file(first));
			await add('third.test', -1, 30);
			await becomes('$(sync) 1 certificate to renew');
			assert.deepEqual(
				known.files.map(({ name }) => name),
				['young.test', 'second.test', 'third.test'],
			);
		} finally {
			Object.defineProperty(vscode.window, 'createStatusBarItem', own);
			shown.dispose();
			standIn.dispose();
		}
	});
});
