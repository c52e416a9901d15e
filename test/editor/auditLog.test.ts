/** The audit log of a server as a tab, over the fake of ScaiVault. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AuditLogResult } from '../../src/api.js';
import { auditShown, run } from '../../src/commands/audit/showAuditLog.js';
import { readTime } from '../../src/commands/audit/auditFilter.js';
import type { CommandContext } from '../../src/commands/command.js';
import type { Backend } from '../../src/core/backends/contract/backend.js';
import { isPkiError } from '../../src/core/common/errors.js';
import { cellText, type Report } from '../../src/ui/report/report.js';
import { eventually } from '../support/eventually.js';
import { PersonInTest } from '../support/person.js';
import { makeCas, type OpenFake, openFake } from '../support/scaivault/connection.js';
import { type StandIn, standInServices } from '../support/standInContext.js';

describe('pki.showAuditLog', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let open: OpenFake;
	let client: Backend;
	let standIn: StandIn;
	let connection: string;
	let context: CommandContext;
	/** What answers of the audit log wait for. */
	let held: Promise<void> | undefined;

	before(async () => {
		open = await openFake({
			origin: 'http',
			instead: async ({ path }) => {
				if (path.startsWith('/v1/audit/')) await held;
				return undefined;
			},
		});
		({ client } = await open.connect());
		await makeCas(client);
		await issue('a.lab.test');
		await client
			.issue?.({ mount: 'pki', role: 'web', commonName: 'no.other.test' })
			.catch(() => {});
		standIn = standInServices();
		context = { ...standIn.services, views: {} as CommandContext['views'] };
		connection = await connect(open.fake.token());
	});
	after(async () => {
		standIn.dispose();
		await open.stop();
	});
	afterEach(() => auditShown(connection)?.dispose());

	const issue = async (commonName: string) =>
		client.issue?.({ mount: 'pki', role: 'web', commonName });

	async function connect(token: string): Promise<string> {
		const fields = { address: open.fake.url };
		const wish = { backend: 'scaivault', label: 'Scai', fields, secrets: { token } };
		return (await standIn.services.connections.add(wish)).id;
	}

	async function show(options: object = {}, interactive = false, id = connection) {
		const input = { options: { connection: id, ...options }, selection: [], interactive };
		return (await run(context, input)) satisfies AuditLogResult;
	}

	function shown(id = connection): Report {
		const message = auditShown(id)?.panel.message;
		assert.ok(message?.type === 'report');
		return message.report;
	}

	const press = (id: string) => auditShown(connection)?.panel.receive({ type: 'action', id });
	const buttons = (report: Report) => report.actions.map(({ id }) => id);
	const rows = () => (shown().sections[0]?.table?.rows ?? []).map((row) => row.map(cellText));

	it('shows who did what, and answers a program the same', async () => {
		const { events, hasMore } = await show();
		assert.equal(hasMore, false);
		const said = events.map(({ action, succeeded }) => `${action} ${String(succeeded)}`);
		assert.equal(said.filter((text) => text === 'createAuthority true').length, 2);
		assert.ok(said.includes('issue true') && said.includes('issue false'), said.join());
		assert.equal(rows().length, events.length);
		const row = rows().find((cells) => cells.some((cell) => cell.startsWith('a.lab.test')));
		assert.match(
			row?.join(' | ') ?? '',
			/UTC \| Issued \| Succeeded \| sa:deployer \| a\.lab\.test · .* \| web/,
		);
		assert.match(shown().verdict.words, /events; failed: 1$/);
		assert.deepEqual(buttons(shown()), ['filter', 'span', 'reload', 'json']);
		assert.ok(!JSON.stringify([shown(), events]).includes('PRIVATE KEY'));
	});

	it('filters by event, result and identity on the server', async () => {
		await show();
		const pressed = press('filter');
		await person.picks('Issued');
		await person.picks('Failed');
		await person.types('sa:deployer');
		await pressed;
		const asked = open.fake.requests.filter(({ path }) => path.startsWith('/v1/audit/logs')).at(-1);
		assert.match(decodeURIComponent(JSON.stringify(asked)), /success.{1,4}false/);
		assert.equal(rows().length, 1);
		assert.match(rows()[0]?.join(' ') ?? '', /Failed/);
		assert.equal(shown().facts[1]?.value.includes('Failed · sa:deployer'), true);
		const none = await show({ identity: 'sa:nobody' });
		assert.deepEqual(none.events, []);
		assert.equal(shown().verdict.words, 'No events');
		assert.deepEqual(buttons(shown()), ['filter', 'span', 'reload']);
	});

	it('asks for another time span', async () => {
		await show();
		const pressed = press('span');
		await person.picks('Between two times…');
		await person.types('2020-01-01 08:00');
		await person.types('2020-01-02');
		await pressed;
		assert.equal(shown().facts[0]?.value, '2020-01-01 08:00 UTC to 2020-01-02 00:00 UTC');
		assert.deepEqual(shown().sections, []);
	});

	it('loads page after page, each entry once', async () => {
		for (let count = 0; count < 110; count += 1) await issue(`n${count}.lab.test`);
		const { events, hasMore } = await show({ actions: ['issue'], succeeded: true });
		assert.deepEqual([events.length, hasMore], [100, true]);
		assert.ok(buttons(shown()).includes('next'));
		await press('next');
		assert.equal(rows().length, 111);
		assert.ok(!buttons(shown()).includes('next'));
	});

	it('shows no events of another filter, whatever is pressed before its answer', async () => {
		const { hasMore } = await show({ actions: ['issue'], succeeded: true });
		assert.ok(hasMore);
		const view = auditShown(connection) ?? assert.fail('no tab');
		const { requests } = open.fake;
		const before = requests.length;
		let release = () => {};
		held = new Promise((resolve) => (release = resolve));
		const filtered = press('filter');
		await person.picks('Issued');
		await person.picks('Failed');
		await person.types('');
		await eventually('the question', () => (requests.length > before ? true : undefined));
		const more = press('next');
		release();
		await Promise.all([filtered, more]);
		assert.deepEqual(
			view.log.events.map(({ succeeded }) => succeeded),
			[false],
		);
		assert.equal(view.log.filter.succeeded, false);
		assert.equal(requests.length, before + 1, 'no page of an answer that is not there');
	});

	it('registers one thing to be closed at the end, however often it is shown', async () => {
		await show();
		const { subscriptions } = context.context;
		const before = subscriptions.length;
		await show();
		await show();
		assert.equal(subscriptions.length, before);
	});

	it('copies the entries as the server sent them', async () => {
		const { events } = await show();
		await press('json');
		const copied = JSON.parse(await vscode.env.clipboard.readText()) as { id: string }[];
		assert.deepEqual(
			copied.map(({ id }) => id),
			events.map(({ id }) => id),
		);
		assert.ok(
			copied.every((entry) => 'secret_path' in entry || 'extra_data' in entry),
			'as the server sent them',
		);
	});

	it('says in the tab what went wrong, and a program is refused', async () => {
		const poor = await connect(open.fake.token({ scopes: ['pki:admin'] }));
		await assert.rejects(show({}, false, poor), (error) => isPkiError(error, 'forbidden'));
		assert.equal(auditShown(poor), undefined);
		await show({}, true, poor);
		const { verdict, actions } = shown(poor);
		assert.equal(verdict.words, 'The audit log could not be read');
		assert.match(verdict.note ?? '', /audit:read/);
		assert.equal(actions[0]?.label, 'Try Again');
		auditShown(poor)?.dispose();
	});

	it('reads times in UTC, and nothing that only looks like one', async () => {
		assert.equal(readTime('2026-01-31'), '2026-01-31T00:00:00.000Z');
		assert.equal(readTime('2026-01-31 08:00'), '2026-01-31T08:00:00.000Z');
		assert.equal(readTime('2026-01-31T08:00:00+02:00'), '2026-01-31T06:00:00.000Z');
		for (const text of ['', 'now', '2026-13-01', '31.01.2026', '2026-01-31 25:00']) {
			assert.equal(readTime(text), undefined, text);
		}
		await assert.rejects(show({ from: 'yesterday' }), (error) => isPkiError(error, 'invalid'));
		await assert.rejects(show({ actions: ['read'] }), (error) => isPkiError(error, 'invalid'));
	});
});
