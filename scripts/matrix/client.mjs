/**
 * What a runtime does with TLS files: run by each Node and by Bun as `client.mjs MANIFEST [FIRST]`, where FIRST is the
 * index of the scene to begin with. Prints the index before each scene, which tells where it crashed, and then the
 * outcome as JSON. It judges nothing itself: it sets the options that a generated configuration sets.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

/**
 * @typedef {object} Scene
 * @property {string} id
 * @property {number} port
 * @property {string} [servername] Absent: the address 127.0.0.1 is verified.
 * @property {string} [cert] Path.
 * @property {string} [key] Path.
 * @property {string} [ca] Path.
 * @property {string} [crl] Path.
 * @property {string} [passphrase]
 *
 * @typedef {{ outcome: 'connects' | 'notSent' | 'cannotLoad' | 'refuses' | 'refused', code?: string }} Result
 */

const [manifest = '', first = '0'] = process.argv.slice(2);
/** @type {readonly Scene[]} */
const scenes = JSON.parse(readFileSync(manifest, 'utf8'));

for (const [index, scene] of scenes.entries()) {
	if (index < Number(first)) continue;
	process.stdout.write(`${index} `);
	process.stdout.write(`${JSON.stringify({ id: scene.id, ...(await attempt(scene)) })}\n`);
}

/**
 * @param {Scene} scene
 * @returns {Promise<Result>}
 */
function attempt({ port, servername, cert, key, ca, crl, passphrase }) {
	return new Promise((resolve) => {
		let socket;
		try {
			socket = connect({
				host: '127.0.0.1',
				port,
				minVersion: 'TLSv1.2',
				...(servername !== undefined && { servername }),
				...(cert !== undefined && { cert: readFileSync(cert) }),
				...(key !== undefined && { key: readFileSync(key) }),
				...(ca !== undefined && { ca: readFileSync(ca) }),
				...(crl !== undefined && { crl: readFileSync(crl) }),
				...(passphrase !== undefined && { passphrase }),
			});
		} catch (error) {
			resolve({ outcome: 'cannotLoad', code: codeOf(error) });
			return;
		}
		let secure = false;
		let answer = '';
		socket.setTimeout(10_000, () => socket.destroy(new Error('no answer in 10 s')));
		// Under TLS 1.3 a server judges the client's certificate after this: only its answer tells.
		socket.once('secureConnect', () => {
			secure = true;
			socket.write('GET /v1/sys/seal-status HTTP/1.1\r\nHost: matrix\r\nConnection: close\r\n\r\n');
		});
		socket.setEncoding('utf8').on('data', (text) => (answer += text));
		/** @type {Error | undefined} */
		let failure;
		socket.once('error', (error) => (failure = error));
		socket.once('close', () => {
			if (/sent=yes/.test(answer) || (cert === undefined && answer !== '')) {
				resolve({ outcome: 'connects' });
			} else if (/sent=no/.test(answer)) resolve({ outcome: 'notSent' });
			else if (secure || failure === undefined || isRemote(failure))
				resolve({ outcome: 'refused' });
			else resolve({ outcome: 'refuses', code: codeOf(failure) });
		});
	});
}

/**
 * An alert or a closed connection: the other side's doing.
 *
 * @param {Error} error
 */
function isRemote(error) {
	return /ALERT|ECONNRESET|EPIPE|socket hang up|disconnected before/i.test(
		`${codeOf(error)} ${error.message}`,
	);
}

/**
 * The code, or where it says nothing, the reason in the library's own message.
 *
 * @param {unknown} error
 * @returns {string}
 */
function codeOf(error) {
	const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
	return code === undefined || code === 'UNSPECIFIED' || code === 'EPROTO' ? message : code;
}
