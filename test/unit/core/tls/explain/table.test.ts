/** The table itself: whole, found by what it says, and harmless whatever it is given. */
import assert from 'node:assert/strict';
import { mayExplain } from '../../../../../src/core/find/mayExplain.js';
import { alertNames } from '../../../../../src/core/tls/explain/alertNames.js';
import { explainLines, explainText } from '../../../../../src/core/tls/explain/explanation.js';
import { explainInSlices } from '../../../../../src/core/tls/explain/explainInSlices.js';
import { entries, patterns } from '../../../../../src/core/tls/explain/table.js';
import { countedWork } from '../../../../support/countedWork.js';
import { randomly } from '../../../../support/random.js';

describe('the table of TLS errors', () => {
	it('has unique ids, and knows those it refers to', () => {
		const ids = entries.map(({ id }) => id);
		assert.ok(ids.length > 50);
		assert.equal(new Set(ids).size, ids.length);
		const swapped = entries.flatMap((entry) => entry.swapped ?? []);
		assert.deepEqual(
			swapped.filter((id) => !ids.includes(id)),
			[],
		);
	});

	it('gives each code, number and reason one meaning', () => {
		const all = entries.flatMap(
			({ alerts = [], verify = [], curl = [], codes = [], reasons = [] }) => [
				...alerts.map((number) => `alert ${number}`),
				...verify.map((number) => `verify ${number}`),
				...curl.map((number) => `curl ${number}`),
				...codes.map((code) => `code ${code}`),
				...reasons.map((reason) => `reason ${reason}`),
			],
		);
		assert.deepEqual(
			all.filter((each, index) => all.indexOf(each) !== index),
			[],
		);
	});

	it('is found by every text, code and reason that it has', () => {
		for (const { id, codes = [], reasons = [], texts = [], alerts = [] } of entries) {
			const lines = [
				...codes,
				...reasons.map((reason) => `ERR_SSL_${reason}`),
				...texts.map((text) =>
					typeof text === 'string' ? text : `${text.text} ${text.also ?? ''} .`,
				),
				...alerts.map((number) => `SSL alert number ${number}`),
			];
			for (const line of lines) {
				assert.ok(mayExplain(line), `${line} does not pass`);
				const ids = [explainText(line)?.id, explainText(`x: ${line} y`)?.id];
				// In a server's log a verdict is on the client's certificate.
				const known = [id, entries.find((entry) => entry.id === id)?.swapped];
				assert.ok(
					ids.every((found) => known.includes(found)),
					`${line}: ${ids.join()} in place of ${id}`,
				);
			}
		}
	});

	it('knows each alert by OpenSSL’s, BoringSSL’s, Go’s, Java’s and rustls’s name', () => {
		for (const [alert, name, go = name.replaceAll('_', ' ').toLowerCase()] of alertNames) {
			const wanted = explainText(`SSL alert number ${alert}`)?.id;
			const camel = name
				.toLowerCase()
				.replace(/(?:^|_)(\w)/g, (_, first: string) => first.toUpperCase());
			for (const line of [
				`ERR_SSL_TLSV1_ALERT_${name}`,
				`ERR_SSL_SSL/TLS_ALERT_${name}`,
				`error:${(0x0a000000 + 1000 + alert).toString(16).padStart(8, '0')}:SSL routines::x`,
				`${0x10000000 + 1000 + alert}:SSL routines:OPENSSL_internal:SSLV3_ALERT_${name}`,
				`remote error: tls: ${go}`,
				`Received fatal alert: ${name.toLowerCase()}`,
				`received fatal alert: ${camel}`,
			]) {
				assert.equal(explainText(line)?.id, wanted, line);
			}
		}
	});
});

describe('hostile text', () => {
	const pieces = [...patterns.values()].flat().map(({ text }) => text);

	it('is read without an error, and each place lies in its text', () => {
		const random = randomly(20261126);
		const characters = 'aA0_:/[](){}="\'\\ \t\u0130\u202e\ud800';
		for (let round = 0; round < 3000; round += 1) {
			const text = Array.from({ length: random.below(20) }, () =>
				random.below(2) === 0
					? (pieces[random.below(pieces.length)] ?? '')
					: characters.charAt(random.below(characters.length)).repeat(random.below(9)),
			).join(random.below(5) === 0 ? '\n' : '');
			for (const found of explainLines(text)) {
				if (!found) continue;
				assert.ok(found.start >= 0 && found.end <= text.length && found.start < found.end, text);
			}
			explainText(text);
		}
	});

	it('costs what its length is', async () => {
		const line = 'x509: certificate signed by error:0A000412: https://a.b:c verify error:num= ';
		const fillers = [
			'error:',
			'https://',
			'a_',
			'[a: ',
			"host='",
			'::::',
			'error 1 at ',
			'0A000412:',
		];
		const texts = [line, `${line}\n`, ...fillers.map((filler) => `tls ${filler}`)];
		for (const text of texts) {
			const work = (times: number) => countedWork(() => explainInSlices(text.repeat(times)));
			await explainInSlices(text.repeat(10));
			const [small, large] = [await work(500), await work(5000)];
			assert.ok(large < 15 * small + 5000, `${text}: ${small} and ${large}`);
		}
		// Regular expressions are not counted; the longest of lines comes to an end in them.
		for (const text of texts) explainText(text.repeat(1_000_000 / text.length));
		// V8 counts for all code that is there, which is that of every other test as well.
	}).timeout(180_000);
});
