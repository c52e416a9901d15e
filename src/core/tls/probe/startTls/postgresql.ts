import type { Conversation } from './conversation.js';

/** SSLRequest (PostgreSQL, "Message Formats"): its length, and a number that is no version. */
const sslRequest = Buffer.from('0000000804d2162f', 'hex');

export async function startPostgresql(talk: Conversation): Promise<void> {
	talk.say(sslRequest);
	const answer = (await talk.hear(() => 1)).toString('latin1');
	if (answer === 'N') throw talk.refused('');
	if (answer !== 'S') throw talk.unexpected(answer);
}
