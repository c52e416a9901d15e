import { DerCursor, DerError, tags } from '../../../x509/asn1/der.js';
import { derElement } from '../../../x509/asn1/derWriter.js';
import { smallInteger } from '../../../x509/asn1/values.js';
import type { Conversation } from './conversation.js';

/** RFC 4511, 4.14: the name of the StartTLS operation. */
const startTls = '1.3.6.1.4.1.1466.20037';

/** LDAPMessage, ExtendedRequest and ExtendedResponse (RFC 4511, 4.2 and 4.12). */
const [request, response, requestName] = [0x77, 0x78, 0x80];

export async function startLdap(talk: Conversation): Promise<void> {
	const name = derElement(requestName, [Buffer.from(startTls)]);
	const messageId = derElement(tags.integer, [Buffer.of(1)]);
	talk.say(derElement(tags.sequence, [messageId, derElement(request, [name])]));
	const answer = await talk.hear((bytes) => messageLength(talk, bytes));
	const code = resultCode(talk, answer);
	if (code !== 0) throw talk.refused(`LDAP result ${code}`);
}

/** Of the element that the bytes begin with: its head says it. */
function messageLength(talk: Conversation, bytes: Buffer): number | undefined {
	const [tag, first = 0] = bytes;
	if (tag !== undefined && tag !== tags.sequence) throw talk.unexpected(bytes.toString('latin1'));
	if (bytes.length < 2) return undefined;
	if (first < 0x80) return 2 + first;
	const size = first & 0x7f;
	if (size === 0 || size > 4) throw talk.unexpected('');
	return bytes.length < 2 + size ? undefined : 2 + size + bytes.readUIntBE(2, size);
}

function resultCode(talk: Conversation, answer: Buffer): number {
	try {
		const message = DerCursor.over(answer).expect(tags.sequence).enter();
		message.expect(tags.integer);
		return smallInteger(message.expect(response).enter().expect(tags.enumerated));
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		throw talk.unexpected('');
	}
}
