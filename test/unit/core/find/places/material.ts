/** What stands in the places, and how a place says what is to be found in it. */
import { generateKeyPairSync } from 'node:crypto';
import { writePkcs12 } from '../../../../../src/core/x509/containers/pkcs12.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import type { BlockEncoding } from '../../../../../src/core/x509/block.js';
import { derOf, pemOf } from '../../../../support/certificates.js';
import { bundle } from '../../../../support/der.js';

export interface WrittenPlace {
	readonly what: string;
	/** Values in base64 stand between `mark`s; PEM is found from BEGIN to END. */
	readonly text: string;
	/** Names of certificates, kinds of everything else, in the text's order; one of `api.test` where it is absent. */
	readonly names?: readonly string[];
	readonly encoding: BlockEncoding;
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** With padding, which some formats write otherwise: a signature's length is chance, so one of many certificates has it. */
export const pem = (
	Array.from({ length: 40 }, () => pemOf({ name: 'api.test' })).find((each) =>
		each.includes('='),
	) ?? ''
).trimEnd();
export const caPem = pemOf({ name: 'ca.test' }).trimEnd();
export const chain = `${pem}\n${caPem}`;
export const keyPem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString().trimEnd();
export const base64 = derOf({ name: 'api.test' }).toString('base64');
export const caBase64 = derOf({ name: 'ca.test' }).toString('base64');
export const keyBase64 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
export const bundleBase64 = bundle(
	derOf({ name: 'api.test' }),
	derOf({ name: 'ca.test' }),
).toString('base64');
export const bundlePem = toPem(
	'PKCS7',
	bundle(derOf({ name: 'api.test' }), derOf({ name: 'ca.test' })),
).trimEnd();

/** As `writePkcs12` makes it. */
export const pkcs12Base64 = Buffer.from(
	await writePkcs12({
		privateKeyPem: keyPem,
		certificatePem: pem,
		chainPem: [],
		password: 'changeit',
		name: 'api',
	}),
).toString('base64');

/** Java's own keystore, and the one of its cryptography extension, with bytes of any kind behind the head. */
const keystore = (magic: string) =>
	Buffer.concat([
		Buffer.from(`${magic}000000020000000100000001`, 'hex'),
		Buffer.from(keyBase64, 'base64'),
	]).toString('base64');
export const jksBase64 = keystore('feedfeed');
export const jceksBase64 = keystore('cececece');

export const lines = pem.split('\n');
/** Of the body, without BEGIN and END. */
export const body = lines.slice(1, -1);
export const escaped = pem.replaceAll('\n', '\\n');
export const inBase64 = (text: string): string => Buffer.from(text).toString('base64');
export const indented = (text: string, prefix: string): string => text.replace(/^/gm, prefix);
export const wrapped = (text: string, width: number, indent = ''): string =>
	text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&\n${indent}`);

const [opening, closing] = ['\u0001', '\u0002'];
export const mark = (value: string): string => `${opening}${value}${closing}`;

/** The text without marks, and what is to be found in it. */
export function read(marked: string): {
	readonly text: string;
	readonly slices: readonly string[];
} {
	const values = [...marked.matchAll(/\u0001([^\u0002]*)\u0002/g)].map(([, value = '']) => value);
	const text = marked.replace(/[\u0001\u0002]/g, '');
	const blocks = text.match(/-----BEGIN[^-]+-----[^]*?-----END[^-]+-----/g) ?? [];
	return { text, slices: values.length > 0 ? values : blocks };
}
