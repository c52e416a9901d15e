import type { Conversation } from './conversation.js';

/** RFC 3207. */
export async function startSmtp(talk: Conversation): Promise<void> {
	expectCode(talk, await hearReply(talk), 220);
	talk.say('EHLO localhost\r\n');
	const hello = await hearReply(talk);
	expectCode(talk, hello, 250);
	if (!/^250[ -]STARTTLS\s*$/im.test(hello)) throw talk.refused('');
	talk.say('STARTTLS\r\n');
	const reply = await hearReply(talk);
	if (!reply.startsWith('220')) throw talk.refused(reply);
}

/** All lines of a reply; the last one has a blank behind its code (RFC 5321, 4.2.1). */
async function hearReply(talk: Conversation): Promise<string> {
	const reply = await talk.hear((bytes) => {
		const text = bytes.toString('latin1');
		const last = /(?:^|\n)(?!\d{3}-)[^\n]*\n/.exec(text);
		return last ? last.index + last[0].length : undefined;
	});
	return reply.toString('latin1');
}

function expectCode(talk: Conversation, reply: string, code: number): void {
	if (!reply.startsWith(String(code))) throw talk.unexpected(reply);
}
