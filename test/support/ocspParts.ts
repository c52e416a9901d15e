/** OCSP responses made by hand, as odd as a test needs them; nothing is signed. */
import {
	bits,
	commonName,
	generalizedTime,
	integer,
	octets,
	oid,
	type Part,
	sequence,
	tlv,
} from './der.js';

export const good = tlv(0x80);
export const unknown = tlv(0x82);

/** @param reason RFC 5280, 5.3.1: its number. */
export const revoked = (time: string, reason: number): Buffer =>
	tlv(0xa1, generalizedTime(time), tlv(0xa0, tlv(0x0a, Buffer.of(reason))));

/** @param parts A next update (`nextUpdate`) and extensions, in their encoding. */
export function single(
	serial: string,
	status: Part,
	thisUpdate: string,
	...parts: readonly Part[]
): Buffer {
	const algorithm = sequence(oid('1.3.14.3.2.26'));
	const id = sequence(algorithm, octets('name'), octets('key'), integer(serial));
	return sequence(id, status, generalizedTime(thisUpdate), ...parts);
}

export const nextUpdate = (time: string): Buffer => tlv(0xa0, generalizedTime(time));
export const singleExtensions = (...extensions: readonly Part[]): Buffer =>
	tlv(0xa1, sequence(...extensions));

/** A successful response of `CN=Responder`, with the certificates it sends along. */
export function ocspResponse(
	responses: readonly Part[],
	certificates: readonly Part[] = [],
): Buffer {
	const produced = generalizedTime('20261126000000Z');
	const data = sequence(tlv(0xa1, commonName('Responder')), produced, sequence(...responses));
	const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
	const sent = certificates.length === 0 ? [] : [tlv(0xa0, sequence(...certificates))];
	const basic = sequence(data, algorithm, bits('x'), ...sent);
	const bytes = sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic));
	return sequence(tlv(0x0a, Buffer.of(0)), tlv(0xa0, bytes));
}

/** One signed certificate timestamp, and the list of those. */
export function timestampList(logId: string, time: string): Buffer {
	const moment = Buffer.alloc(8);
	moment.writeBigUInt64BE(BigInt(Date.parse(time)));
	const rest = Buffer.from('00000403000161', 'hex');
	const stamp = Buffer.concat([Buffer.of(0), Buffer.from(logId, 'base64'), moment, rest]);
	return Buffer.concat([Buffer.of(0, stamp.length + 2, 0, stamp.length), stamp]);
}
